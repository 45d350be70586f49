"""The API's interactive page, in a browser that holds a member's session."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from connectors import sources
from tenants.models import Scope
from tests.e2e.places import Site
from tests.inspire.calling import Program

pytestmark = pytest.mark.browser


def test_the_apis_page_stands_on_its_own_and_sends_a_request_with_a_token(site: Site, people, tenant):
    sources.create_push(tenant, "Quay", at=timezone.now())
    page, asked = site.page, []
    page.on("request", lambda request: asked.append(request.url))
    site.enter(people["designer"])
    site.open("/api/v1/docs")

    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".modal-ux input").fill(Program(tenant, Scope.READ).text)
    page.locator(".modal-ux").get_by_role("button", name="Apply credentials").click()
    page.locator(".modal-ux").get_by_role("button", name="Close").last.click()
    page.locator(".opblock-get", has=page.locator('[data-path="/api/v1/sources"]')).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()

    expect(page.locator(".live-responses-table")).to_contain_text('"name": "Quay"')
    assert {url for url in asked if not url.startswith((site.address, "data:", "blob:"))} == set()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0, "the token is kept nowhere"
