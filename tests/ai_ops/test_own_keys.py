"""Keys are checked when they are entered, tested and kept; none that works is lost to one that does not."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import sleep

import pytest
from django.core import mail
from django.db import connection, connections, transaction

from ai_ops import own_keys, tasks
from ai_ops.providers import listing
from byok import checks, health, keys
from byok.health import Verdict
from byok.models import ProviderKey
from tenants.models import AuditEvent
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GOOD = {"anthropic": "sk-ant-sandbox-0001-good", "openai": "sk-sandbox-0001-good"}
OTHER = {"anthropic": "sk-ant-sandbox-0002-good", "openai": "sk-sandbox-0002-good"}
LABELS = {"anthropic": "Anthropic", "openai": "OpenAI"}
BOTH = pytest.mark.parametrize("provider", ["anthropic", "openai"])


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Wait little between tries."""
    monkeypatch.setattr(listing, "PAUSE", 0.01)


def current(tenant, provider):
    """Return the tenant's key, which is there."""
    key = keys.current(tenant.pk, provider)
    assert key is not None
    return key


def bad(provider, kind):
    return GOOD[provider].replace("good", kind)


def store(tenant, provider="anthropic", *, secret="", state="active", code="", due=NOW, at=NOW):
    """Store a key as a check at `at` has found it."""
    verdict = Verdict(state, code, ())
    return keys.store(tenant, provider, secret or GOOD[provider], verdict=verdict, next_check_at=due, at=at)


def enter(tenant, provider, secret, **options):
    return own_keys.enter(tenant, provider, secret, at=NOW, **options)


def now(key):
    """Return the key as it stands in the database."""
    return ProviderKey.objects.get(pk=key.pk)


FAULTS = [
    ("", {}, "active", "active"),
    ("status", {"status": 401}, "refused", "refused"),
    ("status", {"status": 402}, "limited", "limited"),
    ("status", {"status": 403}, "refused", "unchecked"),
    ("status", {"status": 429}, "unchecked", "unchecked"),
    ("status", {"status": 302}, "unchecked", "unchecked"),
    ("status", {"status": 503}, "unchecked", "unchecked"),
    ("error_page", {"status": 403}, "unchecked", "unchecked"),
    ("html", {}, "unchecked", "unchecked"),
    ("empty", {}, "unchecked", "unchecked"),
    ("cut", {}, "unchecked", "unchecked"),
]


@pytest.mark.parametrize(("fault", "options", "anthropic", "openai"), FAULTS)
def test_a_first_key_is_stored_unless_the_provider_refuses_it(tenant, sandbox, fault, options, anthropic, openai):
    for provider, state in (("anthropic", anthropic), ("openai", openai)):
        if fault:
            sandbox.fault(fault, times=0, path="/v1/models", **options)
        entered = enter(tenant, provider, GOOD[provider])
        assert (entered.state, entered.is_kept) == (state, state != "refused")
        stored = keys.current(tenant.pk, provider)
        assert (stored.state if stored else "refused") == state
        assert LABELS[provider] in entered.sentence


@pytest.mark.parametrize(("fault", "options", "anthropic", "openai"), FAULTS)
def test_a_replacement_that_does_not_work_leaves_the_key_that_does(tenant, sandbox, fault, options, anthropic, openai):
    for provider, state in (("anthropic", anthropic), ("openai", openai)):
        before = store(tenant, provider)
        if fault:
            sandbox.fault(fault, times=0, path="/v1/models", **options)
        entered = enter(tenant, provider, OTHER[provider])
        assert entered.state == state
        assert entered.is_kept == (state in ("active", "limited"))
        (stored,) = ProviderKey.objects.filter(provider=provider)
        assert keys.reveal(stored) == (OTHER if entered.is_kept else GOOD)[provider]
        assert (stored.pk == before.pk) == (not entered.is_kept)
        assert entered.key == stored
        assert ("before stays as it was" in entered.sentence) == (not entered.is_kept)


@BOTH
def test_a_key_that_could_not_be_checked_replaces_another_where_the_admin_says_so(tenant, sandbox, provider):
    store(tenant, provider)
    sandbox.fault("status", status=503, times=0, path="/v1/models")
    entered = enter(tenant, provider, OTHER[provider], may_be_unchecked=True)
    assert (entered.state, entered.is_kept) == ("unchecked", True)
    assert keys.reveal(current(tenant, provider)) == OTHER[provider]
    assert "checked again by itself" in entered.sentence


@BOTH
def test_a_refused_key_is_not_stored_even_where_the_admin_takes_it_unchecked(tenant, sandbox, provider):
    entered = enter(tenant, provider, bad(provider, "refused"), may_be_unchecked=True)
    assert (entered.state, entered.is_kept, entered.key) == ("refused", False, None)
    assert entered.sentence.startswith(f"{LABELS[provider]} refused this key")
    assert entered.sentence.endswith("It was not saved.")
    assert not ProviderKey.objects.exists()
    assert not AuditEvent.objects.filter(action="key.entered").exists()


@BOTH
def test_a_key_whose_account_is_out_of_money_is_stored_and_says_so(tenant, sandbox, provider):
    entered = enter(tenant, provider, bad(provider, "limited"))
    assert (entered.state, entered.code, entered.is_kept) == ("limited", "out_of_money", True)
    assert "out of money" in entered.sentence
    assert current(tenant, provider).next_check_at == NOW + timedelta(hours=1)
    assert not mail.outbox


@BOTH
def test_a_stored_key_knows_its_models_and_is_checked_again_tomorrow(tenant, sandbox, provider):
    key = enter(tenant, provider, GOOD[provider]).key
    model = {"anthropic": "claude-opus-5-5", "openai": "gpt-image-2"}[provider]
    assert model in {each["id"] for each in key.listed}
    assert (key.state, key.error_code, key.failed_at) == ("active", "", None)
    assert (key.checked_at, key.next_check_at) == (NOW, NOW + timedelta(days=1))


@BOTH
def test_a_demo_key_outside_local_mode_is_refused_and_not_sent(tenant, sandbox, settings, provider):
    settings.IS_LOCAL = False
    setattr(settings, f"{provider.upper()}_API_BASE", sandbox.url)
    entered = enter(tenant, provider, GOOD[provider])
    assert (entered.state, entered.code, entered.is_kept) == ("refused", "own_key_is_demo", False)
    assert "local mode" in entered.sentence
    assert sandbox.requests() == []


@BOTH
def test_a_real_key_is_sent_to_the_provider_and_a_demo_key_to_the_sandbox(tenant, sandbox, settings, provider):
    ending = {"anthropic": "", "openai": "/v1"}[provider]
    setattr(settings, f"{provider.upper()}_API_BASE", sandbox.url + ending)
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    real = {"anthropic": "sk-ant-api03-real-and-long", "openai": "sk-proj-real-and-long-enough"}[provider]
    assert enter(tenant, provider, real).state == "active"
    assert enter(tenant, provider, GOOD[provider], may_be_unchecked=True).code == "unreachable"
    settings.SANDBOX_URL = sandbox.url
    setattr(settings, f"{provider.upper()}_API_BASE", "http://127.0.0.1:9")
    assert enter(tenant, provider, GOOD[provider]).state == "active"
    assert enter(tenant, provider, real, may_be_unchecked=True).code == "unreachable"


@BOTH
def test_no_sentence_and_no_event_shows_the_key_or_the_providers_words(tenant, sandbox, provider):
    sandbox.fault("status", status=401, message=f"No such key: {GOOD[provider]}, ask Mallory", path="/v1/models")
    sentences = [enter(tenant, provider, GOOD[provider]).sentence]
    key = enter(tenant, provider, GOOD[provider]).key
    sandbox.fault("status", status=401, message=f"No such key: {GOOD[provider]}, ask Mallory", path="/v1/models")
    sentences.append(own_keys.test(key, at=NOW, request=None).sentence)
    told = f"{sentences} {list(AuditEvent.objects.values())} {list(ProviderKey.objects.values())}"
    assert GOOD[provider] not in told
    assert "0001" not in told
    assert "Mallory" not in told


@BOTH
@pytest.mark.parametrize("state", ["unchecked", "limited", "refused", "unreadable"])
def test_a_persons_test_that_succeeds_ends_every_state(tenant, sandbox, provider, state):
    key = store(tenant, provider, state=state, code="out_of_money")
    tested = own_keys.test(key, at=NOW, request=None)
    assert (tested.state, tested.is_kept) == ("active", True)
    assert tested.sentence == f"{LABELS[provider]} accepts this key."
    assert (now(key).state, now(key).error_code, now(key).failed_at) == ("active", "", None)


@BOTH
def test_a_persons_test_that_is_refused_marks_the_key_and_mails_nobody(tenant, admin, sandbox, provider):
    key = store(tenant, provider, secret=bad(provider, "refused"))
    tested = own_keys.test(key, at=NOW, request=None)
    assert (tested.state, now(key).state, now(key).error_code) == ("refused", "refused", "key_refused")
    tasks.mail_key_notices()
    assert not mail.outbox
    assert AuditEvent.objects.get(action="key.tested").detail == {"mask": key.mask, "state": "refused"}


def test_a_test_of_a_key_that_was_replaced_changes_nothing(tenant, sandbox):
    old = store(tenant)
    new = store(tenant, secret=OTHER["anthropic"], state="limited", code="out_of_money")
    tested = own_keys.test(old, at=NOW, request=None)
    assert (tested.is_kept, tested.key) == (False, new)
    assert "replaced or removed" in tested.sentence
    assert now(new).state == "limited"


@BOTH
def test_a_key_that_no_longer_opens_is_unreadable_and_breaks_no_other(tenant, other_tenant, admin, sandbox, provider):
    key = store(tenant, provider)
    ProviderKey.objects.filter(pk=key.pk).update(sealed=b"moved from elsewhere")
    other = store(other_tenant, provider, state="unchecked", code="unreachable")
    assert own_keys.check_due(at=NOW) == 2
    assert (now(key).state, now(key).error_code) == ("unreadable", "own_key_unreadable")
    assert now(other).state == "active"
    assert "must be entered again" in mail.outbox[0].subject


def test_a_key_of_a_provider_that_is_gone_breaks_no_other(tenant, admin, sandbox):
    gone = store(tenant)
    ProviderKey.objects.filter(pk=gone.pk).update(provider="past")
    other = store(tenant, state="unchecked", code="unreachable")
    assert own_keys.check_due(at=NOW) == 2
    assert now(other).state == "active"
    assert [letter.subject for letter in mail.outbox] == ["Harbour Cafe: your past key must be entered again"]


def test_only_keys_that_are_due_are_checked(tenant, other_tenant, sandbox):
    later = store(tenant, due=NOW + timedelta(seconds=1))
    due = store(other_tenant, state="unchecked", code="unreachable")
    assert own_keys.check_due(at=NOW) == 1
    assert (now(due).state, now(later).checked_at) == ("active", NOW)
    assert len(sandbox.requests()) == 1
    assert own_keys.check_due(at=NOW) == 0


def test_a_check_by_itself_does_not_end_what_a_list_cannot_see(tenant, sandbox):
    key = store(tenant, state="limited", code="out_of_money")
    own_keys.check_due(at=NOW)
    assert (now(key).state, now(key).next_check_at) == ("limited", NOW + timedelta(days=1))


def test_a_check_that_cannot_tell_leaves_what_is_known(tenant, other_tenant, sandbox):
    active = store(tenant)
    refused = store(other_tenant, state="refused", code="key_refused")
    sandbox.fault("status", status=503, times=0, path="/v1/models")
    own_keys.check_due(at=NOW)
    assert (now(active).state, now(refused).state, now(refused).error_code) == ("active", "refused", "key_refused")


@BOTH
def test_a_key_that_is_found_refused_is_mailed_once_and_its_recovery_is_not(tenant, admin, sandbox, provider):
    key = store(tenant, provider)
    sandbox.fault("status", status=401, times=2, path="/v1/models")
    for hours in range(3):
        own_keys.check_due(at=NOW + timedelta(hours=hours))
    assert now(key).state == "active"
    (letter,) = mail.outbox
    assert letter.to == [admin.email]
    assert key.mask in letter.body


@pytest.mark.parametrize(
    ("state", "hours"), [("active", 24), ("refused", 1), ("limited", 1), ("unreadable", 1), ("unchecked", 1 / 12)]
)
def test_each_state_has_its_wait_for_the_next_check(state, hours):
    assert checks.next_check(Verdict(state), at=NOW) == NOW + timedelta(hours=hours)


def test_the_wait_of_a_key_that_cannot_be_checked_doubles_up_to_an_hour(tenant, sandbox):
    sandbox.fault("status", status=503, times=0, path="/v1/models")
    key, at, waits = enter(tenant, "anthropic", GOOD["anthropic"]).key, NOW, []
    for _ in range(6):
        waits.append((now(key).next_check_at - at) / timedelta(minutes=1))
        at = now(key).next_check_at
        own_keys.check_due(at=at)
    assert waits == [5, 10, 20, 40, 60, 60]


def test_a_check_that_was_lost_comes_again(tenant):
    store(tenant)
    claimed = checks.claim_due(ProviderKey.objects.all(), at=NOW, most=10)
    assert len(claimed) == 1
    assert checks.claim_due(ProviderKey.objects.all(), at=NOW + timedelta(minutes=4), most=10) == []
    assert len(checks.claim_due(ProviderKey.objects.all(), at=NOW + timedelta(minutes=5), most=10)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_passes_at_once_check_each_key_once(sandbox):
    for number in range(6):
        store(make_tenant(f"tenant-{number}"))
    sandbox.fault("slow", seconds=0.2, times=0, path="/v1/models")

    def check(_number):
        try:
            return own_keys.check_due(at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as passes:
        assert sum(passes.map(check, range(3))) == 6
    assert len(sandbox.requests()) == 6
    assert set(ProviderKey.objects.values_list("next_check_at", flat=True)) == {NOW + timedelta(days=1)}


@pytest.mark.django_db(transaction=True)
def test_a_pass_takes_what_another_has_not_taken_and_does_not_wait_for_it():
    stored = {store(make_tenant(f"tenant-{number}")).pk for number in range(3)}

    def claim(most):
        claimed = checks.claim_due(ProviderKey.objects.all(), at=NOW, most=most)
        return {key.pk for key in claimed}

    def claim_elsewhere():
        try:
            return claim(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as another, transaction.atomic():
        first = claim(2)
        rest = another.submit(claim_elsewhere).result(timeout=20)
    assert (len(first), rest) == (2, stored - first)


@contextmanager
def checking(sandbox):
    """Let a pass run for as long as the block, and end it after the block."""
    asked = len(sandbox.requests())
    sandbox.fault("slow", seconds=0.6, path="/v1/models")
    done = Event()

    def check():
        own_keys.check_due(at=NOW)
        connection.close()
        done.set()

    Thread(target=check, daemon=True).start()
    for _ in range(500):
        if len(sandbox.requests()) > asked:
            break
        sleep(0.01)
    yield
    assert not done.is_set()
    assert done.wait(timeout=20)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_replaced_while_the_old_one_is_checked_is_left_alone(tenant, sandbox):
    store(tenant, secret=bad("anthropic", "refused"))
    with checking(sandbox):
        new = store(tenant, secret=OTHER["anthropic"], due=NOW + timedelta(days=1))
    assert (now(new).state, now(new).checked_at, now(new).is_notice_due) == ("active", NOW, False)
    assert ProviderKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_run_says_while_a_key_is_checked_stands(tenant, sandbox):
    key = store(tenant)
    with checking(sandbox):
        assert health.report_failure(health.row_of(key.pk), "key_refused", at=NOW)
    assert (now(key).state, now(key).error_code) == ("refused", "key_refused")


@pytest.mark.django_db(transaction=True)
def test_no_connection_of_the_database_is_held_while_the_provider_is_asked(tenant, sandbox, settings):
    store(tenant)
    connection.close()
    before = least_held()
    with checking(sandbox):
        assert least_held() <= before


def least_held():
    """Return how many connections of the pool are held, once those that were given back have arrived there."""
    pool = connections["default"].pool  # type: ignore[attr-defined]
    least = 1_000
    for _ in range(20):
        stats = pool.get_stats()
        least = min(least, stats["pool_size"] - stats.get("pool_available", 0))
        if least == 0:
            break
        sleep(0.01)
    return least


def test_the_task_checks_what_is_due(tenant, sandbox):
    key = store(tenant, state="unchecked", code="unreachable")
    assert tasks.check_own_keys() == 1
    assert now(key).state == "active"
