"""check_ledger finds what was changed behind the ledger's back, and only that."""

import json
from io import StringIO
from typing import cast
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from credits import ledger, proof
from credits.models import Entry
from tests.credits.conftest import NOW, hold, hold_on_own_key
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(account, other_account):
    """Use two accounts in every way, so that each check has something to look at."""
    for each in (account, other_account):
        requests = [hold(5, member=uuid4()), hold(7), hold(3, operation="text"), hold_on_own_key()]
        for request in requests:
            ledger.reserve(each, request, at=NOW)
        ledger.settle(requests[0].reference, at=NOW)
        ledger.void(requests[1].reference, at=NOW)
        ledger.settle(requests[3].reference, at=NOW)
        ledger.adjust(each, 50, reference=uuid4(), reason="A gift", member=None, at=NOW)
        ledger.open_period(each, at=NOW.replace(month=12))
    return account


def plant(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("MINE", MINE))


def check(*arguments: str) -> tuple[int, str]:
    output = StringIO()
    try:
        call_command("check_ledger", *arguments, stdout=output)
    except SystemExit as stopped:
        return cast("int", stopped.code), output.getvalue()
    return 0, output.getvalue()


def test_a_ledger_that_was_only_used_has_no_difference(used):
    assert check() == (0, "The ledger is right: no difference.\n")


# The first period of Harbour Café, in the statements below.
MINE = """(
    SELECT min(id) FROM credits_period
    WHERE account_id = (SELECT id FROM tenants_tenant WHERE slug = 'harbour-cafe')
)"""


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE credits_period SET granted = 99 WHERE id = MINE", "granted is 99, and should be 100"),
        ("UPDATE credits_period SET adjusted = 51 WHERE id = MINE", "adjusted is 51, and should be 50"),
        ("UPDATE credits_period SET used = 6 WHERE id = MINE", "used is 6, and should be 5"),
        ("UPDATE credits_period SET held = 0 WHERE id = MINE", "held is 0, and should be 3"),
        (
            "UPDATE credits_rollup SET runs = 4 WHERE operation = 'text' AND period_id = MINE",
            "text credits: runs is 4, and should be 1",
        ),
        (
            "DELETE FROM credits_rollup WHERE operation = 'text' AND period_id = MINE",
            "text credits: held is 0, and should be 3",
        ),
        (
            "INSERT INTO credits_rollup (period_id, operation, member, funding, runs, used, held)"  # noqa: ISC004
            " VALUES (MINE, 'image', '00000000-0000-0000-0000-000000000000', 'credits', 1, 2, 0)",
            "image credits: used is 2, and should be 0",
        ),
        (
            "UPDATE credits_day SET used = 6 WHERE funding = 'credits' AND period_id = MINE",
            "2026-11-24 credits: used is 6, and should be 5",
        ),
        (
            "DELETE FROM credits_day WHERE funding = 'own_key' AND period_id = MINE",
            "2026-11-24 own_key: runs is 0, and should be 1",
        ),
        (
            "UPDATE credits_day SET runs = 2 WHERE funding = 'own_key' AND period_id = MINE",
            "2026-11-24 own_key: runs is 2, and should be 1",
        ),
        (
            "UPDATE credits_day SET day = day + 1 WHERE funding = 'credits' AND period_id = MINE",
            "2026-11-25 credits: used is 5, and should be 0",
        ),
        (
            "UPDATE credits_period SET time_zone = 'Pacific/Honolulu' WHERE id = MINE",
            "2026-11-24 credits: used is 5, and should be 0",
        ),
        (
            "UPDATE credits_rollup SET held = 1 WHERE operation = 'theme' AND used = 5 AND period_id = MINE",
            "held is 1, and should be 0",
        ),
        (
            "UPDATE credits_period SET starts_at = starts_at - interval '1 day' WHERE id = MINE",
            "grants at its start is 0",
        ),
        (
            "UPDATE credits_period SET ends_at = ends_at + interval '1 day' WHERE id = MINE",
            "should be not before 2026-12-02",
        ),
    ],
)
def test_a_difference_is_found_and_named(used, statement, sentence):
    plant(statement)
    code, output = check()
    assert code == 1
    assert sentence in output
    assert "harbour-cafe: period" in output
    assert "rival-bakery" not in output


def insert_entry(used, **content) -> None:
    fields = {
        "reference": uuid4(),
        "credits": 1,
        "remaining": 142,
        "kind": "settle",
        "operation": "theme",
        "funding": "credits",
    }
    period = used.periods.earliest("starts_at")
    Entry.objects.create(period=period, created_at=NOW, **(fields | content))


def test_a_closing_without_a_hold_is_found(used):
    insert_entry(used)
    code, output = check()
    assert code == 1
    assert "should be the closing of a hold" in output


def test_an_entry_of_a_period_that_is_not_there_is_found(used):
    Entry.objects.create(period_id=0, created_at=NOW, reference=uuid4(), credits=1, remaining=1, kind="grant")
    assert "period is 0, and should be a period that is there" in check()[1]


def test_a_closing_of_another_size_than_its_hold_is_found(used):
    open_hold = Entry.objects.get(period__account=used, operation="text")
    insert_entry(used, reference=open_hold.reference, operation="text", credits=2)
    assert "settle is 2 of period" in check()[1]


def test_an_entry_with_a_wrong_running_balance_is_found(used):
    insert_entry(used, kind="adjust", operation="", funding="", reason="Behind its back", remaining=7)
    assert "remaining is 7, and should be 143" in check()[1]


def test_one_tenants_differences_can_be_asked_for_alone(used):
    plant("UPDATE credits_period SET held = 0 WHERE id = MINE")
    assert check("--tenant", "rival-bakery")[0] == 0
    code, output = check("--tenant", "harbour-cafe")
    assert (code, output.count("\n")) == (1, 2)
    assert output.endswith("1 difference found.\n")


def test_the_differences_come_as_json_for_programs(used):
    assert json.loads(check("--json")[1]) == {"differences": []}
    plant("UPDATE credits_period SET held = 0 WHERE id = MINE")
    code, output = check("--json")
    (difference,) = json.loads(output)["differences"]
    assert code == 1
    assert (difference["check"], difference["tenant"], difference["field"]) == ("period", "harbour-cafe", "held")
    assert (difference["stored"], difference["computed"]) == ("0", "3")


def test_a_tenant_that_is_not_there_is_named():
    with pytest.raises(CommandError, match='no tenant "nobody"'):
        check("--tenant", "nobody")


def test_a_hold_that_nobody_calls_live_is_found(used):
    live = set(Entry.objects.filter(operation="text").values_list("reference", flat=True))
    proof.register_live_references(lambda references: references & live)
    assert check()[0] == 0
    dead = live.pop()
    code, output = check()
    assert code == 1
    assert f"hold {dead}: held is 3 credits without a live run" in output


def test_a_provider_registered_twice_is_asked_once_for_the_open_holds_alone(used):
    asked = []

    def remember(references):
        asked.append(references)
        return references

    for _ in range(2):
        proof.register_live_references(remember)
    proof.find_differences()
    assert asked == [set(Entry.objects.filter(operation="text").values_list("reference", flat=True))]


def test_the_proof_takes_as_many_queries_for_many_accounts(used, django_assert_num_queries):
    for _ in range(3):
        ledger.reserve(make_tenant().account, hold(1), at=NOW)
    with transaction.atomic(), django_assert_num_queries(len(proof.CHECKS) + 2):
        assert proof.find_differences() == []


@pytest.mark.django_db(transaction=True)
def test_the_proof_reads_one_moment_and_writes_nothing(monkeypatch):
    level = []

    def look(references):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
            level.append(cursor.fetchone())
        return references

    monkeypatch.setattr(proof, "_providers", [look])
    proof.find_differences()
    assert level == [("repeatable read", "on")]
