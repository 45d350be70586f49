"""The road of a layout: from data to a screen that follows it, by keyboard and by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ai_ops import library
from connectors import refreshing
from tests.ai_ops.layout_results import make_run, rows, upload_sales
from tests.e2e.places import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def sales(tenant, people):
    return upload_sales(tenant)


def preview(page: Page):
    """Return the drawing that is shown in the frame."""
    return page.frame_locator("#layout-frames iframe:visible").locator("svg.layout")


def changed(page: Page) -> None:
    expect(page.locator("#layout-frames iframe[srcdoc]").first).to_be_attached()


def test_a_designer_comes_from_data_to_a_screen_that_follows_it(site: Site, people, sales, worker):
    page = site.page
    site.enter(people["designer"])
    site.open("/ai/content/")
    page.get_by_label("Sales 28 rows").check()
    free = page.frame_locator("#baseline iframe:visible")
    expect(free.get_by_role("img").filter(has_text="€308.50").first).to_be_attached()
    page.get_by_label("What should the screen show").fill("The takings of each branch, for the team")
    page.get_by_role("button", name="Generate layout · 5 credits").click()
    expect(page.get_by_text("Succeeded", exact=True)).to_be_visible()
    expect(preview(page)).to_be_visible()
    page.locator("form#layout-editor [name=keep]").last.uncheck()
    changed(page)
    page.get_by_label("Save your version as").fill("Ours")
    page.locator("#layout-editor").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved to the library as “Ours”.")).to_be_visible()
    page.get_by_role("link", name="Show full screen").click()
    screen = page.locator("#screen")
    expect(screen).to_contain_text("308.50")
    refreshing.refresh(sales, rows(27), filename="sales.csv", at=timezone.now())
    ask_now(page)
    expect(screen).to_contain_text("297.50")
    assert site.overflow() <= 0


def test_a_component_moves_by_keyboard_and_by_hand_and_the_others_make_room(site: Site, people, sales, tenant):
    run = make_run(tenant, people["designer"])
    page = site.page
    site.enter(people["designer"])
    site.open(f"/ai/runs/{run.pk}/")
    width = page.locator("#w-1")
    width.fill("16")
    width.press("Enter")
    expect(page.get_by_text("so that it no longer covers “Newest takings”")).to_be_visible()
    expect(width).to_be_focused()
    box = page.locator("#layout-frames iframe:visible").bounding_box()
    assert box
    cell = box["width"] / 32
    page.mouse.move(box["x"] + 20 * cell, box["y"] + 8 * cell)
    page.mouse.down()
    page.mouse.move(box["x"] + 18 * cell, box["y"] + 8 * cell, steps=4)
    page.mouse.up()
    expect(page.locator("#x-5")).to_have_value("14")
    expect(page.get_by_text("so that it no longer covers “Guests over time”").first).to_be_visible()


def test_the_frame_takes_the_shape_of_each_screen_and_the_light_of_each_mode(site: Site, people, sales, tenant):
    run = make_run(tenant, people["designer"])
    page = site.page
    site.enter(people["viewer"])
    site.open(f"/ai/runs/{run.pk}/")
    shapes = {}
    for label in ("1,920 × 1,080", "3,840 × 2,160", "1,080 × 1,920"):
        page.get_by_label(label).check(force=True)
        page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
        box = page.locator("#layout-frames iframe:visible").bounding_box()
        assert box
        shapes[label] = round(box["width"] / box["height"], 2)
    page.get_by_label("Dark").check(force=True)

    assert shapes == {"1,920 × 1,080": 1.78, "3,840 × 2,160": 1.78, "1,080 × 1,920": 0.56}
    expect(preview(page).locator("g[data-scheme=dark]")).to_be_attached()


def screen_with(tenant, member, *bands: dict[str, Any]) -> str:
    """Save a layout with some components in bands below each other, and return the address of its screen."""
    run = make_run(tenant, member)
    usual = {"x": 0, "w": 32, "h": 6, "rationale": "", "bindings": []}
    result = dict(run.result or {})
    result["placements"] = [usual | {"id": f"p{at}", "y": 6 * at, **each} for at, each in enumerate(bands)]
    run.result = result
    run.save()
    item = library.save(run, "A screen", author=None, at=timezone.now())
    return f"/ai/library/{item.pk}/screen/"


def ask_now(page: Page) -> None:
    """Have a screen ask for news now, as it does when its connection comes back."""
    page.evaluate("dispatchEvent(new Event('online'))")


TICKER = {
    "component": "ticker",
    "title": "Branches",
    "bindings": [
        {"input": "item", "source": "field", "value": "sales.row.branch", "aggregate": "none", "format": ""},
    ],
}


def test_a_screen_says_when_inspire_cannot_be_reached_and_when_it_can_again(site: Site, people, sales, tenant):
    page = site.page
    site.enter(people["viewer"])
    site.open(screen_with(tenant, people["designer"], {"component": "clock", "title": "Now"}))
    note = page.get_by_text("Inspire cannot be reached")
    expect(note).to_be_hidden()
    page.route("**/screen/drawing/**", lambda route: route.abort())
    ask_now(page)
    expect(note).to_be_visible()
    page.unroute("**/screen/drawing/**")
    ask_now(page)
    expect(note).to_be_hidden()


def test_clocks_of_a_screen_go_on_in_the_tenants_zone(site: Site, people, sales, tenant):
    tenant.time_zone = "Asia/Tokyo"
    tenant.save()
    page = site.page
    site.enter(people["viewer"])
    page.clock.set_fixed_time(datetime(2026, 12, 31, 18, 5, tzinfo=UTC))
    site.open(screen_with(tenant, people["designer"], {"component": "clock", "title": "Now"}))

    expect(page.locator("text.clock").first).to_have_text("03:05")
    expect(page.locator("text.clock").last).to_have_text("Friday 1 January 2027")


def test_nothing_moves_on_a_screen_where_motion_is_not_wanted(site: Site, people, sales, tenant):
    page = site.page
    site.enter(people["viewer"])
    address = screen_with(tenant, people["designer"], TICKER)
    site.open(address)
    is_paused = "document.querySelector('svg.layout').animationsPaused()"
    expect(page.locator("svg.layout animateTransform")).to_be_attached()
    assert page.evaluate(is_paused)
    expect(page.locator("g.ticker-still")).to_be_visible()
    expect(page.locator("g.ticker-moving")).to_be_hidden()
    page.emulate_media(reduced_motion="no-preference")
    site.open(address)
    assert not page.evaluate(is_paused)
    expect(page.locator("g.ticker-moving")).to_be_visible()
    expect(page.locator("g.ticker-still")).to_be_hidden()
