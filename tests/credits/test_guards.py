"""What the database refuses besides changes of entries, against raw SQL and the admin's forms alike."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from credits import ledger, proof
from credits.models import NOBODY, Account, Day, Entry, Period, Plan, Rollup
from tests.credits.conftest import NOW, hold
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(account):
    """An account with a run that used 5 credits and one that holds 3."""
    request = hold(5)
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)
    ledger.reserve(account, hold(3), at=NOW)
    return account


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["credits_rollup", "credits_day"])
@pytest.mark.parametrize("change", ["runs = -1", "used = -1", "period_id = 0", "funding = NULL"])
def test_sums_that_make_no_sense_cannot_be_written(used, table, change):
    with pytest.raises(IntegrityError):
        run(f"UPDATE {table} SET {change}; SET CONSTRAINTS ALL IMMEDIATE")  # noqa: S608 - the texts stand above


@pytest.mark.parametrize("rows", [Rollup, Day])
def test_a_sum_stands_once_for_its_purpose(used, rows):
    row = rows.objects.first()
    row.pk = None
    with pytest.raises(IntegrityError, match="_key"), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_has_one_rollup_like_everybody_else(used):
    assert Rollup.objects.get().member == NOBODY
    with pytest.raises(IntegrityError, match="null value"), transaction.atomic():
        Rollup.objects.update(member=None)


def test_a_second_period_that_starts_at_the_same_instant_cannot_be_written(used):
    period = Period.objects.get()
    period.pk = None
    with pytest.raises(IntegrityError, match="credits_period_account_starts_key"), transaction.atomic():
        period.save(force_insert=True)


@pytest.mark.parametrize("shift", [timedelta(days=-3), timedelta(days=3)])
def test_a_period_that_overlaps_another_is_told_by_the_proof(used, shift):
    period = Period.objects.get()
    Period.objects.create(account=used, starts_at=period.starts_at + shift, ends_at=period.ends_at + shift, granted=0)
    assert "overlap" in {each.check for each in proof.find_differences()}


def test_an_account_with_entries_cannot_be_deleted(used):
    with pytest.raises(DatabaseError):
        run("DELETE FROM credits_account; SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError):
        run("DELETE FROM tenants_tenant; SET CONSTRAINTS ALL IMMEDIATE")


def test_a_plan_that_accounts_have_cannot_be_deleted(used):
    with pytest.raises(DatabaseError):
        run("DELETE FROM credits_plan; SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("change", [{"credits": -1}, {"slug": "enterprise"}])
def test_a_plan_that_makes_no_sense_cannot_be_written(used, change):
    make_plan("enterprise")
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(slug="essentials").update(**change)


@pytest.mark.parametrize("day", [0, 32, -1])
def test_an_anchor_that_no_month_has_cannot_be_written(used, day):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.update(anchor_day=day)


@pytest.mark.parametrize("change", [{"credits": None}, {"remaining": None}, {"reference": None}, {"created_at": None}])
def test_an_entry_says_everything(used, change):
    entry = Entry.objects.get(kind="settle")
    entry.pk, entry.reference = None, uuid4()
    for name, value in change.items():
        setattr(entry, name, value)
    with pytest.raises(IntegrityError, match="null value"), transaction.atomic():
        entry.save(force_insert=True)


def test_a_grant_may_lower_a_month_only_with_a_reason(used):
    content = {"period": Period.objects.get(), "created_at": NOW, "kind": "grant", "credits": -5, "remaining": 87}
    with pytest.raises(IntegrityError, match="violates check constraint"), transaction.atomic():
        Entry.objects.create(reference=uuid4(), **content)
    Entry.objects.create(reference=uuid4(), reason="New prices", **content)


def test_an_entry_of_a_period_that_is_not_there_is_told_by_the_proof(used):
    run(
        "INSERT INTO credits_entry (period_id, created_at, credits, remaining, reference, member, kind,"
        " funding, operation, model, reason)"
        " SELECT 0, created_at, credits, remaining, gen_random_uuid(), member, kind,"
        " funding, operation, model, reason FROM credits_entry WHERE kind = 'reserve' LIMIT 1"
    )
    assert "orphan" in {each.check for each in proof.find_differences()}
