"""Own keys on Settings > AI and in every page's frame: each condition in words, for those whom it concerns."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ai_ops import own_keys
from byok import spend
from byok.models import KeyState, ProviderKey
from byok.spend import Tokens
from tenants.models import Membership, Role
from tests.factories import make_member

REFUSED = {"state": KeyState.REFUSED, "error_code": "key_refused"}
LIMITED = {"state": KeyState.LIMITED, "error_code": "out_of_money"}
UNREADABLE = {"sealed": b"\x01\x00\x00\x00\x00sealed by nobody"}
STRIP = 'class="key-strip'


@pytest.fixture
def key(tenant, sandbox):
    return enter(tenant)


def enter(tenant, provider="anthropic", secret="sk-ant-sandbox-good", **changes):
    key = own_keys.enter(tenant, provider, secret, at=timezone.now()).key
    assert key is not None
    if changes:
        ProviderKey.objects.filter(pk=key.pk).update(**changes)
    return key


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def open_page(client_of, admin):
    """Return a function that opens Settings > AI as an admin."""
    client = client_of(admin)

    def get():
        return text_of(client.get(reverse("settings_ai")))

    return get


def card_in(page, provider="anthropic"):
    return page.split(f'aria-labelledby="key-{provider}"')[1].split("</article>")[0]


def frame_in(page):
    return page.split("<main")[0]


# Cards


def test_without_a_key_the_card_says_what_one_is_for_and_where_to_get_it(open_page):
    page = open_page()
    (paid,) = re.findall(r"Pays for ([^<]+)<", card_in(page))
    assert {"inline text generation", "theme generation", "data analysis"} <= set(re.split(", | and ", paid))
    assert "image" not in paid
    assert "Pays for image generation" in card_in(page, "openai")
    assert "These runs use credits now." in card_in(page)
    assert 'href="https://platform.openai.com/api-keys" target="_blank" rel="noopener' in card_in(page, "openai")
    assert 'href="/settings/ai/keys/openai/"' in card_in(page, "openai")


@pytest.mark.parametrize(
    ("changes", "badge", "remedy"),
    [
        ({}, 'badge success"', "Active (BYOK)"),
        (LIMITED, 'badge warning"', "Out of money"),
        (LIMITED, "callout warning", "Raise that at Anthropic"),
        (REFUSED, 'badge danger"', "Refused"),
        (REFUSED, "callout danger", "Make a new one at Anthropic and enter it here"),
        (UNREADABLE, 'badge danger"', "Enter it again"),
        (UNREADABLE, "callout danger", "can no longer read the key"),
        ({"state": KeyState.UNCHECKED, "error_code": "timed_out"}, 'badge info"', "Could not be checked"),
        ({"state": KeyState.UNCHECKED, "error_code": "timed_out"}, "callout info", "it is checked again by itself"),
        ({"paused_at": datetime(2026, 11, 20, tzinfo=UTC)}, 'class="badge"', "Paused"),
        (REFUSED | {"paused_at": datetime(2026, 11, 20, tzinfo=UTC)}, "callout danger", "so new runs use credits"),
    ],
)
def test_each_condition_has_its_own_tone_and_words_with_the_remedy(open_page, tenant, sandbox, changes, badge, remedy):
    enter(tenant, **changes)
    card = card_in(open_page())
    assert remedy in card.split(badge)[1].split("</div>")[0]
    assert "sk-ant-sandbox-…good" in card


def test_a_demo_key_outside_local_mode_is_none_that_works(open_page, key, settings):
    settings.IS_LOCAL = False
    card = card_in(open_page())
    assert "This is a demo key, which works in local mode alone" in card
    assert "Active (BYOK)" not in card


def test_the_card_says_who_entered_a_key_and_a_former_member_has_no_name(open_page, tenant, key):
    other = make_member(tenant, Role.ADMIN)
    ProviderKey.objects.update(entered_by=other.pk)
    assert f"by {other.name}" in card_in(open_page())
    Membership.objects.filter(user=other).delete()
    assert "by a former member" in card_in(open_page())


def test_the_card_adds_up_this_months_runs_tokens_and_cost(open_page, tenant, key):
    now = timezone.now()
    for at in (now, now, now - timedelta(days=40)):
        spend.record(
            tenant,
            "anthropic",
            member=None,
            model="claude-haiku-5-5",
            tokens=Tokens(1_200_000, 34_000),
            microdollars=210_000,
            at=at,
        )
    card = card_in(open_page())
    assert "2 runs, 2,468,000 tokens" in card
    assert "<strong>about $0.42</strong>, at list prices of November 2026" in card


def test_a_cost_that_nobody_knows_is_not_called_nothing(open_page, tenant, sandbox):
    enter(tenant, "openai", "sk-sandbox-good")
    spend.record(
        tenant, "openai", member=None, model="gpt-image-2", tokens=Tokens(9, 9), microdollars=None, at=timezone.now()
    )
    assert "Not known" in card_in(open_page(), "openai")
    assert "$" not in card_in(open_page(), "openai")


# The frame


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_sees_the_meter_sees_what_each_key_does(client_of, tenant, sandbox, role):
    enter(tenant)
    enter(tenant, "openai", "sk-sandbox-good", paused_at=timezone.now())
    frame = frame_in(text_of(client_of(make_member(tenant, role)).get(reverse("runs"))))
    assert "<strong>Anthropic</strong> own key" in frame
    assert "<strong>OpenAI</strong> paused, on credits" in frame
    assert ('href="/settings/ai/#keys"' in frame) == (role == Role.ADMIN)


def test_a_tenant_without_keys_has_nothing_beside_the_meter(client_of, admin):
    assert "bezel-keys" not in text_of(client_of(admin).get(reverse("runs")))


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("changes", "sentence", "link"),
    [
        (REFUSED, "Anthropic refuses your own key sk-ant-sandbox-…good.", "/settings/ai/keys/anthropic/"),
        (UNREADABLE, "can no longer be read on this server.", "/settings/ai/keys/anthropic/"),
        (LIMITED, "out of money or over its spend limit, so runs on its key fail.", "/settings/ai/#keys"),
    ],
)
def test_admins_are_told_of_a_dead_key_on_every_page_and_others_are_not(
    client_of, tenant, admin, designer, changes, sentence, link
):
    enter(tenant, **changes)
    for address in (reverse("runs"), reverse("ai_home"), reverse("audit"), reverse("key_form", args=["openai"])):
        page = text_of(client_of(admin).get(address, follow=True))
        strip = page.split(STRIP)[1].split("</div>")[0]
        assert sentence in strip
        assert f'href="{link}"' in strip
        assert 'href="/settings/ai/keys/anthropic/pause/"' in strip
    assert STRIP not in text_of(client_of(designer).get(reverse("runs")))


@pytest.mark.parametrize("changes", [{}, REFUSED | {"paused_at": datetime(2026, 11, 20, tzinfo=UTC)}])
def test_a_key_that_works_or_is_paused_alarms_nobody(client_of, tenant, admin, sandbox, changes):
    enter(tenant, **changes)
    assert STRIP not in text_of(client_of(admin).get(reverse("runs")))


def test_a_designer_reads_on_the_operations_page_why_it_cannot_run(client_of, tenant, designer, sandbox):
    enter(tenant, **REFUSED)
    page = text_of(client_of(designer).get(reverse("operation", args=["theme"])))
    assert "This cannot run now." in page
    assert "The button works again when that is mended." in page


@pytest.mark.parametrize(
    ("own", "platform", "named"),
    [
        ((), (), "Anthropic and OpenAI"),
        (("sk-ant-sandbox-good",), (), "Anthropic and OpenAI"),
        (("sk-ant-sandbox-good",), ("ANTHROPIC_API_KEY", "OPENAI_API_KEY"), "Anthropic"),
        (("sk-ant-api03-real-key-of-a-tenant",), (), "OpenAI"),
        (("sk-ant-api03-real-key-of-a-tenant",), ("OPENAI_API_KEY",), ""),
    ],
)
def test_the_demo_strip_names_whom_the_sandbox_stands_in_for_and_nobody_else(
    client_of, tenant, sandbox, settings, own, platform, named
):
    settings.ANTHROPIC_API_BASE = sandbox.url
    for name in platform:
        setattr(settings, name, "sk-ant-operators-own")
    for secret in own:
        enter(tenant, secret=secret)
    frame = frame_in(text_of(client_of(make_member(tenant)).get(reverse("runs"))))
    assert ("demo-strip" in frame) == bool(named)
    assert not named or f"answers instead of {named}." in frame


def test_a_real_key_that_is_paused_leaves_the_sandbox_to_answer(client_of, tenant, admin, sandbox, settings):
    settings.ANTHROPIC_API_BASE = sandbox.url
    enter(tenant, secret="sk-ant-api03-real-key-of-a-tenant", paused_at=timezone.now())
    assert "answers instead of Anthropic and OpenAI." in text_of(client_of(admin).get(reverse("runs")))


def test_the_frame_reads_all_keys_in_one_query(client_of, tenant, admin, sandbox):
    client = client_of(admin)
    client.get(reverse("runs"))
    counts = []
    for provider, secret in (("anthropic", "sk-ant-sandbox-good"), ("openai", "sk-sandbox-good"), (None, "")):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("runs"))
        counts.append(len(captured))
        assert sum("byok_providerkey" in query["sql"] for query in captured.captured_queries) == 1
        if provider:
            enter(tenant, provider, secret)
    assert len(set(counts)) == 1
