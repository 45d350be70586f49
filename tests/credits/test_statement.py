"""The statement: every entry of one account, page by page, whatever is written meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from credits import ledger, statement
from credits.models import NOBODY, Entry
from credits.statement import Selection
from credits.statement_lines import lines_of
from tests.credits.conftest import NOW, hold, hold_on_own_key

pytestmark = pytest.mark.django_db

OCTOBER = datetime(2026, 10, 30, 12, tzinfo=UTC)
MEMBER = uuid4()


def run(account, credits=1, *, at=NOW, how="settle", **content):
    """Make a run of an account: held, then settled, voided, or left open."""
    request = hold(credits, **content) if credits else hold_on_own_key(**content)
    assert ledger.reserve(account, request, at=at).is_open
    if how:
        getattr(ledger, how)(request.reference, at=at + timedelta(seconds=30))
    return request.reference


@pytest.fixture
def busy(account, other_account):
    """Two months of runs of several kinds, and another account's."""
    for at in (OCTOBER, NOW):
        run(account, 1, at=at, member=MEMBER)
        run(account, 5, at=at, operation="analysis", how="void")
        run(account, 0, at=at, operation="image")
        run(account, 2, at=at, operation="image", how="", member=MEMBER)
        ledger.adjust(account, 7, reference=uuid4(), reason="An outage", member=uuid4(), at=at)
        run(other_account, 3, at=at)
    return account


def plain(account, **lookup):
    """Return the ids of an account's entries by the plainest query, newest month first."""
    entries = Entry.objects.filter(period__account=account, **lookup)
    return list(entries.order_by("-period__starts_at", "-id").values_list("id", flat=True))


def walk(selection, size):
    """Return the ids of all pages, one after the other."""
    ids: list[int] = []
    before: str | None = ""
    while before is not None:
        page = statement.page_of(selection, before=before, size=size)
        assert len(page.movements) <= size
        ids += [each.id for each in page.movements]
        before = page.older
    return ids


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_all_pages_together_are_every_entry_of_the_account_once(busy, size):
    assert walk(Selection(busy.pk), size) == plain(busy)
    assert len(plain(busy)) == 18


FILTERS = [
    ({"kind": "settle"}, {"kind": "settle"}),
    ({"kind": "grant"}, {"kind": "grant"}),
    ({"operation": "image"}, {"operation": "image"}),
    ({"funding": "own_key"}, {"funding": "own_key"}),
    ({"member": MEMBER}, {"member": MEMBER}),
    ({"member": NOBODY}, {"member": None, "operation__gt": ""}),
    ({"operation": "image", "member": MEMBER, "kind": "reserve"}, {"operation": "image", "member": MEMBER}),
    ({"operation": "video"}, {"operation": "video"}),
    ({"since": datetime(2026, 11, 1, tzinfo=UTC)}, {"period__starts_at__month": 11}),
    ({"until": datetime(2026, 11, 1, tzinfo=UTC)}, {"period__starts_at__month": 10}),
    ({"since": NOW, "until": NOW + timedelta(seconds=30)}, {"created_at": NOW}),
]


@pytest.mark.parametrize(("chosen", "lookup"), FILTERS)
def test_pages_work_with_every_filter(busy, chosen, lookup):
    assert walk(Selection(busy.pk, **chosen), 2) == plain(busy, **lookup)


def test_entries_that_come_while_somebody_reads_neither_repeat_nor_hide_others(busy):
    before = plain(busy)
    seen: list[int] = []
    mark: str | None = ""
    while mark is not None:
        page = statement.page_of(Selection(busy.pk), before=mark, size=3)
        seen += [each.id for each in page.movements]
        mark = page.older
        run(busy, 1)
    assert seen == before


def test_a_late_closing_of_an_old_month_does_not_disturb_a_reader_of_the_new_one(account):
    late = run(account, 3, at=OCTOBER, how="")
    run(account, 1)
    first = statement.page_of(Selection(account.pk), before="", size=2)
    ledger.settle(late, at=NOW)
    rest = statement.page_of(Selection(account.pk), before=first.older or "", size=9)
    assert [each.id for each in first.movements + rest.movements] == plain(account)


@pytest.mark.parametrize("mark", ["0", "-1", "x", "9" * 40, "²", "1e3", " 1"])
def test_a_mark_that_is_none_shows_the_newest(busy, mark):
    assert statement.page_of(Selection(busy.pk), before=mark) == statement.page_of(Selection(busy.pk), before="")


def test_another_accounts_mark_opens_nothing_of_it(busy, other_account):
    mark = str(plain(other_account)[-1])
    page = statement.page_of(Selection(busy.pk), before=mark)
    assert [each.id for each in page.movements] == plain(busy)


def test_each_change_leads_from_one_balance_to_the_next(busy):
    oldest_first = statement.page_of(Selection(busy.pk), before="").movements[::-1]
    for month in {each.period for each in oldest_first}:
        balance = 0
        for each in (each for each in oldest_first if each.period == month):
            balance += each.change
            assert each.remaining == balance


def by_run(account, **chosen):
    page = statement.page_of(Selection(account.pk, is_by_run=True, **chosen), before="")
    return lines_of(account.pk, page.movements)


def test_a_run_is_one_line_that_says_what_became_of_it(account):
    run(account, 1)
    run(account, 5, how="void")
    run(account, 0)
    run(account, 2, how="")
    assert [(each.kind, each.change, each.remaining, len(each.entries)) for each in by_run(account)] == [
        ("reserve", -2, 97, 1),
        ("settle", 0, 99, 2),
        ("void", 0, 99, 2),
        ("settle", -1, 99, 2),
        ("grant", 100, 100, 1),
    ]


def test_a_run_that_staff_gave_back_says_so_and_the_return_names_its_run(account):
    reference = run(account, 20, operation="analysis")
    ledger.return_run(reference, reason="The data was wrong", member=uuid4(), at=NOW + timedelta(days=1))

    returned, used, _grant = by_run(account)

    assert (used.kind, used.change, used.given_back.reason) == ("settle", -20, "The data was wrong")
    assert (returned.kind, returned.change, returned.run.operation) == ("adjust", 20, "analysis")


@pytest.mark.parametrize(("kind", "count"), [("settle", 4), ("void", 2), ("reserve", 2), ("adjust", 2), ("grant", 2)])
def test_a_runs_line_is_found_by_what_became_of_it(busy, kind, count):
    lines = by_run(busy, kind=kind)
    assert {each.kind for each in lines} == {kind}
    assert len(lines) == count


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize("chosen", [{}, {"kind": "void"}, {"operation": "image"}, {"member": MEMBER}])
def test_pages_of_lines_are_all_lines_once(busy, size, chosen):
    selection = Selection(busy.pk, is_by_run=True, **chosen)
    heads = [each.id for each in statement.page_of(selection, before="", size=500).movements]
    assert walk(selection, size) == heads
    assert len(heads) == len(set(heads)) > 1


def test_a_line_stays_in_its_place_when_its_run_closes(busy):
    selection = Selection(busy.pk, is_by_run=True)
    before = walk(selection, 3)
    for entry in Entry.objects.filter(period__account=busy, kind="reserve", operation="image", funding="credits"):
        ledger.settle(entry.reference, at=NOW)
    assert walk(selection, 3) == before


def test_another_accounts_entries_of_a_reference_are_not_shown(account, other_account):
    reference = run(account, 3)
    ledger.adjust(other_account, 1, reference=reference, reason="A mistake of staff", member=None, at=NOW)
    line = by_run(account)[0]
    assert line.given_back is None


def test_a_page_is_one_query_and_its_lines_one_more(busy, django_assert_num_queries):
    with django_assert_num_queries(2):
        by_run(busy)


def test_a_page_of_a_long_month_reads_no_more_than_a_page(busy):
    """The plan stands on the two indexes, and the month's older and newer entries stay unread."""
    with connection.cursor() as cursor:
        cursor.execute(LONG_MONTHS)
        cursor.execute("ANALYZE credits_entry, credits_period")
    ids = plain(busy)
    middle = statement.page_of(Selection(busy.pk), before=str(ids[2000]), size=1).movements[0]
    mark = {"mark_month": middle.starts_at, "mark_entry": middle.id, "latest": 2**63 - 1, "size": 51}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {statement.READ}", statement.values_of(Selection(busy.pk)) | mark)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    _above, reading = plan.split("Index Scan Backward using credits_entry_period_idx")
    assert "Rows Removed" not in reading, plan
    assert "Incremental Sort" in plan, plan
    assert [each.id for each in statement.read(Selection(busy.pk), middle, size=50)] == ids[2002:2052]


LONG_MONTHS = """
INSERT INTO credits_entry (
    period_id, created_at, credits, remaining, reference, member, kind, funding, operation, model, reason
)
SELECT period_id, created_at, 1, 0, gen_random_uuid(), NULL, 'reserve', 'credits', 'theme', '', ''
FROM credits_entry, generate_series(1, 4000) WHERE kind = 'grant'
"""
