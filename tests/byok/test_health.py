"""The state of a key: what runs and checks make of it."""

from datetime import UTC, datetime, timedelta

import pytest

from byok import health
from byok.health import Verdict
from byok.models import KeyState, PlatformKey, ProviderKey
from tests.byok.owning import CODES, give_key
from tests.credits.conftest import all_at_once, own_connections

__all__ = ["own_connections"]

THEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOW = THEN + timedelta(minutes=10)
NEXT = NOW + timedelta(hours=1)
STATES = [str(state) for state in KeyState]


def put(key: ProviderKey, state: str, code: str = "", *, is_due: bool = False) -> None:
    """Leave the key in a state since THEN, as something before had left it."""
    code = code or CODES.get(KeyState(state), "")
    failed_at = THEN if code else None
    ProviderKey.objects.filter(pk=key.pk).update(
        state=state, error_code=code, failed_at=failed_at, is_notice_due=is_due, last_used_at=None
    )


def seen(key: ProviderKey) -> tuple[str, str]:
    key.refresh_from_db()
    return key.state, key.error_code


@pytest.fixture
def key(tenant) -> ProviderKey:
    return give_key(tenant)


REPORTED = {
    "key_refused": "refused",
    "key_lacks_access": "refused",
    "out_of_money": "limited",
    "own_key_unreadable": "unreadable",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("code", REPORTED)
def test_a_failure_of_the_key_is_its_state_and_news_where_it_was_another(key, state, code):
    put(key, state)
    is_news = health.report_failure(health.row_of(key.pk), code, at=NOW)
    key.refresh_from_db()
    assert key.state == REPORTED[code]
    assert is_news == key.is_notice_due == (state != REPORTED[code])
    assert key.failed_at == (NOW if is_news else THEN)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "code",
    ["rate_limited", "overloaded", "unavailable", "unreachable", "timed_out", "content_refused", "model_gone", ""],
)
def test_any_other_failure_says_nothing_of_the_key(key, state, code):
    put(key, state)
    before = ProviderKey.objects.values().get()
    assert not health.report_failure(health.row_of(key.pk), code, at=NOW)
    assert ProviderKey.objects.values().get() == before


@pytest.mark.parametrize("state", STATES)
def test_a_success_ends_every_state_that_was_there_before_it_began(key, state):
    put(key, state, is_due=state in health.TOLD)
    health.report_success(health.row_of(key.pk), began_at=THEN + timedelta(seconds=1), at=NOW)
    assert seen(key) == ("active", "")
    assert (key.failed_at, key.is_notice_due, key.last_used_at) == (None, False, NOW)


@pytest.mark.parametrize("state", health.TOLD)
def test_a_success_that_began_before_the_failure_ends_nothing(key, state):
    put(key, state, is_due=True)
    health.report_success(health.row_of(key.pk), began_at=THEN, at=NOW)
    assert seen(key) == (state, CODES[state])
    assert key.is_notice_due


def test_the_use_of_a_healthy_key_is_written_at_most_once_a_minute(key):
    for seconds, expected in ((0, 0), (30, 0), (59, 0), (61, 61), (100, 61)):
        at = NOW + timedelta(seconds=seconds)
        health.report_success(health.row_of(key.pk), began_at=at, at=at)
        key.refresh_from_db()
        assert key.last_used_at == NOW + timedelta(seconds=expected)


# What a check makes of a state: by itself, and when a person asked for it. A dot: it stays.
VERDICTS = """
state       found       by itself   asked for
----------  ----------  ----------  ----------
unchecked   active      active      active
unchecked   limited     limited     limited
unchecked   refused     refused     refused
unchecked   unreadable  unreadable  unreadable
unchecked   unchecked   .           .
active      active      .           .
active      limited     limited     limited
active      refused     refused     refused
active      unreadable  unreadable  unreadable
active      unchecked   .           .
limited     active      .           active
limited     limited     .           .
limited     refused     refused     refused
limited     unreadable  unreadable  unreadable
limited     unchecked   .           .
refused     active      active      active
refused     limited     limited     limited
refused     refused     .           .
refused     unreadable  unreadable  unreadable
refused     unchecked   .           .
unreadable  active      active      active
unreadable  limited     limited     limited
unreadable  refused     refused     refused
unreadable  unreadable  .           .
unreadable  unchecked   .           .
"""


def rows() -> list[tuple[str, str, bool, str]]:
    found = []
    for line in VERDICTS.strip().splitlines()[2:]:
        state, verdict, alone, asked = line.split()
        found += [(state, verdict, False, state if alone == "." else alone)]
        found += [(state, verdict, True, state if asked == "." else asked)]
    return found


@pytest.mark.parametrize(("state", "found", "is_manual", "expected"), rows())
def test_what_a_check_makes_of_a_state(key, state, found, is_manual, expected):
    put(key, state)
    code = CODES.get(KeyState(found), "unreachable" if found == "unchecked" else "")
    verdict = Verdict(found, code)
    assert health.write_verdict(health.row_of(key.pk), verdict, at=NOW, next_check_at=NEXT, is_manual=is_manual), (
        "the row is there"
    )
    key.refresh_from_db()
    assert key.state == expected
    assert (key.checked_at, key.next_check_at) == (NOW, NEXT)
    is_new = expected != state
    assert key.is_notice_due == (is_new and expected in health.TOLD)
    if expected == "active":
        assert (key.error_code, key.failed_at) == ("", None)
    elif is_new:
        assert (key.error_code, key.failed_at) == (code, NOW)
    elif state in CODES:
        assert (key.error_code, key.failed_at) == (CODES[KeyState(state)], THEN)


def test_a_check_by_itself_does_not_see_what_a_key_may_do(key):
    put(key, "refused", "key_lacks_access")
    row = health.row_of(key.pk)
    health.write_verdict(row, Verdict("active"), at=NOW, next_check_at=NEXT)
    assert seen(key) == ("refused", "key_lacks_access")
    health.write_verdict(row, Verdict("active"), at=NOW, next_check_at=NEXT, is_manual=True)
    assert seen(key) == ("active", "")


def test_a_notice_that_is_due_stays_due_when_a_check_finds_the_same(key):
    put(key, "refused", is_due=True)
    health.write_verdict(health.row_of(key.pk), Verdict("refused", "key_refused"), at=NOW, next_check_at=NEXT)
    key.refresh_from_db()
    assert key.is_notice_due


def test_models_are_kept_until_others_are_listed(key):
    first = {"id": "claude-haiku-5-5", "label": "Haiku", "retires_on": None}
    row = health.row_of(key.pk)
    health.write_verdict(row, Verdict("active", models=(first,)), at=NOW, next_check_at=NEXT)
    health.write_verdict(row, Verdict("refused", "key_refused"), at=NOW, next_check_at=NEXT)
    key.refresh_from_db()
    assert key.listed == [first]
    health.write_verdict(row, Verdict("active", models=()), at=NOW, next_check_at=NEXT)
    key.refresh_from_db()
    assert key.listed == []


def test_what_is_said_of_a_key_that_was_replaced_changes_nothing(key, tenant):
    new = give_key(tenant)
    gone = health.row_of(key.pk)
    assert not health.report_failure(gone, "key_refused", at=NOW)
    health.report_success(gone, began_at=NOW, at=NOW)
    assert not health.write_verdict(gone, Verdict("refused", "key_refused"), at=NOW, next_check_at=NEXT)
    new.refresh_from_db()
    assert (new.state, new.last_used_at) == ("active", None)


def test_what_is_said_of_a_key_is_said_of_no_other(key, tenant, other_tenant):
    others = [give_key(tenant, "openai"), give_key(other_tenant)]
    health.report_failure(health.row_of(key.pk), "key_refused", at=NOW)
    assert {seen(each) for each in others} == {("active", "")}


def test_a_platform_key_has_the_same_health(db):
    PlatformKey.objects.create(provider="openai", fingerprint="x", state="active")
    rows = PlatformKey.objects.filter(provider="openai")
    assert health.report_failure(rows, "key_refused", at=THEN)
    assert rows.get().blocks_runs
    health.report_success(rows, began_at=NOW, at=NOW)
    assert not rows.get().blocks_runs


@pytest.mark.parametrize("state", STATES)
def test_only_what_cannot_work_refuses_runs_up_front(state):
    assert ProviderKey(state=state).blocks_runs == (state in ("refused", "unreadable"))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_failures_at_once_one_is_news(key, own_connections):
    news = all_at_once(lambda _number: health.report_failure(health.row_of(key.pk), "key_refused", at=NOW), range(20))
    assert news.count(True) == 1
    assert seen(key) == ("refused", "key_refused")


@pytest.mark.django_db(transaction=True)
def test_successes_and_failures_at_once_leave_one_whole_state(key, own_connections):
    def report(number: int) -> None:
        row, at = health.row_of(key.pk), NOW + timedelta(seconds=number)
        if number % 2:
            health.report_failure(row, "out_of_money", at=at)
        else:
            health.report_success(row, began_at=at, at=at)

    all_at_once(report, range(16))
    assert seen(key) in [("active", ""), ("limited", "out_of_money")]
    assert (key.failed_at is None) == (key.state == "active") == (not key.is_notice_due)
