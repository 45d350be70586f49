"""Where periods start and end, compared with an independent computation on Python's own zones."""

import calendar
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from credits import ledger
from credits.models import Account, Period
from tenants.models import Tenant
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db

ANCHORS = (1, 15, 29, 30, 31)
ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
# Zones whose clocks change at midnight: it is missing on some days and comes twice on others.
ODD_ZONES = ("America/Havana", "Asia/Beirut", "America/Santiago", "Africa/Cairo")


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant whose local date is the day or later, found by looking at the clock."""
    before = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    after = before + timedelta(hours=32)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        before, after = (before, middle) if middle.astimezone(zone).date() >= day else (middle, after)
    return after


def boundaries(anchor: int, zone: ZoneInfo, years: range) -> list[datetime]:
    days = [
        date(year, month, min(anchor, calendar.monthrange(year, month)[1])) for year in years for month in range(1, 13)
    ]
    return [start_of_day(day, zone) for day in days]


def bounds(anchor: int, zone: str, at: datetime) -> tuple[datetime, datetime]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT starts_at, ends_at FROM credits_bounds(%s, %s, %s, NULL, NULL)", (anchor, zone, at))
        starts_at, ends_at = cursor.fetchone()
        return starts_at, ends_at


@pytest.mark.parametrize("zone", ZONES + ODD_ZONES)
@pytest.mark.parametrize("anchor", ANCHORS)
def test_bounds_are_midnights_of_the_anchor_day_in_the_tenants_zone(anchor, zone):
    expected = boundaries(anchor, ZoneInfo(zone), range(2023, 2030))
    for start, end in pairwise(expected):
        for at in (start, start + timedelta(seconds=1), start + (end - start) / 2, end - timedelta(microseconds=1)):
            assert bounds(anchor, zone, at) == (start, end), at


def test_the_table_covers_leap_years_and_days_without_a_midnight():
    london, beirut, havana = ZoneInfo("Europe/London"), ZoneInfo("Asia/Beirut"), ZoneInfo("America/Havana")
    assert start_of_day(date(2028, 2, 29), london) == datetime(2028, 2, 29, tzinfo=UTC)
    assert start_of_day(date(2026, 3, 29), beirut).astimezone(beirut).hour == 1
    assert start_of_day(date(2026, 11, 1), havana).astimezone(havana).fold == 0
    assert bounds(29, "UTC", datetime(2028, 2, 29, tzinfo=UTC))[0] == datetime(2028, 2, 29, tzinfo=UTC)
    assert bounds(29, "UTC", datetime(2027, 2, 28, tzinfo=UTC))[0] == datetime(2027, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_year_of_periods_follows_the_anchor_without_gap_or_overlap(anchor, zone):
    account = make_tenant(zone=zone, anchor_day=anchor).account
    at = datetime(2027, 11, 20, 12, tzinfo=UTC)
    for _ in range(16):
        at = ledger.open_period(account, at=at).ends_at
    opened = list(Period.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    expected = boundaries(anchor, ZoneInfo(zone), range(2027, 2030))
    assert opened == [pair for pair in pairwise(expected) if opened[0][0] <= pair[0] < opened[-1][1]]
    assert len(opened) == 16


def move(account: Account, *, zone: str | None = None, anchor: int | None = None) -> None:
    if zone:
        Tenant.objects.filter(pk=account.pk).update(time_zone=zone)
    if anchor:
        Account.objects.filter(pk=account.pk).update(anchor_day=anchor)


def month(account: Account, year: int, number: int, day: int, hour: int = 0) -> tuple[datetime, datetime]:
    period = ledger.open_period(account, at=datetime(year, number, day, hour, tzinfo=UTC))
    return period.starts_at, period.ends_at


def test_a_new_anchor_applies_when_the_open_period_ends(account):
    before = month(account, 2026, 11, 24)
    move(account, anchor=15)
    assert month(account, 2026, 11, 25) == before
    assert month(account, 2026, 12, 3) == (datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 15, tzinfo=UTC))
    assert month(account, 2026, 12, 15) == (datetime(2026, 12, 15, tzinfo=UTC), datetime(2027, 1, 15, tzinfo=UTC))


def test_a_new_zone_to_the_east_applies_when_the_open_period_ends(account):
    before = month(account, 2026, 11, 24)
    move(account, zone="Pacific/Auckland")
    assert month(account, 2026, 11, 30, 23) == before
    assert month(account, 2026, 12, 1) == (datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 31, 11, tzinfo=UTC))


def test_a_new_zone_to_the_west_joins_the_hours_between_to_the_next_month(account):
    month(account, 2026, 11, 24)
    move(account, zone="America/New_York")
    expected = (datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, 5, tzinfo=UTC))
    assert month(account, 2026, 12, 1, 3) == expected
    assert month(account, 2026, 12, 1, 6) == expected


def test_moving_the_zone_every_day_grants_nothing_extra(account):
    at = datetime(2026, 11, 1, tzinfo=UTC)
    for day in range(365):
        move(account, zone=("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata")[day % 3])
        ledger.open_period(account, at=at + timedelta(days=day))
    assert Period.objects.count() <= 13


def test_an_earlier_instant_than_the_first_period_gets_a_period_that_ends_where_that_begins(account):
    month(account, 2026, 12, 1)
    move(account, zone="America/New_York")
    assert month(account, 2026, 11, 30, 23) == (
        datetime(2026, 11, 1, 4, tzinfo=UTC),
        datetime(2026, 12, 1, tzinfo=UTC),
    )


def test_a_zone_that_the_database_does_not_know_counts_as_utc(account):
    move(account, zone="Mars/Olympus")
    assert month(account, 2026, 11, 24) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
