"""Periods open once, with one grant: at their first use, by beat, or by both."""

from datetime import UTC, datetime
from threading import Event
from time import sleep
from uuid import RFC_4122, UUID, uuid3

import pytest
from django.db import connection, transaction

from credits import ledger, proof, tasks
from credits.models import Account, Entry, Period
from tenants.models import Tenant
from tests.credits.conftest import NOW, all_at_once, hold
from tests.factories import make_plan, make_tenant

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_the_first_use_opens_the_period_and_grants_the_plan(account):
    ledger.reserve(account, hold(1), at=NOW)
    period = Period.objects.get()
    assert (period.starts_at, period.ends_at, period.granted) == (datetime(2026, 11, 1, tzinfo=UTC), DECEMBER, 100)
    grant = Entry.objects.get(kind="grant")
    assert (grant.credits, grant.remaining, grant.created_at) == (100, 100, NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 0xFFFF, 0x6F6E61, 2**128 - 1])
def test_the_grants_reference_is_the_name_based_uuid_of_python(db, number):
    account = UUID(int=number)
    for purpose in ("grant:2026-11-01T00:00:00Z", "", "é"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT credits_grant_reference(%s, %s)", (account, purpose))
            (reference,) = cursor.fetchone()
        assert reference == uuid3(account, purpose)
        assert (reference.version, reference.variant) == (3, RFC_4122)


@pytest.mark.django_db
def test_a_grants_reference_follows_from_account_and_start(account):
    ledger.open_period(account, at=NOW)
    assert Entry.objects.get().reference == uuid3(account.pk, "grant:2026-11-01T00:00:00Z")


@pytest.mark.django_db
def test_beat_opens_every_due_period_and_only_those():
    accounts = [make_tenant(plan="professional").account for _ in range(5)]
    ledger.open_period(accounts[0], at=NOW)
    assert ledger.open_due_periods(at=NOW, chunk=2) == 4
    assert ledger.open_due_periods(at=NOW, chunk=2) == 0
    assert Period.objects.filter(granted=500).count() == 5
    assert Entry.objects.filter(kind="grant", credits=500).count() == 5
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_beat_grants_what_the_first_use_would():
    zones = ("UTC", "Pacific/Auckland", "America/New_York")
    for at in (NOW, DECEMBER):
        pairs = [
            (make_tenant(zone=zone, anchor_day=31).account, make_tenant(zone=zone, anchor_day=31).account)
            for zone in zones
        ]
        for lazy, _ in pairs:
            ledger.open_period(lazy, at=at)
        ledger.open_due_periods(at=at)
        for lazy, due in pairs:
            values = [
                list(account.periods.values_list("starts_at", "ends_at", "granted", "adjusted", "used", "held"))
                for account in (lazy, due)
            ]
            assert values[0] == values[1]


@pytest.mark.django_db
def test_the_task_opens_what_is_due_now(account):
    assert tasks.open_due_periods() == 1
    assert tasks.open_due_periods() == 0


@pytest.mark.django_db
def test_a_waiting_plan_takes_effect_when_beat_opens_the_next_period(account):
    ledger.open_period(account, at=NOW)
    Account.objects.update(next_plan=make_plan("professional"))
    ledger.open_due_periods(at=NOW)
    account.refresh_from_db()
    assert account.next_plan is not None
    ledger.open_due_periods(at=DECEMBER)
    account.refresh_from_db()
    assert (account.plan.slug, account.next_plan) == ("professional", None)
    assert Period.objects.latest("starts_at").granted == 500


@pytest.mark.django_db
def test_a_waiting_plan_does_not_take_effect_in_a_period_before_the_latest(account):
    ledger.open_period(account, at=DECEMBER)
    Account.objects.update(next_plan=make_plan("professional"))
    assert ledger.open_period(account, at=NOW).granted == 100
    account.refresh_from_db()
    assert account.next_plan is not None


@pytest.mark.django_db
def test_missed_months_are_not_caught_up(account):
    ledger.open_period(account, at=NOW)
    ledger.open_due_periods(at=datetime(2027, 5, 2, tzinfo=UTC))
    assert Period.objects.count() == 2
    assert Period.objects.latest("starts_at").remaining == 100


@pytest.mark.django_db
def test_unused_credits_do_not_roll_over(account):
    ledger.reserve(account, hold(1), at=NOW)
    assert ledger.open_period(account, at=DECEMBER).remaining == 100


@pytest.mark.django_db
def test_opening_a_period_of_an_account_that_is_not_there_is_an_error():
    with pytest.raises(Period.DoesNotExist, match="not in the database"):
        ledger.open_period(Account(pk=UUID(int=5)), at=NOW)


def test_many_first_uses_at_once_open_one_period_with_one_grant(own_connections):
    account = make_tenant().account
    outcomes = all_at_once(lambda _: ledger.reserve(account, hold(1), at=NOW), range(30))
    assert all(outcome.is_open for outcome in outcomes)
    assert (Period.objects.count(), Entry.objects.filter(kind="grant").count()) == (1, 1)
    assert proof.find_differences() == []


def test_two_beats_and_first_uses_at_once_grant_once(own_connections):
    accounts = [make_tenant().account for _ in range(40)]

    def act(number: int) -> int:
        if number < 4:
            return ledger.open_due_periods(at=NOW, chunk=7)
        return sum(ledger.reserve(account, hold(1), at=NOW).is_open for account in accounts)

    results = all_at_once(act, range(10))
    assert results[4:] == [40] * 6
    ledger.open_due_periods(at=NOW)
    assert (Period.objects.count(), Entry.objects.filter(kind="grant").count()) == (40, 40)
    assert proof.find_differences() == []


def test_an_opening_waits_for_another_under_an_older_zone(own_connections):
    account = make_tenant().account
    is_opened = Event()

    def act(number: int) -> Period:
        if number == 0:
            with transaction.atomic():
                period = ledger.open_period(account, at=NOW)
                is_opened.set()
                sleep(0.5)
                return period
        is_opened.wait(timeout=30)
        Tenant.objects.update(time_zone="Pacific/Auckland")
        return ledger.open_period(account, at=NOW)

    first, second = all_at_once(act, range(2))
    assert first.pk == second.pk
    assert proof.find_differences() == []
