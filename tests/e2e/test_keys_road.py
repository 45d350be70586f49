"""An own key in a browser: enter it, run on it, fail to spoil it, pause, resume and remove it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ai_ops import own_keys
from byok.models import KeyState, ProviderKey
from credits import proof
from tests.e2e.looks import faults_of
from tests.e2e.places import Site

pytestmark = pytest.mark.browser

REFUSED = "sk-ant-sandbox-nobody-refused"


@pytest.mark.usefixtures("worker")
def test_a_key_from_its_card_to_a_run_and_out_again(site: Site, people, tenant):
    page, keys = site.page, site.keys
    site.enter(people["admin"])
    keys.open("anthropic")
    page.get_by_role("button", name="Use sk-ant-sandbox-good").click()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#id_key")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Check and save").click()
    expect(keys.card("Anthropic").get_by_text("Active (BYOK)")).to_be_visible()
    assert "Anthropic own key" in " ".join(keys.in_header.split())

    run_a_theme(site, button="Generate theme · own key")
    assert "100" in site.meter

    keys.open("anthropic")
    keys.enter(REFUSED)
    expect(page.get_by_text("The key that was there before is still in use.")).to_be_visible()
    expect(page.locator("#id_key")).to_have_value("")
    assert REFUSED not in page.content()

    keys.open("anthropic", "pause/")
    page.get_by_role("button", name="Pause and use credits").click()
    assert "paused, on credits" in keys.in_header
    site.open("/ai/theme/")
    expect(site.theme_form.button).to_be_visible()

    keys.open("anthropic", "resume/")
    page.get_by_role("button", name="Resume the key").click()
    site.open("/ai/theme/")
    expect(page.get_by_role("button", name="Generate theme · own key")).to_be_visible()

    keys.open("anthropic", "remove/")
    page.get_by_role("button", name="Remove the key").click()
    expect(keys.card("Anthropic").get_by_text("No key: on credits")).to_be_visible()
    assert not ProviderKey.objects.exists()
    assert not proof.find_differences(tenant)


def run_a_theme(site: Site, *, button: str) -> None:
    site.open("/ai/theme/")
    site.theme_form.fill("A calm harbour at dusk")
    site.page.get_by_role("button", name=button).click()
    site.run.wait_for_result()


def test_the_pages_of_keys_shut_nobody_out(site: Site, people, tenant):
    for provider, secret in (("anthropic", "sk-ant-sandbox-good"), ("openai", "sk-sandbox-limited")):
        own_keys.enter(tenant, provider, secret, at=timezone.now())
    ProviderKey.objects.filter(provider="anthropic").update(state=KeyState.REFUSED, error_code="key_refused")
    site.sign_in(people["admin"].email)
    site.keys.open("anthropic")
    addresses = ("/settings/ai/", "/settings/ai/keys/anthropic/", "/settings/ai/keys/openai/remove/")

    faults = [fault for address in addresses for fault in faults_of(site, address)]

    assert not faults, "\n".join(faults)
