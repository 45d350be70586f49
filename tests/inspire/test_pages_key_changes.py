"""Settings > AI > a key: pausing, resuming and removing it, each after a page that says what happens."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ai_ops import funding, own_keys, registry, runner
from ai_ops.models import Run, State
from byok import keys
from byok.models import KeyState, ProviderKey
from credits.models import Funding
from tenants.models import AuditEvent
from tests.inspire.confirming import confirm

CHANGES = ("key_pause", "key_remove")


@pytest.fixture
def client(client_of, admin) -> Client:
    """An admin who has confirmed that it is they."""
    return confirm(client_of(admin))


@pytest.fixture
def key(tenant, sandbox):
    """A key that is in use."""
    return enter(tenant)


def enter(tenant, secret="sk-ant-sandbox-abcdef-good"):
    key = own_keys.enter(tenant, "anthropic", secret, at=timezone.now()).key
    assert key is not None
    return key


def start(tenant, *, state=State.QUEUED):
    theme, at = registry.get("theme"), timezone.now()
    inputs = {"description": "A calm harbour"}
    run = runner.start(tenant, theme, member=None, role=None, inputs=inputs, submission_key=uuid4().hex, at=at)
    Run.objects.filter(pk=run.pk).update(state=state)
    return run


def path_of(view):
    return reverse(view, args=["anthropic"])


def change(client, view, key, **more):
    return client.post(path_of(view), {"row": key.pk}, **more)


def text_of(response):
    return " ".join(response.content.decode().split())


def funding_of(tenant):
    return funding.terms_of(registry.get("theme"), tenant).funding


def test_before_a_key_is_removed_the_page_says_what_becomes_of_its_runs(client, tenant, key):
    for state in (State.QUEUED, State.QUEUED, State.RUNNING):
        start(tenant, state=state)
    page = text_of(client.get(path_of("key_remove")))
    assert "2 runs wait on this key: they will fail, and take no credits." in page
    assert "1 run is being worked on with this key, and ends with it." in page
    assert "New runs use credits. 100 remain until" in page
    assert ProviderKey.objects.filter(pk=key.pk).exists()


def test_before_a_key_is_paused_the_page_says_that_its_runs_go_on(client, tenant, key):
    for state in (State.QUEUED, State.RUNNING):
        start(tenant, state=state)
    page = text_of(client.get(path_of("key_pause")))
    assert "2 runs on this key are queued or going: they go on with the key." in page
    assert "New runs use credits. 100 remain until" in page


def test_before_a_key_is_replaced_the_page_says_that_runs_which_wait_use_the_new_one(client, tenant, key):
    start(tenant)
    page = text_of(client.get(path_of("key_form")))
    assert "1 run waits: it uses the new key." in page


@pytest.mark.parametrize("view", ["key_remove", "key_pause"])
def test_runs_on_credits_and_of_other_tenants_are_not_counted(client, tenant, other_tenant, sandbox, view):
    start(tenant)
    enter(other_tenant)
    start(other_tenant)
    enter(tenant)
    assert "No run is on this key at the moment." in text_of(client.get(path_of(view)))


def test_a_paused_key_leaves_new_runs_to_credits_until_it_is_resumed(client, tenant, admin, key):
    said = text_of(change(client, "key_pause", key, follow=True))
    assert "The Anthropic key is paused. New runs use credits until you resume it." in said
    assert funding_of(tenant) == Funding.CREDITS

    said = text_of(change(client, "key_resume", key, follow=True))

    assert "The Anthropic key is resumed. New runs use it and take no credits." in said
    assert funding_of(tenant) == Funding.OWN_KEY
    events = AuditEvent.objects.filter(action__in=("key.paused", "key.resumed"), person_uuid=admin.pk)
    assert events.count() == 2


def test_a_key_with_trouble_says_before_it_is_resumed_what_runs_will_meet(client, key):
    ProviderKey.objects.update(paused_at=timezone.now(), state=KeyState.REFUSED, error_code="key_refused")
    page = text_of(client.get(path_of("key_resume")))
    assert "Anthropic refuses your own key sk-ant-sandbox-…good." in page
    assert "New runs on it are refused" in page


def test_a_removed_key_is_gone_and_that_is_written_down(client, tenant, admin, key):
    said = text_of(change(client, "key_remove", key, follow=True))
    assert "The Anthropic key is removed. New runs use credits." in said
    assert funding_of(tenant) == Funding.CREDITS
    event = AuditEvent.objects.get(action="key.removed")
    assert (event.person_uuid, event.detail) == (admin.pk, {"mask": key.mask})


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        ("key_remove", "There is no key of Anthropic any more"),
        ("key_pause", "The Anthropic key is paused already."),
        ("key_resume", "The Anthropic key is not paused."),
    ],
)
def test_a_second_click_changes_nothing_and_says_how_it_stands(client, key, view, sentence):
    if view != "key_resume":
        change(client, view, key)
    before = list(AuditEvent.objects.values_list("pk", flat=True))
    assert sentence in text_of(change(client, view, key, follow=True))
    assert list(AuditEvent.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("view", CHANGES)
@pytest.mark.parametrize("row", ["the key before", "nonsense", ""])
def test_what_was_confirmed_of_one_key_is_not_done_to_another(client, tenant, key, view, row):
    new = enter(tenant, "sk-ant-sandbox-ghijkl-good")
    response = client.post(path_of(view), {"row": key.pk if row == "the key before" else row}, follow=True)
    assert "The key was replaced meanwhile, so nothing was changed." in text_of(response)
    assert response.redirect_chain == [(path_of(view), 302)]
    assert keys.current(tenant.pk, "anthropic") == new
    assert ProviderKey.objects.filter(paused_at=None).exists()
