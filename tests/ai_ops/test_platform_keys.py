"""The operator's own keys: known to be dead before runs on credits find out, and told to staff once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from ai_ops import funding, platform_keys, registry, runner, tasks
from ai_ops.errors import ProviderNotReadyError
from ai_ops.models import Run
from ai_ops.providers import listing
from byok import health, keys, platform
from byok.health import Verdict
from byok.models import PlatformKey
from credits.models import Entry
from tenants.models import User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KEYS = {"anthropic": "sk-ant-api03-platform-canary-0001", "openai": "sk-proj-platform-canary-0001"}
ENDINGS = {"anthropic": "", "openai": "/v1"}
BOTH = pytest.mark.parametrize("provider", ["anthropic", "openai"])
OPERATIONS = {"anthropic": "theme", "openai": "image"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Wait little between tries."""
    monkeypatch.setattr(listing, "PAUSE", 0.01)


@pytest.fixture
def set_key(settings, sandbox):
    """Return a function that sets the operator's key at a provider, for which the sandbox stands."""

    def set_key(provider: str, key: str = "") -> None:
        setattr(settings, f"{provider.upper()}_API_KEY", key or KEYS[provider])
        setattr(settings, f"{provider.upper()}_API_BASE", sandbox.url + ENDINGS[provider])

    return set_key


@pytest.fixture
def staff():
    """Three people of the staff, of whom one has left, and somebody who is not."""
    for name, is_staff, is_active in (("bo", True, True), ("al", True, True), ("cy", True, False), ("di", False, True)):
        User.objects.create(email=f"{name}@example.com", is_staff=is_staff, is_active=is_active)


def row(provider):
    return PlatformKey.objects.get(provider=provider)


def start(tenant, provider):
    """Start a run; the inputs are not looked at before the terms are."""
    inputs = {"theme": {"description": "A calm harbour"}, "image": {"prompt": "A calm harbour"}}
    operation = registry.get(OPERATIONS[provider])
    return runner.start(
        tenant,
        operation,
        member=None,
        role="designer",
        inputs=inputs[operation.slug],
        submission_key=uuid4().hex,
        at=timezone.now(),
    )


@BOTH
def test_a_key_in_the_environment_is_checked_at_once_and_then_daily(set_key, sandbox, provider):
    set_key(provider)
    assert platform_keys.check_due(at=NOW) == 1
    assert (row(provider).state, row(provider).next_check_at) == ("active", NOW + timedelta(days=1))
    assert platform_keys.check_due(at=NOW) == 0
    assert {"anthropic": "claude-opus-5-5", "openai": "gpt-image-2"}[provider] in {
        model["id"] for model in row(provider).listed
    }


def test_without_keys_there_is_nothing_to_check(sandbox):
    assert platform_keys.check_due(at=NOW) == 0
    assert not PlatformKey.objects.exists()
    assert sandbox.requests() == []


@BOTH
def test_a_row_goes_with_its_key(set_key, settings, provider):
    set_key(provider)
    platform_keys.check_due(at=NOW)
    setattr(settings, f"{provider.upper()}_API_KEY", "")
    platform_keys.check_due(at=NOW)
    assert not PlatformKey.objects.exists()


@BOTH
def test_a_refused_key_refuses_runs_on_credits_up_front_and_free(tenant, set_key, sandbox, provider):
    set_key(provider)
    sandbox.fault("status", status=401, path="/v1/models")
    platform_keys.check_due(at=NOW)
    assert (row(provider).state, row(provider).error_code) == ("refused", "key_refused")
    with pytest.raises(ProviderNotReadyError, match=r"the key of our provider account.*Nothing was charged"):
        start(tenant, provider)
    assert not Run.objects.exists()
    assert not Entry.objects.filter(kind="reserve").exists()


@BOTH
def test_a_refused_platform_key_stops_no_run_on_an_own_key(tenant, set_key, sandbox, provider):
    set_key(provider)
    own = {"anthropic": "sk-ant-sandbox-0001-good", "openai": "sk-sandbox-0001-good"}[provider]
    keys.store(tenant, provider, own, verdict=Verdict("active"), next_check_at=NOW, at=NOW)
    sandbox.fault("status", status=401, path="/v1/models")
    platform_keys.check_due(at=NOW)
    assert funding.terms_of(registry.get(OPERATIONS[provider]), tenant).problem == ""
    assert platform_keys.problem_of(provider)


@BOTH
@pytest.mark.parametrize("code", ["out_of_money", "unavailable"])
def test_a_key_that_is_not_refused_is_tried(tenant, set_key, provider, code):
    set_key(provider)
    platform_keys.check_due(at=NOW)
    health.report_failure(platform_keys.row_of(provider), code, at=NOW)
    assert platform_keys.problem_of(provider) == ""


@BOTH
def test_a_changed_key_is_checked_at_once_and_known_afresh(set_key, sandbox, provider):
    set_key(provider, KEYS[provider] + "-refused")
    platform_keys.check_due(at=NOW)
    assert platform_keys.problem_of(provider)
    set_key(provider)
    assert platform_keys.problem_of(provider) == ""
    assert platform_keys.check_due(at=NOW + timedelta(minutes=1)) == 1
    assert (row(provider).state, row(provider).error_code, row(provider).failed_at) == ("active", "", None)


@BOTH
def test_nothing_of_the_old_key_stays_where_a_changed_one_cannot_be_checked(set_key, sandbox, provider):
    set_key(provider, KEYS[provider] + "-refused")
    platform_keys.check_due(at=NOW)
    set_key(provider)
    sandbox.fault("status", status=503, times=0, path="/v1/models")
    platform_keys.check_due(at=NOW + timedelta(minutes=1))
    assert (row(provider).state, row(provider).error_code) == ("unchecked", "unavailable")
    assert row(provider).is_notice_due is False


@BOTH
def test_a_process_with_the_old_key_says_nothing_of_the_new_one(set_key, provider):
    set_key(provider)
    old = platform_keys.row_of(provider)
    set_key(provider, KEYS[provider] + "-new")
    platform_keys.check_due(at=NOW)
    assert not health.report_failure(old, "key_refused", at=NOW)
    assert row(provider).state == "active"


@BOTH
def test_staff_are_mailed_once_for_each_time_that_a_key_dies(set_key, sandbox, staff, provider):
    set_key(provider)
    answers = [200, 401, 401, 200, 401]
    for hours, status in enumerate(answers):
        sandbox.clear()
        if status != 200:
            sandbox.fault("status", status=status, path="/v1/models")
        PlatformKey.objects.update(next_check_at=NOW)
        platform_keys.check_due(at=NOW + timedelta(hours=hours))
    assert [letter.to for letter in mail.outbox] == [["al@example.com", "bo@example.com"]] * 2
    label = {"anthropic": "Anthropic", "openai": "OpenAI"}[provider]
    assert mail.outbox[0].subject == f"{label} refuses this server's own key"
    assert KEYS[provider] not in str(mail.outbox[0].message())


@BOTH
def test_neither_the_key_nor_a_part_of_it_is_in_the_row(set_key, provider):
    set_key(provider)
    platform_keys.check_due(at=NOW)
    kept = str(PlatformKey.objects.values().get())
    assert "canary" not in kept
    assert "0001" not in kept


def test_the_same_key_has_the_same_fingerprint_in_every_process(set_key):
    set_key("anthropic")
    first = platform_keys.fingerprint_of("anthropic")
    platform.keep_in_step("anthropic", first, at=NOW)
    assert platform_keys.fingerprint_of("anthropic") == row("anthropic").fingerprint == first
    set_key("anthropic", "sk-ant-api03-another")
    assert platform_keys.fingerprint_of("anthropic") != first


def test_the_task_checks_what_is_due(set_key):
    set_key("anthropic")
    set_key("openai")
    assert tasks.check_platform_keys() == 2


def test_the_row_of_a_provider_that_is_gone_breaks_no_other(set_key, sandbox):
    set_key("openai")
    PlatformKey.objects.create(provider="past", fingerprint="f" * 64, next_check_at=NOW)
    assert platform_keys.check_due(at=NOW) == 1
    assert (row("openai").state, row("past").checked_at) == ("active", None)
