"""A run's credits are given back once, with a reason, to the month that is current."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from credits import ledger, proof
from credits.ledger import Result
from credits.models import Day, Entry, Period, Rollup
from tests.credits.conftest import NOW, all_at_once, hold, hold_on_own_key
from tests.factories import make_tenant

STAFF = uuid4()
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def used(account):
    """A run that used 20 credits."""
    request = hold(20, operation="trigger", member=uuid4())
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)
    return request


def give_back(reference, *, reason="The result was empty", member=STAFF, at=NOW):
    return ledger.return_run(reference, reason=reason, member=member, at=at)


@pytest.mark.django_db
def test_a_return_gives_back_what_the_run_used_and_says_who_and_why(used):
    outcome = give_back(used.reference)
    assert outcome == ledger.Outcome(Result.ADJUSTED, 100, 0, DECEMBER)
    entry = Entry.objects.get(kind="adjust")
    assert (entry.reference, entry.credits, entry.remaining) == (used.reference, 20, 100)
    assert (entry.member, entry.reason, entry.operation, entry.funding) == (STAFF, "The result was empty", "", "")


@pytest.mark.django_db
def test_a_return_leaves_the_run_used_so_that_the_breakdown_stays_true(used):
    give_back(used.reference)
    period = Period.objects.get()
    assert (period.granted, period.adjusted, period.used, period.held) == (100, 20, 20, 0)
    assert Rollup.objects.get().used == 20
    assert Day.objects.get().used == 20
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_a_run_is_returned_once(used):
    give_back(used.reference)
    assert give_back(used.reference).result == Result.REPLAYED
    assert give_back(used.reference, reason="For another reason").result == Result.CONFLICT
    assert give_back(used.reference, member=uuid4()).result == Result.CONFLICT
    assert Period.objects.get().adjusted == 20


@pytest.mark.django_db
def test_a_return_is_one_round_trip(used, django_assert_num_queries):
    with django_assert_num_queries(1):
        give_back(used.reference)


@pytest.mark.django_db
def test_a_return_after_the_months_end_goes_into_the_current_month(account, used):
    outcome = give_back(used.reference, at=DECEMBER)
    assert (outcome.result, outcome.remaining, outcome.ends_at) == (
        Result.ADJUSTED,
        120,
        datetime(2027, 1, 1, tzinfo=UTC),
    )
    november, december = Period.objects.order_by("starts_at")
    assert (november.used, november.adjusted, december.adjusted) == (20, 0, 20)
    assert give_back(used.reference, at=NOW).result == Result.REPLAYED
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_a_return_across_months_is_conflicting_only_with_another_content(used):
    give_back(used.reference, at=NOW)
    assert give_back(used.reference, at=DECEMBER).result == Result.REPLAYED
    assert sum(Period.objects.values_list("adjusted", flat=True)) == 20


@pytest.mark.django_db
def test_what_used_no_credits_cannot_be_returned(account):
    open_hold, failed, own = hold(5), hold(5), hold_on_own_key()
    for request in (open_hold, failed, own):
        ledger.reserve(account, request, at=NOW)
    ledger.void(failed.reference, at=NOW)
    ledger.settle(own.reference, at=NOW)
    before = Entry.objects.count()
    for reference in (open_hold.reference, failed.reference, own.reference, uuid4()):
        outcome = give_back(reference)
        assert (outcome.result, outcome.ok, outcome.ends_at) == (Result.UNKNOWN, False, None)
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_an_adjustment_cannot_be_returned_as_if_it_were_a_run(account):
    reference = uuid4()
    ledger.adjust(account, 5, reference=reference, reason="A gift", member=None, at=NOW)
    assert give_back(reference).result == Result.UNKNOWN


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_return_needs_a_reason(used, reason):
    with pytest.raises(ValueError, match="with a reason"):
        give_back(used.reference, reason=reason)


@pytest.mark.django_db
def test_a_long_reason_is_cut_and_the_same_one_is_still_the_same(used):
    assert give_back(used.reference, reason="x" * 1000).result == Result.ADJUSTED
    assert give_back(used.reference, reason="x" * 1000).result == Result.REPLAYED
    assert Entry.objects.get(kind="adjust").reason == "x" * 300


@pytest.mark.django_db
def test_returned_credits_can_be_used_again(account, used):
    ledger.reserve(account, hold(80), at=NOW)
    assert ledger.reserve(account, hold(1), at=NOW).result == Result.INSUFFICIENT
    give_back(used.reference)
    assert ledger.reserve(account, hold(20), at=NOW).result == Result.HELD


@pytest.mark.django_db
def test_a_return_goes_to_the_account_of_the_run_alone(account, other_account, used):
    ledger.open_period(other_account, at=NOW)
    give_back(used.reference)
    assert Period.objects.get(account=account).adjusted == 20
    assert Period.objects.get(account=other_account).adjusted == 0


def settled(account, count):
    requests = [hold(2) for _ in range(count)]
    for request in requests:
        ledger.reserve(account, request, at=NOW)
        ledger.settle(request.reference, at=NOW)
    return requests


def test_two_who_return_a_run_at_once_return_it_once(own_connections):
    account = make_tenant().account
    requests = settled(account, 10)
    calls = [(request.reference, uuid4()) for request in requests for _ in range(3)]
    outcomes = all_at_once(lambda call: give_back(call[0], member=call[1]), calls)
    assert sorted(outcome.result for outcome in outcomes) == [Result.ADJUSTED] * 10 + [Result.CONFLICT] * 20
    assert Period.objects.get().adjusted == 20
    assert proof.find_differences() == []


def test_the_same_return_clicked_at_once_around_midnight_is_made_in_one_month(own_connections):
    account = make_tenant().account
    (request,) = settled(account, 1)
    outcomes = all_at_once(lambda at: give_back(request.reference, at=at), [NOW, DECEMBER] * 8)
    assert sorted(outcome.result for outcome in outcomes) == [Result.ADJUSTED] + [Result.REPLAYED] * 15
    assert sum(Period.objects.values_list("adjusted", flat=True)) == 2
    assert proof.find_differences() == []
