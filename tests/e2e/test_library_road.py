"""The library by keyboard: deleted and undone, changed and restored, exported and imported."""

import pytest
from playwright.sync_api import expect

from ai_ops.models import SavedItem
from tests.ai_ops.saved_files import file_of
from tests.e2e.gallery import Gallery
from tests.e2e.places import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def gallery(site: Site, tenant, people, sandbox) -> Gallery:
    site.enter(people["designer"])
    return Gallery(tenant, people["designer"], sandbox)


def press(site: Site, name: str, *, steps: int = 60) -> None:
    """Go to a button by the Tab key alone, and press it."""
    button = site.page.get_by_role("button", name=name, exact=True)
    for _step in range(steps):
        site.page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            site.page.keyboard.press("Enter")
            return
    pytest.fail(f"{name} is not reached by Tab.")


def test_deleting_is_undone_by_keyboard(site: Site, gallery):
    site.open(f"/ai/library/{gallery.saved_theme}/")
    site.page.locator("summary", has_text="Delete").press("Enter")
    press(site, "Delete for everyone")
    expect(site.page.get_by_role("status").get_by_text("is in the bin")).to_be_visible()

    press(site, "Undo")

    expect(site.page.get_by_text("“Dusk on the quay” is back in the library.")).to_be_visible()
    assert SavedItem.objects.get(pk=gallery.saved_theme).deleted_at is None


def test_an_earlier_version_is_looked_at_and_restored(site: Site, gallery):
    site.open(f"/ai/library/{gallery.changed}/")
    site.page.get_by_role("link", name="Version 2", exact=True).click()
    expect(site.page.get_by_text("The newest is version 3.")).to_be_visible()
    site.page.get_by_role("button", name="Restore this version").click()

    expect(site.page.get_by_text("Version 2 is back, as version 4.")).to_be_visible()
    expect(site.page.get_by_text("Edited by hand since", exact=True).first).to_be_visible()


def test_files_are_imported_after_a_look_at_what_will_happen(site: Site, gallery, tmp_path):
    assert gallery.saved_theme
    for name, data in (("a.json", file_of("theme", "Dusk on the quay")), ("b.json", b"{")):
        (tmp_path / name).write_bytes(data)
    site.open("/ai/library/import/")
    site.page.locator("#id_files").set_input_files([tmp_path / "a.json", tmp_path / "b.json"])
    site.page.get_by_role("button", name="Look at them").click()
    expect(site.page.get_by_text("Nothing of it is imported.")).to_be_visible()
    site.page.get_by_label("“Dusk on the quay” is there already.").select_option("overwrite")
    site.page.get_by_role("button", name="Import", exact=True).click()

    expect(site.page.get_by_text("“Dusk on the quay” is in the library.")).to_be_visible()
    assert SavedItem.objects.get(pk=gallery.saved_theme).version == 2
