"""Images in a browser: asked for, shown, taken along, asked for again, and ten credits gone."""

import pytest
from playwright.sync_api import Page, expect

from ai_ops.models import Run
from tests.e2e.places import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]

RUN = 20_000  # milliseconds that a run may take on a busy machine
NATURAL_SIZE = "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"


def ask(site: Site, prompt: str, *, shape: str = "Landscape") -> None:
    site.open("/ai/image/")
    site.page.get_by_label("Describe the image").fill(prompt)
    site.page.get_by_label(shape).check(force=True)
    site.page.get_by_role("button", name="Generate image · 10 credits").click()
    wait_for_image(site.page)


def wait_for_image(page: Page) -> None:
    expect(page.get_by_text("Succeeded", exact=True)).to_be_visible(timeout=RUN)
    expect(page.locator(".shown-image img")).to_be_visible()


def test_a_designer_gets_an_image_and_the_admin_sees_ten_credits_gone(site, people):
    site.sign_in(people["designer"].email)
    site.page.get_by_role("link", name="Image generation").click()
    site.page.get_by_role("link", name="Harbour at dusk").click()
    expect(site.page.get_by_label("Describe the image")).to_have_value(
        "Fishing boats in a calm harbour at dusk, soft light, wide view"
    )
    expect(site.page.get_by_text("90 remain after this.")).to_be_visible()
    site.page.get_by_role("button", name="Generate image · 10 credits").click()
    wait_for_image(site.page)

    image = site.page.get_by_role("img", name="Fishing boats in a calm harbour at dusk").first
    assert image.evaluate(NATURAL_SIZE) == [1920, 1080]
    assert "90 of 100 credits left" in site.meter
    with site.page.expect_download() as download:
        site.page.get_by_role("link", name="Download PNG").click()
    assert download.value.suggested_filename == "fishing-boats-in-a-calm-harbour.png"

    site.sign_out()
    site.sign_in(people["admin"].email)
    site.page.get_by_role("link", name="Settings").click()
    row = site.page.get_by_role("row", name="Image generation")
    assert row.locator("td").all_inner_texts() == ["10", "1", "0", "10", "100 %"]
    expect(site.page.get_by_text("90 of 100 remain")).to_be_visible()


def test_again_with_a_note_shows_both_images_side_by_side(site, people):
    site.enter(people["designer"])
    ask(site, "A lighthouse in fog", shape="Portrait")
    first = Run.objects.get()
    site.page.get_by_label("What should be different?").fill("Warmer light")
    site.page.get_by_role("button", name="Again · 10 credits").click()
    site.page.wait_for_url(lambda url: str(first.pk) not in url)
    wait_for_image(site.page)

    second = Run.objects.get(former=first)
    assert second.note == "Warmer light"
    compared = site.page.get_by_role("region", name="Compared with the former result")
    expect(compared).to_contain_text("Warmer light")
    expect(compared.get_by_role("img")).to_have_count(2)
    assert compared.get_by_role("img").first.evaluate(NATURAL_SIZE) == [270, 480]
    site.page.get_by_role("region", name="History").get_by_role("link", name="First try").click()
    site.page.wait_for_url(f"**/{first.pk}/")


def test_the_page_does_not_jump_when_the_image_arrives(site, people):
    site.enter(people["designer"])
    for shape in ("Landscape", "Portrait", "Square"):
        ask(site, "Paper waves", shape=shape)
        site.page.route("**/ai/files/**", lambda route: route.abort())
        site.page.reload()
        empty = site.page.locator(".shown-image img").bounding_box()
        site.page.unroute("**/ai/files/**")
        site.page.reload()
        image = site.page.locator(".shown-image img")
        image.evaluate(NATURAL_SIZE)

        assert empty["height"] > 300, shape
        assert image.bounding_box() == pytest.approx(empty, abs=1), shape


def test_an_image_that_the_provider_refuses_costs_nothing_and_says_why(site, people, sandbox):
    sandbox.fault("moderation", times=0)
    site.enter(people["designer"])
    site.open("/ai/image/?example=0")
    site.page.get_by_role("button", name="Generate image · 10 credits").click()

    expect(site.page.get_by_text("This run failed, and nothing was charged")).to_be_visible(timeout=RUN)
    assert "100 of 100 credits left" in site.meter
    site.page.get_by_role("link", name="Again with these inputs").click()
    expect(site.page.get_by_label("Describe the image")).to_have_value(
        "Fishing boats in a calm harbour at dusk, soft light, wide view"
    )
    expect(site.page.get_by_label("What should be different?")).to_have_count(0)
