"""A month's chart: every day in its place, on a scale that people read."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credits.models import Day, Period
from inspire.pages import day_chart, months

NOVEMBER = Period(
    id=7, starts_at=datetime(2026, 11, 1, tzinfo=UTC), ends_at=datetime(2026, 12, 1, tzinfo=UTC), time_zone="UTC"
)


def lines_of(today, *rows):
    return day_chart.day_lines(NOVEMBER, rows, today=today)


def row(day, used, *, runs=1, funding="credits", period=7):
    return Day(period_id=period, day=date(2026, 11, day), funding=funding, runs=runs, used=used)


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (2, 2), (3, 4), (9, 10), (10, 10), (21, 30), (41, 50), (61, 80), (81, 100)]
)
def test_the_scale_ends_at_a_round_figure(most, top):
    assert day_chart.nice_top(most) == top


@given(st.integers(0, 2**31))
def test_the_scale_holds_the_most_and_wastes_at_most_half(most):
    top = day_chart.nice_top(most)
    assert most <= top <= max(2 * most, 1)
    assert top == 1 or top % 2 == 0


def test_days_of_another_month_are_not_drawn_in_this_one():
    assert [line.used for line in lines_of(date(2026, 11, 30), row(3, 5), row(4, 9, period=8))][2:4] == [5, 0]


def test_bars_fill_the_plot_side_by_side_and_none_leaves_it():
    chart = day_chart.credits_chart(lines_of(date(2026, 11, 30), row(1, 1), row(2, 4000)))
    places = [float(bar.x[:-1]) for bar in chart.bars]
    assert places == sorted(places)
    for bar in chart.bars:
        assert bar.height
        assert 0 <= float(bar.x[:-1]) <= float(bar.x[:-1]) + float(bar.width[:-1]) <= 100
        assert float(bar.y[:-1]) + float(bar.height[:-1]) == pytest.approx(100)
    assert chart.bars[0].height == f"{day_chart.LEAST:.3f}%", "one credit is seen beside thousands"
    assert not chart.bars[0].is_zero
    assert chart.bars[2].is_zero


@pytest.mark.parametrize("today", range(1, 31))
def test_today_is_named_and_no_label_runs_into_it(today):
    labels = day_chart.labels(lines_of(date(2026, 11, today)))
    assert [label.text for label in labels if label.is_today] == ["Today"]
    places = [float(label.x[:-1]) for label in labels]
    assert all(later - earlier > 3 * 100 / 30 for earlier, later in pairwise(places))


def test_a_past_month_has_every_weeks_first_day_below_it():
    labels = day_chart.labels(lines_of(date(2027, 1, 1)))
    assert [label.text for label in labels] == ["1 Nov", "8", "15", "22", "29"]


@pytest.mark.parametrize(
    ("first", "end", "zone", "name"),
    [
        ("2026-11-01", "2026-12-01", "UTC", "November 2026"),
        ("2028-02-01", "2028-03-01", "UTC", "February 2028"),
        ("2026-11-15", "2026-12-15", "UTC", "15 November to 14 December 2026"),
        ("2026-12-31", "2027-01-31", "UTC", "31 December 2026 to 30 January 2027"),
        ("2026-11-01", "2026-11-15", "UTC", "1 November to 14 November 2026"),
        ("2026-11-01", "2027-01-01", "UTC", "1 November to 31 December 2026"),
        ("2026-10-31T15:00", "2026-11-30T15:00", "Asia/Tokyo", "November 2026"),
    ],
)
def test_a_month_is_called_by_its_name_where_it_is_a_calendar_month(first, end, zone, name):
    starts_at, ends_at = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (first, end))
    assert months.name_of(Period(starts_at=starts_at, ends_at=ends_at, time_zone=zone)) == name


def test_a_month_across_a_change_of_the_clocks_has_each_day_once():
    berlin = Period(
        id=7,
        starts_at=datetime(2026, 9, 30, 22, tzinfo=UTC),
        ends_at=datetime(2026, 10, 31, 23, tzinfo=UTC),
        time_zone="Europe/Berlin",
    )
    days = [line.day.day for line in day_chart.day_lines(berlin, [], today=date(2026, 10, 9))]
    assert days == list(range(1, 32))
