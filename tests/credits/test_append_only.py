"""The database itself keeps the rules, against raw SQL too."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from credits import ledger
from credits.models import Entry, Period, Rollup
from tests.credits.conftest import NOW, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(account):
    ledger.reserve(account, hold(5), at=NOW)
    return Entry.objects.get(kind="reserve")


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE credits_entry SET credits = 0",
        "UPDATE credits_entry SET reason = '' WHERE false",
        "DELETE FROM credits_entry",
        "DELETE FROM credits_entry WHERE false",
        "MERGE INTO credits_entry e USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_entries_are_neither_changed_nor_deleted_by_raw_sql(entry, statement):
    with pytest.raises(DatabaseError, match="refused, because entries are append-only"):
        run(statement)
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("statement", ["TRUNCATE credits_entry", "TRUNCATE credits_account CASCADE"])
def test_entries_are_not_truncated(entry, statement):
    with pytest.raises(DatabaseError, match=r"TRUNCATE of credits_(entry|period) is refused"):
        run(f"SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL inspire.allow_flush = off; {statement}")


def test_only_the_flush_of_a_test_database_empties_the_entries(entry):
    run("SET LOCAL inspire.allow_flush = on; TRUNCATE credits_entry CASCADE")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE credits_entry SET credits = 0", "DELETE FROM credits_entry"])
def test_the_setting_of_the_flush_opens_nothing_else(entry, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"SET LOCAL inspire.allow_flush = on; {statement}")


def test_switching_ordinary_triggers_off_does_not_open_the_entries(entry):
    with pytest.raises(DatabaseError, match="append-only"):
        run("SET LOCAL session_replication_role = replica; DELETE FROM credits_entry")


@pytest.mark.parametrize("change", [{"reason": "Another"}, {"credits": 50}])
def test_a_saved_entry_cannot_be_saved_again(entry, change):
    for name, value in change.items():
        setattr(entry, name, value)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gift"},
        {"credits": -1},
        {"kind": "settle", "credits": -5},
        {"kind": "grant"},
        {"kind": "grant", "operation": "", "model": "", "funding": "", "credits": -5},
        {"kind": "adjust", "operation": "", "model": "", "funding": ""},
        {"kind": "adjust", "operation": "", "model": "", "funding": "", "reason": "A gift", "credits": 0},
        {"operation": ""},
        {"funding": ""},
        {"funding": "own_key"},
        {"remaining": -1},
    ],
)
def test_an_entry_that_makes_no_sense_cannot_be_written(entry, change):
    entry.pk, entry.reference = None, uuid4()
    for name, value in change.items():
        setattr(entry, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM credits_period",
        "UPDATE credits_period SET id = id + 1",
        "UPDATE credits_period SET account_id = gen_random_uuid()",
        "SET LOCAL session_replication_role = replica; DELETE FROM credits_period",
        "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL inspire.allow_flush = off; TRUNCATE credits_period CASCADE",
    ],
)
def test_a_period_stays_where_its_entries_look_for_it(entry, statement):
    with pytest.raises(DatabaseError, match="of credits_period is refused, because its entries refer to it"):
        run(statement)


@pytest.mark.parametrize(("first", "second"), [("settle", "void"), ("void", "settle"), ("settle", "settle")])
def test_a_hold_is_not_closed_twice_by_raw_inserts(entry, first, second):
    entry.pk, entry.kind = None, first
    entry.save(force_insert=True)
    entry.pk, entry.kind = None, second
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.parametrize(
    "change", ["used = 200", "held = -1", "used = -1", "granted = -1", "adjusted = -96", "ends_at = starts_at"]
)
def test_a_period_that_is_overdrawn_or_upside_down_cannot_be_written(entry, change):
    with pytest.raises(IntegrityError):
        run(f"UPDATE credits_period SET {change}")  # noqa: S608 - the statements stand above


def test_a_rollup_below_zero_cannot_be_written(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Rollup.objects.update(held=-1)


def test_a_used_account_is_not_deleted(entry, account):
    with pytest.raises(IntegrityError, match="protected foreign keys"):
        account.delete()
    assert Period.objects.exists()
