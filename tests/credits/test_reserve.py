"""Reserve: held, replayed, conflict, insufficient."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from credits import ledger
from credits.ledger import Result
from credits.models import NOBODY, Account, Entry, Period, Rollup
from tests.credits.conftest import NOW, hold, hold_on_own_key

pytestmark = pytest.mark.django_db


def test_a_reserve_takes_credits_from_what_remains(account):
    outcome = ledger.reserve(account, hold(20), at=NOW)
    assert outcome == ledger.Outcome(Result.HELD, 80, 20, datetime(2026, 12, 1, tzinfo=UTC))
    assert outcome.is_open
    period = Period.objects.get()
    assert (period.granted, period.used, period.held, period.remaining) == (100, 0, 20, 80)


def test_a_reserve_is_one_round_trip_even_when_it_opens_the_period(account, django_assert_num_queries):
    with django_assert_num_queries(1):
        ledger.reserve(account, hold(), at=NOW)
    with django_assert_num_queries(1):
        ledger.reserve(account, hold(), at=NOW)


def test_a_reserve_writes_who_what_and_why_into_its_entry(account):
    request = hold(5, operation="content", member=uuid4())
    ledger.reserve(account, request, at=NOW)
    entry = Entry.objects.get(kind="reserve")
    assert (entry.reference, entry.credits, entry.remaining) == (request.reference, 5, 95)
    assert (entry.member, entry.operation, entry.model) == (request.member, "content", "claude-haiku-5-5")
    assert (entry.funding, entry.created_at, entry.period.account_id) == ("credits", NOW, account.pk)


def test_a_reserve_is_rolled_up_by_operation_member_and_funding(account):
    member = uuid4()
    for request in (hold(2), hold(3), hold(4, member=member), hold_on_own_key(), hold(5, operation="content")):
        assert ledger.reserve(account, request, at=NOW).result == Result.HELD
    rows = Rollup.objects.values_list("operation", "member", "funding", "runs", "used", "held")
    assert set(rows) == {
        ("theme", NOBODY, "credits", 2, 0, 5),
        ("theme", member, "credits", 1, 0, 4),
        ("theme", NOBODY, "own_key", 1, 0, 0),
        ("content", NOBODY, "credits", 1, 0, 5),
    }


def test_the_same_reference_gives_the_first_answer_again(account):
    request = hold(20)
    first = ledger.reserve(account, request, at=NOW)
    ledger.reserve(account, hold(30), at=NOW)
    again = ledger.reserve(account, request, at=NOW + timedelta(minutes=5))
    assert again == replace(first, result=Result.REPLAYED)
    assert again.is_open
    assert Period.objects.get().held == 50


def test_a_replay_after_the_reset_tells_of_its_own_period(account):
    request = hold(20)
    first = ledger.reserve(account, request, at=NOW)
    again = ledger.reserve(account, request, at=NOW + timedelta(days=31))
    assert again == replace(first, result=Result.REPLAYED)


def test_a_replay_succeeds_when_nothing_remains(account):
    request = hold(100)
    ledger.reserve(account, request, at=NOW)
    assert ledger.reserve(account, request, at=NOW).result == Result.REPLAYED


@pytest.mark.parametrize(
    "change",
    [{"credits": 2}, {"operation": "content"}, {"member": uuid4()}, {"model": "claude-opus-5-5"}],
    ids=["credits", "operation", "member", "model"],
)
def test_the_same_reference_with_other_content_is_a_conflict(account, change):
    request = hold(1)
    ledger.reserve(account, request, at=NOW)
    outcome = ledger.reserve(account, replace(request, **change), at=NOW)
    assert outcome.result == Result.CONFLICT
    assert not outcome.is_open
    assert Period.objects.get().held == 1


def test_the_same_reference_with_another_funding_is_a_conflict(account):
    request = hold(0)
    ledger.reserve(account, request, at=NOW)
    assert ledger.reserve(account, replace(request, funding="own_key"), at=NOW).result == Result.CONFLICT


def test_the_same_reference_of_another_account_is_a_conflict(account, other_account):
    request = hold(1)
    ledger.reserve(account, request, at=NOW)
    assert ledger.reserve(other_account, request, at=NOW).result == Result.CONFLICT
    assert Period.objects.get(account=other_account).held == 0


def test_more_than_remains_is_insufficient_and_says_how_much_until_when(account):
    ledger.reserve(account, hold(95), at=NOW)
    outcome = ledger.reserve(account, hold(10), at=NOW)
    assert outcome == ledger.Outcome(Result.INSUFFICIENT, 5, 10, datetime(2026, 12, 1, tzinfo=UTC))
    assert not outcome.is_open


def test_a_refused_reserve_leaves_nothing_behind_and_the_transaction_alive(account):
    ledger.reserve(account, hold(100), at=NOW)
    entries = Entry.objects.count()
    ledger.reserve(account, hold(1), at=NOW)
    assert Entry.objects.count() == entries


def test_a_refused_reserve_may_succeed_later_under_the_same_reference(account):
    full, small = hold(100), hold(1)
    ledger.reserve(account, full, at=NOW)
    assert ledger.reserve(account, small, at=NOW).result == Result.INSUFFICIENT
    ledger.void(full.reference, at=NOW)
    assert ledger.reserve(account, small, at=NOW).result == Result.HELD


def test_the_last_credit_can_be_held(account):
    assert ledger.reserve(account, hold(100), at=NOW).remaining == 0


def test_a_run_on_an_own_key_is_held_when_nothing_remains(account):
    ledger.reserve(account, hold(100), at=NOW)
    outcome = ledger.reserve(account, hold_on_own_key(), at=NOW)
    assert (outcome.result, outcome.remaining) == (Result.HELD, 0)


def test_an_account_that_does_not_exist_is_unknown(db):
    outcome = ledger.reserve(Account(pk=uuid4()), hold(), at=NOW)
    assert (outcome.result, outcome.ends_at) == (Result.UNKNOWN, None)


@pytest.mark.parametrize("content", [{"credits": -1}, {"operation": ""}, {"credits": 1, "funding": "own_key"}])
def test_a_hold_that_makes_no_sense_cannot_be_asked_for(content):
    with pytest.raises(ValueError, match="hold"):
        hold(**content)
