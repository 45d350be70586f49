"""The whole road in a browser: ask for a theme, get it, see the credit gone."""

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ai_ops.models import Run, State
from credits import ledger
from tests.e2e.places import Site

DUSK = "A calm harbour café at dusk, brand colour #0E7C86"

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]


def test_a_designer_gets_a_theme_and_the_admin_sees_one_credit_gone(site, people):
    site.sign_in(people["designer"].email)
    assert "100 of 100 credits left" in site.meter
    site.page.get_by_role("link", name="Theme generation").click()
    site.theme_form.fill(DUSK, "#0E7C86")
    expect(site.page.get_by_text("99 remain after this.")).to_be_visible()
    site.theme_form.button.click()

    site.run.wait_for_result()
    assert "99 of 100 credits left" in site.meter, "the meter follows without a reload"
    scene = site.page.frame_locator("iframe").first
    expect(scene.get_by_text("Mussels in cider")).to_be_visible()
    header = scene.locator("header").evaluate("element => getComputedStyle(element).backgroundColor")
    assert header == "rgb(14, 124, 134)", "the locked brand colour is the theme's primary"

    site.sign_out()
    site.sign_in(people["admin"].email)
    site.page.get_by_role("link", name="Settings").click()
    row = site.page.get_by_role("row", name="Theme generation")
    assert row.locator("td").all_inner_texts() == ["1", "1", "0", "1", "100 %"]
    expect(site.page.get_by_text("99 of 100 remain")).to_be_visible()


def test_two_clicks_start_one_run(site, people):
    site.enter(people["designer"])
    site.open("/ai/theme/")
    site.theme_form.fill(DUSK)
    site.theme_form.button.dblclick()

    site.run.wait_for_result()
    assert Run.objects.count() == 1


def test_without_javascript_two_clicks_start_one_run_and_its_result_comes(
    browser, browser_context_args, watch, live_server, sandbox, people
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    watch(context)
    site = Site(context.new_page(), live_server.url)
    site.enter(people["designer"])
    site.open("/ai/theme/")
    site.theme_form.fill(DUSK)
    site.theme_form.button.dblclick()

    site.run.wait_for_result()
    assert Run.objects.count() == 1
    context.close()


def test_without_credits_the_page_says_what_to_do_and_starts_nothing(site, people, tenant):
    site.enter(people["designer"])
    site.open("/ai/theme/")
    site.theme_form.fill(DUSK)
    ledger.adjust(tenant.account, -100, reference=uuid4(), reason="a test", member=None, at=timezone.now())
    site.theme_form.button.click()

    callout = site.page.get_by_role("alert")
    expect(callout).to_contain_text("Nothing was started, and nothing was charged.")
    expect(callout).to_contain_text("Needed")
    expect(callout).to_contain_text("admin")
    expect(callout).to_be_focused()
    expect(site.theme_form.description).to_have_value(DUSK)
    assert not Run.objects.exists()


def test_what_was_typed_stays_beside_what_is_wrong_with_it(site, people):
    site.enter(people["designer"])
    site.open("/ai/theme/")
    site.theme_form.fill("ab", "teal")
    site.theme_form.button.click()

    expect(site.page.get_by_text("Use at least 3 characters; this has 2.")).to_be_visible()
    expect(site.theme_form.description).to_have_value("ab")
    assert site.theme_form.colour(1) == "teal"


def test_an_example_fills_the_form(site, people):
    site.enter(people["designer"])
    site.open("/ai/theme/")
    site.page.get_by_role("link", name="Village bakery").click()

    expect(site.theme_form.description).to_have_value(
        "A village bakery on a Sunday morning: flour, honey, crust and cornflowers."
    )
    assert site.theme_form.colour(1) == "#B4532A"


def test_a_run_that_goes_on_can_be_cancelled_and_costs_nothing(site, people, sandbox):
    sandbox.fault("slow", seconds=20, times=0)
    site.enter(people["designer"])
    site.open("/ai/theme/")
    site.theme_form.fill(DUSK)
    site.theme_form.button.click()
    expect(site.page.get_by_text("Waiting for the answer")).to_be_visible()
    before = site.page.locator("#progress").inner_text()
    expect(site.page.locator("#progress")).not_to_have_text(before)
    site.run.cancel()

    expect(site.page.get_by_text("This run was cancelled, and nothing was charged")).to_be_visible()
    assert Run.objects.get().state == State.CANCELLED
    assert "100 of 100 credits left" in site.meter


def test_everything_can_be_done_by_keyboard(site, people):
    site.enter(people["designer"])
    site.open("/ai/")
    walk_to(site, "Theme generation")
    site.page.keyboard.press("Enter")
    site.page.wait_for_url("**/ai/theme/")
    walk_to(site, "Describe the place and its mood")
    site.page.keyboard.type(DUSK)
    walk_to(site, "Mode: Dark", keys="ArrowRight")
    walk_to(site, "Generate theme")
    site.page.keyboard.press("Enter")

    site.run.wait_for_result()
    walk_to(site, "Save")
    site.page.keyboard.press("Enter")
    expect(site.page.get_by_text("Saved to the library as")).to_be_visible()
    assert Run.objects.get().inputs["mode"] == "dark"


NAME_OF_FOCUS = """() => {
  const it = document.activeElement, label = it.labels?.[0]?.innerText ?? "";
  const group = it.type === "radio" ? it.closest("fieldset").querySelector("legend").innerText + ": " : "";
  return group + (it.getAttribute("aria-label") ?? (label || it.innerText || ""));
}"""


def walk_to(site: Site, name: str, *, keys: str = "Tab") -> None:
    """Move the focus by keyboard until it is on something of that name."""
    for _ in range(60):
        if site.page.evaluate(NAME_OF_FOCUS).startswith(name):
            return
        is_in_group = site.page.evaluate(NAME_OF_FOCUS).startswith(name.partition(":")[0])
        site.page.keyboard.press(keys if is_in_group else "Tab")
    pytest.fail(f"The keyboard does not reach {name!r}.")
