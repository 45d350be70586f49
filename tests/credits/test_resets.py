"""The monthly reset: by beat, late, twice, on two beats at once, or by the first use alone."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Count, Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from credits import ledger, proof
from credits.ledger import Result
from credits.models import Account, Day, Entry, Period, Plan
from tenants.models import Tenant
from tests.credits.conftest import NOW, all_at_once, hold
from tests.credits.test_calendar import boundaries, bounds, start_of_day
from tests.factories import make_plan, make_tenant

NOVEMBER_ENDS = datetime(2026, 12, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# With half hours, quarters, clocks that change at midnight, a day that was left out (Apia, 2011),
# and both ends of the date line.
ZONES = (
    *("UTC", "Europe/London", "America/New_York", "America/Santiago", "America/Havana", "America/St_Johns"),
    *("Africa/Cairo", "Asia/Beirut", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"),
    *("Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago"),
)


@pytest.mark.django_db
@settings(max_examples=300, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    anchor=st.integers(1, 31),
    at=st.datetimes(datetime(2011, 2, 1), datetime(2037, 11, 30), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_any_instant_lies_between_the_two_midnights_that_pythons_clock_finds(zone, anchor, at):
    known = boundaries(anchor, ZoneInfo(zone), range(at.year - 1, at.year + 2))
    expected = next((start, end) for start, end in pairwise(known) if start <= at < end)
    assert bounds(anchor, zone, at) == expected


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(zone=st.sampled_from(ZONES), anchor=st.integers(1, 31), year=st.integers(2012, 2037), month=st.integers(0, 11))
def test_a_boundary_itself_belongs_to_the_month_that_it_begins(zone, anchor, year, month):
    known = boundaries(anchor, ZoneInfo(zone), range(year - 1, year + 1))
    last, start, end = known[month + 10 : month + 13]
    assert bounds(anchor, zone, start) == (start, end)
    assert bounds(anchor, zone, start - SECOND) == (last, start)


def due_account(*, zone: str = "UTC", anchor: int = 1, plan: str = "essentials") -> Account:
    """Return an account whose November is open and used in part."""
    account = make_tenant(zone=zone, anchor_day=anchor, plan=plan).account
    ledger.reserve(account, hold(30), at=NOW)
    return account


def months(account: Account) -> list[tuple[datetime, datetime, int]]:
    return [
        *Period.objects.filter(account=account).order_by("starts_at").values_list("starts_at", "ends_at", "granted")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("late", [timedelta(), timedelta(minutes=59), timedelta(days=12), timedelta(days=30)])
def test_a_late_reset_opens_the_month_from_its_beginning(late):
    account = due_account()
    assert ledger.open_due_periods(at=NOVEMBER_ENDS + late) == 1
    assert months(account)[1] == (NOVEMBER_ENDS, datetime(2027, 1, 1, tzinfo=UTC), 100)
    assert Entry.objects.latest("id").created_at == NOVEMBER_ENDS + late


@pytest.mark.django_db
def test_a_reset_a_moment_before_midnight_opens_nothing():
    due_account()
    assert ledger.open_due_periods(at=NOVEMBER_ENDS - timedelta(microseconds=1)) == 0


@pytest.mark.django_db
def test_beats_of_every_hour_over_a_month_end_grant_once():
    account = due_account()
    opened = [ledger.open_due_periods(at=NOVEMBER_ENDS + timedelta(hours=hour)) for hour in range(-24, 24)]
    assert (sum(opened), opened.index(1)) == (1, 24)
    assert Entry.objects.filter(period__account=account, kind="grant").count() == 2


@pytest.mark.django_db
def test_each_tenant_is_reset_at_its_own_midnight():
    places = {"Pacific/Kiritimati": -14, "Asia/Kolkata": -5.5, "UTC": 0, "America/New_York": 5, "Pacific/Pago_Pago": 11}
    accounts = {zone: due_account(zone=zone) for zone in places}
    for zone, hours in places.items():
        midnight = NOVEMBER_ENDS + timedelta(hours=hours)
        ledger.open_due_periods(at=midnight - SECOND)
        assert len(months(accounts[zone])) == 1, zone
        ledger.open_due_periods(at=midnight)
        assert months(accounts[zone])[1][0] == midnight, zone
    assert proof.find_differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize("missed", [1, 2, 11, 40])
def test_a_missed_month_grants_nothing_extra(missed):
    account = due_account()
    at = datetime(2026 + (10 + missed) // 12, (10 + missed) % 12 + 1, 15, tzinfo=UTC)
    ledger.open_due_periods(at=at)
    (_, november), (start, december) = [(start, granted) for start, _, granted in months(account)]
    assert (november, december, start.month) == (100, 100, at.month)
    assert ledger.open_period(account, at=at).remaining == 100
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_an_account_that_beat_never_sees_is_reset_by_its_first_use():
    account = due_account()
    outcome = ledger.reserve(account, hold(100), at=NOVEMBER_ENDS)
    assert (outcome.result, outcome.remaining) == (Result.HELD, 0)
    assert ledger.open_due_periods(at=NOVEMBER_ENDS) == 0
    assert len(months(account)) == 2


@pytest.mark.django_db
def test_a_waiting_downgrade_comes_with_the_reset_and_is_done_with():
    account = due_account(plan="professional")
    ledger.change_plan(account, make_plan("essentials"), at=NOW)
    ledger.open_due_periods(at=NOVEMBER_ENDS)
    account.refresh_from_db()
    assert (account.plan.slug, account.next_plan, months(account)[1][2]) == ("essentials", None, 100)
    ledger.open_due_periods(at=NOVEMBER_ENDS + timedelta(days=31))
    assert months(account)[2][2] == 100


@pytest.mark.django_db
def test_a_plan_with_no_credits_still_gets_its_month_and_its_grant():
    account = make_tenant().account
    make_plan("essentials")
    Plan.objects.update(credits=0)
    ledger.open_due_periods(at=NOW)
    assert months(account)[0][2] == 0
    assert ledger.reserve(account, hold(1), at=NOW).result == Result.INSUFFICIENT
    assert proof.find_differences() == []


# What began before midnight


@pytest.mark.django_db
@pytest.mark.parametrize("close", [ledger.settle, ledger.void])
def test_a_run_held_before_midnight_closes_in_its_own_month(close):
    account = make_tenant().account
    request = hold(20)
    ledger.reserve(account, request, at=NOVEMBER_ENDS - SECOND)
    ledger.open_due_periods(at=NOVEMBER_ENDS)
    close(request.reference, at=NOVEMBER_ENDS + timedelta(minutes=2))
    november, december = Period.objects.order_by("starts_at")
    assert (november.held, november.used) == (0, 20 if close is ledger.settle else 0)
    assert (december.held, december.used, december.remaining) == (0, 0, 100)
    assert proof.find_differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("UTC", datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), date(2026, 11, 30)),
        ("Asia/Kolkata", datetime(2026, 11, 29, 18, 30, tzinfo=UTC), date(2026, 11, 30)),
        ("America/New_York", datetime(2026, 12, 1, 4, 59, tzinfo=UTC), date(2026, 11, 30)),
        ("Pacific/Kiritimati", datetime(2026, 11, 30, 9, 59, tzinfo=UTC), date(2026, 11, 30)),
    ],
)
def test_a_run_counts_for_the_local_day_on_which_it_began(zone, at, day):
    account = make_tenant(zone=zone).account
    request = hold(20)
    ledger.reserve(account, request, at=at)
    ledger.settle(request.reference, at=at + timedelta(hours=30))
    found = Day.objects.get()
    assert (found.day, found.period.starts_at <= at < found.period.ends_at, found.used) == (day, True, 20)


@pytest.mark.django_db
def test_days_go_by_the_zone_of_their_month_though_the_tenant_moves():
    account = make_tenant(zone="America/New_York").account
    request = hold(5)
    ledger.reserve(account, request, at=datetime(2026, 11, 24, 3, tzinfo=UTC))
    Tenant.objects.update(time_zone="Asia/Tokyo")
    ledger.settle(request.reference, at=datetime(2026, 11, 24, 4, tzinfo=UTC))
    assert Day.objects.get().day == date(2026, 11, 23)
    assert proof.find_differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["America/Santiago", "Africa/Cairo", "Asia/Beirut", "America/Havana"])
def test_a_day_without_a_midnight_and_one_with_two_count_each_run_once(zone):
    here = ZoneInfo(zone)
    account = make_tenant(zone=zone, plan="enterprise").account
    expected = dict[date, int]()
    for day in days_of_change(here):
        for minutes in (-61, -1, 0, 30, 61):
            at = start_of_day(day, here) + timedelta(minutes=minutes)
            request = hold(1)
            ledger.reserve(account, request, at=at)
            ledger.settle(request.reference, at=at + timedelta(hours=2))
            local = at.astimezone(here).date()
            expected[local] = expected.get(local, 0) + 1
    assert {found.day: found.runs for found in Day.objects.all()} == expected
    assert proof.find_differences() == []


def days_of_change(zone: ZoneInfo) -> list[date]:
    """Return the days of 2026 in or before which the clocks change."""
    noon = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(1, 365)]
    return [
        at.astimezone(zone).date()
        for at in noon
        if at.astimezone(zone).utcoffset() != (at - timedelta(days=1)).astimezone(zone).utcoffset()
    ]


# Changes that wait for the month's end


@pytest.mark.django_db
def test_a_new_zone_or_anchor_waits_for_the_reset_and_moves_no_month_that_is_open():
    account = due_account()
    before = months(account)
    Tenant.objects.update(time_zone="America/Santiago")
    Account.objects.update(anchor_day=31)
    ledger.open_due_periods(at=NOVEMBER_ENDS - SECOND)
    assert months(account) == before
    ledger.open_due_periods(at=NOVEMBER_ENDS)
    assert months(account)[1][:2] == (NOVEMBER_ENDS, start_of_day(date(2026, 12, 31), ZoneInfo("America/Santiago")))


@pytest.mark.django_db
def test_the_29th_is_kept_in_a_leap_february_and_clamped_in_others():
    account = make_tenant(anchor_day=29).account
    for at in (datetime(2027, 3, 1, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)):
        ledger.open_due_periods(at=at)
    starts = [start for start, _, _ in months(account)]
    assert starts == [datetime(2027, 2, 28, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC)]


# Many at once


@pytest.mark.django_db
def test_more_accounts_than_a_chunk_holds_are_opened_in_two():
    make_plan()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tenants_tenant (id, slug, name, time_zone, is_demo, created_at)"
            " SELECT gen_random_uuid(), 'many-' || number, 'Many', 'UTC', false, %(at)s"
            " FROM generate_series(1, %(count)s) AS number;"
            " INSERT INTO credits_account (tenant_id, plan_id, anchor_day, created_at)"
            " SELECT id, (SELECT id FROM credits_plan WHERE slug = 'essentials'), 1, %(at)s FROM tenants_tenant",
            {"count": ledger.CHUNK + 1, "at": NOW},
        )
    assert ledger.open_due_periods(at=NOW) == ledger.CHUNK + 1
    assert Entry.objects.aggregate(count=Count("reference", distinct=True), sum=Sum("credits")) == {
        "count": ledger.CHUNK + 1,
        "sum": 100 * (ledger.CHUNK + 1),
    }
    assert ledger.open_due_periods(at=NOW) == 0
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_a_reset_takes_as_many_queries_for_many_accounts(django_assert_num_queries):
    for _ in range(12):
        due_account()
    with django_assert_num_queries(2):
        ledger.open_due_periods(at=NOVEMBER_ENDS)


def test_two_beats_at_once_grant_once(own_connections):
    accounts = [due_account() for _ in range(30)]
    opened = all_at_once(lambda size: ledger.open_due_periods(at=NOVEMBER_ENDS, chunk=size), [3, 4, 7, 100])
    ledger.open_due_periods(at=NOVEMBER_ENDS)
    assert sum(opened) <= 30
    assert [len(months(each)) for each in accounts] == [2] * 30
    assert Entry.objects.filter(kind="grant", created_at=NOVEMBER_ENDS).count() == 30
    assert proof.find_differences() == []


def test_reserves_go_on_while_beats_reset_and_each_is_held_in_the_month_of_its_instant(own_connections):
    accounts = [due_account() for _ in range(12)]

    def act(number: int) -> int:
        if number < 2:
            return ledger.open_due_periods(at=NOVEMBER_ENDS, chunk=5)
        at = NOVEMBER_ENDS - SECOND * (number % 2)
        return sum(ledger.reserve(each, hold(1), at=at).is_open for each in accounts)

    results = all_at_once(act, range(12))
    assert results[2:] == [12] * 10
    for each in accounts:
        november, december = Period.objects.filter(account=each).order_by("starts_at")
        assert (november.held, december.held, december.granted) == (35, 5, 100)
    assert proof.find_differences() == []


def test_an_upgrade_and_a_reset_at_once_end_on_the_larger_plan_with_its_credits(own_connections):
    accounts = [due_account() for _ in range(10)]
    plan = make_plan("professional")

    def act(number: int):
        if number == 0:
            return ledger.open_due_periods(at=NOVEMBER_ENDS, chunk=1)
        return ledger.change_plan(accounts[number - 1], plan, at=NOVEMBER_ENDS)

    all_at_once(act, range(11))
    assert [months(each)[1][2] for each in accounts] == [500] * 10
    assert proof.find_differences() == []
