"""From a table to findings, in a browser: what stands out is free, then an analysis says what it means."""

import pytest
from playwright.sync_api import expect

from ai_ops.models import Run
from tests.e2e.gallery import Gallery
from tests.e2e.looks import serious_faults
from tests.e2e.places import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]

BUTTON = "Analyse data · 10 credits"
OPEN_ALL = "document.querySelectorAll('main details').forEach(each => each.open = true)"


@pytest.fixture
def visits(tenant, people, sandbox) -> str:
    return Gallery(tenant, people["designer"], sandbox).visits


def test_a_designer_sees_what_stands_out_for_free_and_has_it_analysed(site: Site, people, visits):
    page = site.page
    site.enter(people["designer"])
    site.open(f"/data/{visits}/")
    expect(page.get_by_role("region", name="What stands out")).to_contain_text("guests rises to")
    page.get_by_role("link", name="Analyse this data").click()

    found = page.get_by_role("region", name="What stands out in Visits")
    expect(found).to_contain_text("guests and takings move together")
    expect(page.get_by_text("stand out in 120 rows, found without AI and free.")).to_be_visible()
    page.get_by_label("From", exact=True).fill("2020-01-01")
    page.get_by_label("Until, this day included").fill("2020-01-31")
    page.get_by_label("Until, this day included").blur()
    expect(page.locator("#facts")).to_contain_text("There are no rows from 1 January 2020 until 31 January 2020")
    page.get_by_label("From", exact=True).fill("")
    page.get_by_label("Until, this day included").fill("")
    page.get_by_label("Until, this day included").blur()
    expect(found).to_contain_text("guests and takings move together")
    page.get_by_role("link", name="What goes together?").click()
    expect(page.get_by_label("What would you like to know?")).to_have_value(
        "Which columns move together, and which in opposite directions?"
    )
    assert "100 of 100 credits left" in site.meter
    page.get_by_role("button", name=BUTTON).click()

    expect(page.get_by_text("Succeeded", exact=True)).to_be_visible()
    assert "90 of 100 credits left" in site.meter
    number = page.locator(".finding a.figure-ref").first
    evidence = page.locator(str(number.get_attribute("href")))
    expect(evidence).to_be_hidden()
    number.click()
    expect(evidence).to_be_visible()
    page.evaluate(OPEN_ALL)
    assert serious_faults(site) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert site.overflow() <= 0


def test_another_source_brings_its_own_columns_and_facts_and_keeps_the_question(site: Site, people, tenant, sandbox):
    gallery = Gallery(tenant, people["designer"], sandbox)
    page = site.page
    site.enter(people["designer"])
    site.open(f"/ai/analysis/?source={gallery.data}&question=What+changed")
    expect(page.get_by_role("region", name="What stands out in Sales")).to_be_visible()
    site.open(f"/ai/analysis/?source={gallery.visits}&question=What+changed&columns=guests")
    expect(page.get_by_label("guests")).to_be_checked()
    page.get_by_label("Data", exact=True).select_option(gallery.data)

    expect(page.get_by_role("region", name="What stands out in Sales")).to_be_visible()
    expect(page.get_by_label("What would you like to know?")).to_have_value("What changed")
    expect(page.get_by_label("Data", exact=True)).to_have_value(gallery.data)
    page.get_by_text("Columns", exact=False).first.click()
    expect(page.get_by_label("revenue")).to_be_visible()
    expect(page.get_by_label("guests")).to_have_count(0)
    page.get_by_label("revenue").check()
    expect(page.get_by_role("region", name="What stands out in Sales")).to_contain_text("2 columns")
    assert not Run.objects.exists()


def test_without_javascript_the_form_leads_to_what_stands_out_and_starts_an_analysis(
    browser, browser_context_args, watch, live_server, people, visits
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    watch(context)
    site = Site(context.new_page(), live_server.url)
    site.enter(people["designer"])
    site.open(f"/data/{visits}/")
    site.page.get_by_role("link", name="Look at what stands out").click()
    expect(site.page.get_by_text("guests and takings move together")).to_be_visible()
    site.page.get_by_role("link", name="Analyse this data").click()
    site.page.get_by_role("button", name=BUTTON).click()

    expect(site.page.get_by_text("Succeeded", exact=True)).to_be_visible()
    site.page.get_by_text("How computed").first.click()
    expect(site.page.locator(".evidence").first).to_be_visible()
    context.close()
