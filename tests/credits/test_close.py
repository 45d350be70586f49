"""Settle and void: a hold closes once, in the period that it was made in."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from credits import ledger
from credits.ledger import Result
from credits.models import Entry, Period, Rollup
from tests.credits.conftest import NOW, hold, hold_on_own_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(account):
    request = hold(20, member=uuid4(), operation="trigger")
    ledger.reserve(account, request, at=NOW)
    return request


def test_a_settle_turns_a_hold_into_use(held):
    outcome = ledger.settle(held.reference, at=NOW)
    assert outcome == ledger.Outcome(Result.SETTLED, 80, 20, datetime(2026, 12, 1, tzinfo=UTC))
    period = Period.objects.get()
    assert (period.used, period.held, period.remaining) == (20, 0, 80)
    rollup = Rollup.objects.get()
    assert (rollup.runs, rollup.used, rollup.held) == (1, 20, 0)


def test_a_void_gives_a_hold_back(held):
    outcome = ledger.void(held.reference, at=NOW, reason="overloaded")
    assert outcome == ledger.Outcome(Result.VOIDED, 100, 20, datetime(2026, 12, 1, tzinfo=UTC))
    period = Period.objects.get()
    assert (period.used, period.held, period.remaining) == (0, 0, 100)
    rollup = Rollup.objects.get()
    assert (rollup.runs, rollup.used, rollup.held) == (0, 0, 0)
    assert Entry.objects.get(kind="void").reason == "overloaded"


def test_a_closing_is_one_round_trip(held, django_assert_num_queries):
    with django_assert_num_queries(1):
        ledger.settle(held.reference, at=NOW)


def test_a_closing_entry_repeats_what_the_hold_was_for(held):
    ledger.settle(held.reference, at=NOW + timedelta(seconds=9))
    entry = Entry.objects.get(kind="settle")
    assert (entry.credits, entry.remaining, entry.member) == (20, 80, held.member)
    assert (entry.operation, entry.model, entry.funding) == (held.operation, held.model, held.funding)
    assert entry.created_at == NOW + timedelta(seconds=9)


def test_a_long_reason_is_cut_and_the_void_stands(held):
    assert ledger.void(held.reference, at=NOW, reason="x" * 1000).result == Result.VOIDED
    assert Entry.objects.get(kind="void").reason == "x" * 300


@pytest.mark.parametrize("close", [ledger.settle, ledger.void])
def test_a_second_closing_of_the_same_kind_is_replayed(held, close):
    first = close(held.reference, at=NOW)
    second = close(held.reference, at=NOW)
    assert (second.result, second.remaining) == (Result.REPLAYED, first.remaining)
    assert Entry.objects.filter(reference=held.reference).count() == 2


def test_a_settle_after_a_void_is_a_conflict(held):
    ledger.void(held.reference, at=NOW)
    outcome = ledger.settle(held.reference, at=NOW)
    assert (outcome.result, outcome.ok) == (Result.CONFLICT, False)
    assert Period.objects.get().used == 0


def test_a_void_after_a_settle_is_a_conflict(held):
    ledger.settle(held.reference, at=NOW)
    assert ledger.void(held.reference, at=NOW).result == Result.CONFLICT
    assert Period.objects.get().used == 20


def test_a_closed_hold_is_not_held_again(account, held):
    ledger.void(held.reference, at=NOW)
    assert ledger.reserve(account, held, at=NOW).result == Result.REPLAYED
    assert Period.objects.get().held == 0


@pytest.mark.parametrize("close", [ledger.settle, ledger.void])
def test_a_reference_that_was_never_held_is_unknown(account, close):
    outcome = close(uuid4(), at=NOW)
    assert (outcome.result, outcome.ok) == (Result.UNKNOWN, False)
    assert not Entry.objects.exists()


def test_a_grants_reference_is_not_a_hold(account):
    ledger.open_period(account, at=NOW)
    assert ledger.settle(Entry.objects.get().reference, at=NOW).result == Result.UNKNOWN


@pytest.mark.parametrize("close", [ledger.settle, ledger.void])
def test_a_run_on_an_own_key_closes_without_credits(account, close):
    request = hold_on_own_key()
    ledger.reserve(account, request, at=NOW)
    assert close(request.reference, at=NOW).ok
    period = Period.objects.get()
    assert (period.used, period.held) == (0, 0)


def test_a_hold_from_before_midnight_is_settled_in_its_own_period(account):
    request = hold(30)
    ledger.reserve(account, request, at=datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC))
    assert ledger.reserve(account, hold(5), at=datetime(2026, 12, 1, tzinfo=UTC)).remaining == 95
    outcome = ledger.settle(request.reference, at=datetime(2026, 12, 1, 0, 0, 20, tzinfo=UTC))
    assert (outcome.result, outcome.remaining) == (Result.SETTLED, 70)
    assert list(Period.objects.order_by("starts_at").values_list("used", "held")) == [(30, 0), (0, 5)]


def test_a_hold_from_before_midnight_is_voided_into_its_own_period(account):
    request = hold(30)
    ledger.reserve(account, request, at=datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC))
    ledger.open_period(account, at=datetime(2026, 12, 1, tzinfo=UTC))
    ledger.void(request.reference, at=datetime(2026, 12, 1, 0, 0, 20, tzinfo=UTC))
    november, december = Period.objects.order_by("starts_at")
    assert (november.remaining, december.remaining) == (100, 100)
