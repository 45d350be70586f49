"""Data, from a file on a person's disk to a table with types."""

import pytest
from playwright.sync_api import expect

from tests.e2e.places import Site

pytestmark = pytest.mark.browser

SALES = "day,region,revenue\n2026-11-01,north,€10.50\n2026-11-02,south,€20.00\n"


def test_a_designer_uploads_a_file_corrects_a_type_and_replaces_the_file(site: Site, people, tmp_path):
    file = tmp_path / "harbour-sales.csv"
    file.write_text(SALES)
    page = site.page
    site.enter(people["designer"])
    site.open("/data/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_role("heading", name="harbour sales", exact=True)).to_be_visible()
    expect(page.get_by_text("harbour_sales.row.revenue")).to_be_visible()
    page.get_by_label("Type of region", exact=True).select_option("Text")
    page.get_by_role("button", name="Save the type of region").click()

    expect(page.get_by_text("“region” is read as: Text.")).to_be_visible()
    file.write_text(f"{SALES}2026-11-03,south,€5.00\n")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_text("3 rows came in.")).to_be_visible()
    expect(page.get_by_label("Type of region", exact=True)).to_have_value("text")


def drop(site: Site, file: str) -> None:
    """Drop a file from the desktop onto the field, as the browser itself sees it."""
    box = site.page.locator("input[type=file]").bounding_box()
    assert box
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 8}
    data = {"items": [], "files": [file], "dragOperationsMask": 1}
    browser = site.page.context.new_cdp_session(site.page)
    for step in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": step, **place, "data": data})


def test_a_file_that_is_dropped_on_the_field_is_the_one_that_is_sent(site: Site, people, tmp_path):
    file = tmp_path / "dropped.csv"
    file.write_text(SALES)
    page = site.page
    site.enter(people["designer"])
    site.open("/data/")
    drop(site, str(file))
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_role("heading", name="dropped", exact=True)).to_be_visible()
