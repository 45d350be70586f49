"""Settings > AI > a key: who may enter one, what is refused, and that it is nowhere to be seen."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from ai_ops import own_keys
from byok import keys
from byok.models import KeyState, ProviderKey
from tenants.models import AuditEvent, Role
from tests.factories import PASSWORD, make_member
from tests.inspire.confirming import confirm

GOOD = {"anthropic": "sk-ant-sandbox-abcdef-good", "openai": "sk-sandbox-abcdef-good"}
REFUSED = {"anthropic": "sk-ant-sandbox-zyxwvu-refused", "openai": "sk-sandbox-zyxwvu-refused"}
PROVIDERS = sorted(GOOD)
VIEWS = ("key_form", "key_test", "key_pause", "key_resume", "key_remove")
LIST = "/v1/models"


@pytest.fixture
def client(client_of, admin, sandbox) -> Client:
    """An admin who has confirmed that it is they."""
    return confirm(client_of(admin))


@pytest.fixture
def working(tenant, sandbox) -> ProviderKey:
    """A key that is in use."""
    key = own_keys.enter(tenant, "anthropic", GOOD["anthropic"], at=timezone.now()).key
    assert key is not None
    return key


def path_of(provider="anthropic", view="key_form"):
    return reverse(view, args=[provider])


def enter(client, secret, *, provider="anthropic", **more):
    return client.post(path_of(provider), {"key": secret, **more})


def text_of(response):
    return " ".join(response.content.decode().split())


def said_in(client):
    """Return what the next page says of what was done."""
    return text_of(client.get(reverse("audit"))).split('<main id="content"')[0]


# Who


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
def test_only_admins_come_near_a_key(client_of, tenant, working, view, role):
    client = confirm(client_of(make_member(tenant, role)))
    for method in (client.get, client.post):
        assert method(path_of(view=view), {"row": working.pk}).status_code == 403
    assert ProviderKey.objects.filter(pk=working.pk, paused_at=None).exists()


@pytest.mark.parametrize("view", VIEWS)
def test_nobody_is_sent_to_sign_in(db, view):
    assert Client().get(path_of(view=view))["Location"].startswith("/accounts/login/")


def test_another_tenants_key_is_as_absent_as_none(client_of, other_tenant, working):
    stranger = confirm(client_of(make_member(other_tenant, Role.ADMIN)))
    assert working.mask not in text_of(stranger.get(path_of()))
    for view in ("key_test", "key_pause", "key_remove"):
        stranger.post(path_of(view=view), {"row": working.pk})
    assert ProviderKey.objects.filter(pk=working.pk, paused_at=None).exists()
    assert not AuditEvent.objects.filter(tenant_uuid=other_tenant.pk).exists()


def test_an_unknown_provider_has_no_page(client):
    assert client.get("/settings/ai/keys/azure/").status_code == 404


# Confirming


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("seconds_ago", [None, 700])
def test_who_did_not_confirm_minutes_ago_is_asked_first(client_of, admin, working, view, seconds_ago):
    client = client_of(admin)
    if seconds_ago:
        confirm(client, seconds_ago=seconds_ago)
    for method in (client.get, client.post):
        response = method(path_of(view=view), {"row": working.pk})
        assert response["Location"] == f"/accounts/reauthenticate/?{urlencode({'next': path_of(view=view)})}"
    assert ProviderKey.objects.filter(pk=working.pk, paused_at=None).exists()


def test_a_key_that_was_sent_before_confirming_is_dropped_and_kept_nowhere(client_of, admin, sandbox):
    client = client_of(admin)
    response = enter(client, GOOD["anthropic"], follow=True)
    asked = client.get(response["Location"])
    assert "What you sent was not kept" in text_of(asked)
    assert GOOD["anthropic"] not in text_of(asked)
    assert not any(GOOD["anthropic"] in str(session.get_decoded()) for session in Session.objects.all())
    assert not sandbox.requests()

    back = client.post(response["Location"], {"password": PASSWORD, "next": path_of()})

    assert back["Location"] == path_of()
    assert client.get(path_of()).status_code == 200
    assert not ProviderKey.objects.exists()


# Entering


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_key_that_the_provider_accepts_is_active_at_once(client, tenant, admin, provider):
    assert enter(client, GOOD[provider], provider=provider)["Location"] == "/settings/ai/#keys"
    key = keys.current(tenant.pk, provider)
    assert key is not None
    assert (key.state, key.entered_by, keys.reveal(key)) == (KeyState.ACTIVE, admin.pk, GOOD[provider])
    assert "accepts this key. It is saved" in said_in(client)


def test_no_part_of_a_key_but_its_mask_is_shown_or_kept_in_the_clear(client, tenant):
    enter(client, GOOD["anthropic"])
    enter(client, REFUSED["anthropic"])
    pages = [text_of(client.get(each)) for each in ("/settings/ai/", path_of(), path_of(view="key_remove"))]
    events = [str((event.detail, event.target)) for event in AuditEvent.objects.all()]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    assert "sk-ant-sandbox-…good" in pages[0]
    for place in (*pages, *events, *sessions):
        assert "abcdef" not in place
        assert "zyxwvu" not in place


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Paste your Anthropic key here"),
        ("   ", "Paste your Anthropic key here"),
        (" sk-ant-api03-mnopqrstuvwxyz", "There is a space before or after the key"),
        ("'sk-ant-api03-mnopqrstuvwxyz'", "There are quotation marks around the key"),
        ("sk-ant-api03-mnopq\nrstuvwxyz", "There is a line break"),
        ("sk-ant-…mnop", "This is a key's mask, not the key"),
        ("sk-proj-mnopqrstuvwxyz0123", "This is a key of OpenAI"),
        ("sk-ant-admin01-mnopqrstuvwxyz", "This is an admin key"),
        ("sk-ant-mnop", "This is too short"),
        ("mnopqrstuvwxyz0123456789", "Keys of Anthropic begin with sk-ant-"),
        ("sk-ant-\0mnopqrstuvwxyz0123456789", "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_a_key_is_refused_in_its_own_sentence_and_sent_to_nobody(
    client, sandbox, working, typed, sentence
):
    sandbox.clear()
    response = enter(client, typed)
    assert response.status_code == 422
    assert sentence in text_of(response).replace("&#x27;", "'")
    assert "mnop" not in text_of(response)
    assert not sandbox.requests()
    assert keys.reveal(ProviderKey.objects.get(pk=working.pk)) == GOOD["anthropic"]


def test_a_key_that_is_refused_replaces_nothing_and_is_not_shown_again(client, working):
    response = enter(client, REFUSED["anthropic"])
    assert response.status_code == 422
    assert "Anthropic refused this key" in text_of(response)
    assert "The key that was there before is still in use" in text_of(response)
    assert "zyxwvu" not in text_of(response)
    assert 'name="may_be_unchecked"' not in text_of(response)
    assert ProviderKey.objects.get() == working


def test_a_key_out_of_money_is_saved_and_says_so(client):
    enter(client, "sk-sandbox-limited", provider="openai")
    assert ProviderKey.objects.get().state == KeyState.LIMITED
    assert "out of money or over its spend limit" in said_in(client)


def test_a_key_that_could_not_be_checked_is_kept_where_there_was_none(client, sandbox):
    sandbox.fault("html", path=LIST)
    enter(client, GOOD["anthropic"])
    assert ProviderKey.objects.get().state == KeyState.UNCHECKED
    assert "It is saved without a check" in said_in(client)


def test_a_key_that_could_not_be_checked_takes_a_keys_place_only_when_told_to(client, sandbox, working):
    assert 'name="may_be_unchecked"' not in text_of(client.get(path_of()))
    sandbox.fault("html", path=LIST, times=0)
    response = enter(client, "sk-ant-sandbox-other-good")
    assert response.status_code == 422
    assert 'name="may_be_unchecked"' in text_of(response)
    assert ProviderKey.objects.get() == working

    assert enter(client, "sk-ant-sandbox-other-good", may_be_unchecked="on").status_code == 302

    key = ProviderKey.objects.get()
    assert (key.state, keys.reveal(key)) == (KeyState.UNCHECKED, "sk-ant-sandbox-other-good")


def test_the_same_key_sent_twice_is_one_key(client, tenant):
    for _ in range(2):
        assert enter(client, GOOD["anthropic"]).status_code == 302
    assert ProviderKey.objects.count() == 1


def test_a_vault_that_is_closed_saves_nothing_and_says_whom_to_tell(client, settings, working):
    settings.VAULT_KEYSET, settings.VAULT_KEYSET_FILE = "", ""
    response = enter(client, "sk-ant-sandbox-other-good")
    assert response.status_code == 422
    assert "cannot seal a key at the moment, so nothing was saved" in text_of(response)
    assert ProviderKey.objects.get() == working


def test_entering_and_testing_are_counted_together_and_end_in_a_sentence(client, settings, sandbox, working):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "key": "2/h/user"}
    client.post(path_of(view="key_test"))
    enter(client, "nonsense")
    assert enter(client, REFUSED["anthropic"]).status_code == 422
    sandbox.clear()

    response = enter(client, "sk-ant-sandbox-other-good")
    client.post(path_of(view="key_test"))

    assert "Wait a while before the next one; nothing was sent" in text_of(response)
    assert "Wait a while before the next one; nothing was sent" in said_in(client)
    assert not sandbox.requests()
    assert ProviderKey.objects.get() == working


def test_demo_keys_stand_on_the_form_in_local_mode_alone(client, settings):
    assert "sk-ant-sandbox-limited" in text_of(client.get(path_of()))
    settings.IS_LOCAL = False
    page = text_of(client.get(path_of()))
    assert "sk-ant-sandbox-" not in page
    assert 'href="https://platform.claude.com/settings/keys" target="_blank" rel="noopener noreferrer"' in page
    assert "works in local mode alone" in text_of(enter(client, GOOD["anthropic"]))


def test_the_form_asks_browsers_to_keep_nothing(client):
    response = client.get(path_of())
    assert "no-store" in response["Cache-Control"]
    field = text_of(response).split('<input type="password" name="key"')[1].split(">")[0]
    assert 'autocomplete="off"' in field
    assert 'spellcheck="false"' in field
    assert " value=" not in field


# Testing


def test_a_test_says_what_the_provider_says_and_is_written_down(client, sandbox, working):
    client.post(path_of(view="key_test"))
    assert "Anthropic accepts this key." in said_in(client)
    sandbox.fault("status", status=401, path=LIST)
    client.post(path_of(view="key_test"))
    assert "Anthropic refused this key" in said_in(client)
    working.refresh_from_db()
    assert working.state == KeyState.REFUSED
    details = AuditEvent.objects.filter(action="key.tested").order_by("pk").values_list("detail__state", flat=True)
    assert list(details) == [KeyState.ACTIVE, KeyState.REFUSED]


def test_a_test_that_is_opened_as_a_link_tests_nothing(client, sandbox, working):
    sandbox.clear()
    assert client.get(path_of(view="key_test"))["Location"] == "/settings/ai/#keys"
    assert not sandbox.requests()


def test_a_test_of_a_key_that_is_gone_says_so(client):
    client.post(path_of(view="key_test"))
    assert "There is no key of Anthropic any more" in said_in(client)
