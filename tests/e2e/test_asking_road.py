"""From a refusal to a higher limit, in a browser: ask, raise by one button, go on. Nothing that was typed is lost."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from credits.models import Ask, Cap
from tests.e2e.places import Site

pytestmark = pytest.mark.browser

WISH = "Fishing boats in a calm harbour at dusk"


def test_a_designer_asks_and_an_admin_raises_the_limit(site: Site, tenant, people):
    Cap.objects.create(account=tenant.account, member=people["designer"].pk, credits=5)
    page = site.page
    site.enter(people["designer"])
    site.open("/ai/image/")
    page.get_by_label("Describe the image").fill(WISH)
    page.get_by_role("button", name="Generate image").click()
    expect(page.get_by_text("your limit leaves 5")).to_be_visible()

    page.get_by_text("Add a note").click()
    page.get_by_label("Note: what it is for").fill("For Friday's screens")
    page.get_by_role("button", name="Ask an admin").click()
    expect(page.locator(".ask").get_by_text("The admins are asked.")).to_be_visible()
    expect(page.get_by_label("Describe the image")).to_have_value(WISH)
    assert "For Friday's screens" in mail.outbox[0].body

    site.sign_out()
    site.enter(people["admin"])
    site.open(f"/settings/ai/limits/asks/{Ask.objects.get().pk}/")
    page.get_by_role("button", name="Raise the limit from 5 to 10").click()
    expect(page.get_by_text("The limit lets the run through now.")).to_be_visible()
    assert Cap.objects.get().credits == 10


def test_the_enter_key_in_the_form_starts_a_run_and_asks_nobody(site: Site, tenant, people):
    Cap.objects.create(account=tenant.account, member=people["designer"].pk, credits=5)
    page = site.page
    site.enter(people["designer"])
    site.open("/ai/image/")
    page.get_by_label("Describe the image").fill(WISH)
    page.get_by_role("button", name="Generate image").click()
    expect(page.get_by_text("your limit leaves 5")).to_be_visible()

    with page.expect_response("**/ai/image/"):
        page.get_by_label("Text for people who do not see it").press("Enter")

    expect(page.get_by_text("your limit leaves 5")).to_be_visible()
    assert not Ask.objects.exists()
