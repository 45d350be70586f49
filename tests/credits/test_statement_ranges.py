"""Ranges of days: local days, across changes of the clocks, months and years; and what they add up to."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from credits import ledger, statement
from credits.models import Account, Period
from credits.statement import Selection
from credits.statement_forms import StatementForm
from credits.statement_totals import months_of, totals_of
from tenants.ranges import DayRange, day_start
from tests.credits.conftest import NOW
from tests.credits.test_statement import busy, run  # noqa: F401 -- a fixture
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db


def chosen(tenant, **data):
    form = StatementForm({"from": data.pop("first", ""), "to": data.pop("last", ""), **data})
    assert form.is_valid(), form.errors
    return form.selection(tenant, is_by_run=form.is_by_run)


def moments(selection):
    return [each.created_at for each in statement.page_of(selection, before="").movements]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", "2026-03-29", 23),
        ("Europe/London", "2026-10-25", 25),
        ("America/Santiago", "2026-09-06", 23),  # midnight itself is skipped
        ("America/Havana", "2026-11-01", 25),  # midnight comes twice
        ("Asia/Kathmandu", "2026-11-24", 24),
    ],
)
def test_a_day_has_the_hours_that_it_has_in_its_zone(zone, day, hours):
    since, until = DayRange(date.fromisoformat(day), date.fromisoformat(day)).instants(ZoneInfo(zone))
    assert since
    assert until
    assert until - since == timedelta(hours=hours)


@pytest.mark.parametrize("zone", ["Europe/London", "America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut"])
def test_days_begin_where_the_ledgers_days_do(db, zone):
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(366)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT credits_day_start(day, %s) FROM unnest(%s::date[]) AS day", [zone, days])
        assert [row[0] for row in cursor.fetchall()] == [day_start(day, ZoneInfo(zone)) for day in days]


def test_a_day_of_25_hours_has_its_last_hour_and_not_the_next_days_first(db):
    tenant = make_tenant(zone="Europe/London")
    account = Account.objects.get(tenant=tenant)
    ends = datetime(2026, 10, 26, tzinfo=UTC)
    inside, outside = ends - timedelta(minutes=1), ends
    for at in (inside, outside):
        run(account, 1, at=at, how="")
    assert moments(chosen(tenant, first="2026-10-25", last="2026-10-25", kind="reserve")) == [inside]


def test_a_month_ends_with_its_last_instant(account, tenant):
    first, last = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)
    for at in (first - timedelta(microseconds=1), first, last, last + timedelta(microseconds=1)):
        run(account, 1, at=at, how="")
    assert moments(chosen(tenant, first="2026-02-01", last="2026-02-28", kind="reserve")) == [last, first]


def test_a_range_may_cross_months_and_years(account, tenant):
    times = [datetime(2026, month, 15, tzinfo=UTC) for month in (10, 11, 12)] + [datetime(2027, 1, 15, tzinfo=UTC)]
    for at in times:
        run(account, 1, at=at, how="")
    assert moments(chosen(tenant, first="2026-11-15", last="2027-01-15", kind="reserve")) == times[:0:-1]


def test_what_closes_after_its_month_belongs_to_the_month_and_to_no_other(account, tenant):
    last = datetime(2026, 10, 31, 23, 59, 45, tzinfo=UTC)
    run(account, 4, at=last)  # settled 30 seconds later, in November
    run(account, 1)
    october = chosen(tenant, first="2026-10-01", last="2026-10-31", view="entries")
    november = chosen(tenant, first="2026-11-01", last="2026-11-30", view="entries")
    halloween = chosen(tenant, first="2026-10-31", last="2026-10-31", view="entries")
    assert [len(moments(each)) for each in (october, november, halloween)] == [3, 3, 3]
    (month,) = months_of(october)
    assert (month.used, month.reserved, month.closing) == (4, 0, 96)


def test_any_cut_of_the_days_shows_every_entry_once(busy, tenant):  # noqa: F811 -- the fixture
    every = [each.id for each in statement.page_of(Selection(busy.pk), before="", size=500).movements]
    for cut in (date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 24)):
        parts = [
            chosen(tenant, first=str(cut), view="entries"),
            chosen(tenant, last=str(cut - timedelta(days=1)), view="entries"),
        ]
        found = [each.id for part in parts for each in statement.page_of(part, before="", size=500).movements]
        assert found == every


def test_whole_months_add_up_to_their_periods(busy, tenant):  # noqa: F811 -- the fixture
    months = months_of(chosen(tenant))
    for month, period in zip(months, Period.objects.filter(account=busy).order_by("starts_at"), strict=True):
        assert month.opening == 0
        assert (month.granted, month.adjusted, month.used) == (period.granted, period.adjusted, period.used)
        assert (month.reserved, month.closing) == (period.held, period.remaining)


def test_each_part_of_a_month_opens_with_what_the_one_before_closed_with(account, tenant):
    for day in (3, 9, 17, 25):
        run(account, day, at=NOW.replace(day=day))
    bounds = [("2026-11-01", "2026-11-08"), ("2026-11-09", "2026-11-17"), ("2026-11-18", "2026-11-30")]
    months = [months_of(chosen(tenant, first=first, last=last))[0] for first, last in bounds]
    assert [(each.opening, each.used, each.closing) for each in months] == [(0, 3, 97), (97, 26, 71), (71, 25, 46)]


def test_totals_are_those_of_the_chosen_entries(busy, tenant):  # noqa: F811 -- the fixture
    ledger.return_run(run(busy, 4), reason="A mistake", member=uuid4(), at=NOW)
    totals = totals_of(chosen(tenant, first="2026-11-01"))
    assert {(each.kind, each.count, each.credits) for each in totals.kinds} == {
        ("grant", 1, 100),
        ("adjust", 2, 11),
        ("reserve", 5, 12),
        ("settle", 3, 5),
        ("void", 1, 5),
    }
    by_name = {each.operation: each for each in totals.operations}
    assert (by_name["theme"].runs, by_name["theme"].used) == (2, 5)
    assert (by_name["image"].runs, by_name["image"].own_key_runs) == (0, 1)
    assert by_name["analysis"].returned_runs == 1
    assert totals_of(chosen(tenant, operation="theme", first="2026-11-01")).count == 4


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"from": "2026-02-31"}, "from", "not a day of the calendar"),
        ({"from": "yesterday"}, "from", "not a day of the calendar"),
        ({"to": "0001-01-01"}, "to", "between the years 2000 and 2999"),
        ({"to": "9999-12-31"}, "to", "between the years 2000 and 2999"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "to", "ends before it begins"),
        ({"kind": "gift"}, "kind", "not one of the choices"),
        ({"funding": "cash"}, "funding", "not one of the choices"),
        ({"member": "me"}, "member", "nobody's id"),
    ],
)
def test_a_nonsense_filter_is_refused_in_a_sentence(data, field, words):
    form = StatementForm(data)
    assert not form.is_valid()
    assert words in form.errors[field][0]
