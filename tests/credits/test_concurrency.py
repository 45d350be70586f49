"""The ledger under many callers at once, each on a real connection of its own."""

from collections import Counter
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import connection, transaction

from credits import ledger, proof
from credits.ledger import Result
from credits.models import Cap, Entry, Period
from tests.credits.conftest import NOW, all_at_once, hold
from tests.factories import make_tenant


@pytest.fixture
def busy(own_connections):
    return make_tenant().account


def results(outcomes) -> Counter[Result]:
    return Counter(outcome.result for outcome in outcomes)


def test_of_200_reserves_at_once_on_100_credits_exactly_100_are_held(busy):
    outcomes = all_at_once(lambda _: ledger.reserve(busy, hold(1), at=NOW), range(200))
    assert results(outcomes) == {Result.HELD: 100, Result.INSUFFICIENT: 100}
    assert sorted(outcome.remaining for outcome in outcomes if outcome.is_open) == list(range(100))
    assert Period.objects.get().held == 100
    assert proof.find_differences() == []


def test_the_connections_of_the_threads_are_their_own(own_connections):
    def process(_: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), pg_sleep(0.2)")
            return int(cursor.fetchone()[0])

    assert len(set(all_at_once(process, range(50)))) == 50


def test_the_same_reserve_from_many_callers_holds_once(busy):
    request = hold(7)
    outcomes = all_at_once(lambda _: ledger.reserve(busy, request, at=NOW), range(40))
    assert results(outcomes) == {Result.HELD: 1, Result.REPLAYED: 39}
    assert {outcome.remaining for outcome in outcomes} == {93}


def test_the_same_reference_from_many_accounts_is_held_by_one(own_connections):
    accounts = [make_tenant().account for _ in range(20)]
    request = hold(7)
    outcomes = all_at_once(lambda account: ledger.reserve(account, request, at=NOW), accounts)
    assert results(outcomes) == {Result.HELD: 1, Result.CONFLICT: 19}
    assert proof.find_differences() == []


def test_the_same_reference_around_midnight_is_held_in_one_period(busy):
    request = hold(7)
    end = ledger.open_period(busy, at=NOW).ends_at
    ledger.open_period(busy, at=end)
    moments = [end - timedelta(seconds=1), end] * 10
    outcomes = all_at_once(lambda at: ledger.reserve(busy, request, at=at), moments)
    assert results(outcomes) == {Result.HELD: 1, Result.REPLAYED: 19}
    assert sum(Period.objects.values_list("held", flat=True)) == 7
    assert proof.find_differences() == []


def test_a_settle_and_a_void_at_once_close_a_hold_once(busy):
    requests = [hold(1) for _ in range(20)]
    for request in requests:
        ledger.reserve(busy, request, at=NOW)
    calls = [(close, request.reference) for request in requests for close in (ledger.settle, ledger.void)]
    outcomes = all_at_once(lambda call: call[0](call[1], at=NOW), calls)
    counts = results(outcomes)
    assert counts[Result.SETTLED] + counts[Result.VOIDED] == 20
    assert counts[Result.CONFLICT] == 20
    assert Period.objects.get().held == 0
    assert proof.find_differences() == []


def test_a_cap_holds_against_many_callers_at_once(busy):
    member = uuid4()
    Cap.objects.create(account=busy, member=member, credits=10)
    outcomes = all_at_once(lambda _: ledger.reserve(busy, hold(1, member=member), at=NOW), range(40))
    assert results(outcomes) == {Result.HELD: 10, Result.CAPPED: 30}


def test_deductions_and_reserves_at_once_never_pass_zero(busy):
    def act(number: int):
        if number % 2:
            return ledger.reserve(busy, hold(10), at=NOW)
        return ledger.adjust(busy, -10, reference=uuid4(), reason="A trial", member=None, at=NOW)

    outcomes = all_at_once(act, range(40))
    assert sum(outcome.ok for outcome in outcomes) == 10
    assert Period.objects.get().remaining == 0
    assert proof.find_differences() == []


def test_a_mixed_crowd_leaves_a_ledger_without_a_difference(own_connections):
    accounts = [make_tenant().account for _ in range(3)]
    shared = [hold(Random(number).randint(0, 30)) for number in range(30)]

    def act(seed: int) -> None:
        chance = Random(seed)
        for _ in range(40):
            request, verb = chance.choice(shared), chance.choice(("reserve", "settle", "void"))
            if verb == "reserve":
                ledger.reserve(chance.choice(accounts), request, at=NOW)
            else:
                getattr(ledger, verb)(request.reference, at=NOW)

    all_at_once(act, range(12))
    assert Entry.objects.filter(kind="reserve").count() > 10
    assert proof.find_differences() == []


def test_a_reserve_in_a_transaction_that_rolls_back_holds_nothing(busy):
    request = hold(5)
    with transaction.atomic():
        ledger.reserve(busy, request, at=NOW)
        transaction.set_rollback(True)
    assert ledger.settle(request.reference, at=NOW).result == Result.UNKNOWN
    assert ledger.reserve(busy, request, at=NOW).result == Result.HELD


def test_a_proof_beside_callers_reads_one_moment_and_finds_no_difference(own_connections):
    accounts = [make_tenant().account for _ in range(3)]

    def act(number: int) -> list[proof.Difference]:
        if number < 4:
            return [each for _ in range(5) for each in proof.find_differences()]
        for account in accounts * 6:
            request = hold(1)
            ledger.reserve(account, request, at=NOW)
            ledger.settle(request.reference, at=NOW)
        return []

    assert [each for found in all_at_once(act, range(12)) for each in found] == []
