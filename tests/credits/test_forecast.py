"""How long credits last: by the pace of recent days, and silent where there is too little to go by."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credits.forecast import Forecast, forecast, pace

TODAY = date(2026, 11, 15)
LAST = date(2026, 11, 30)
LONG_AGO = date(2026, 1, 1)

weeks = st.lists(st.integers(0, 1000), min_size=0, max_size=40)


def days_before_today(*used):
    """Return what was used on the days before today, the last of them yesterday."""
    return {TODAY - timedelta(days=len(used) - place): credits for place, credits in enumerate(used)}


def look(used, *, remaining=100, since=LONG_AGO):
    return forecast(used, since=since, today=TODAY, remaining=remaining, last_day=LAST)


def test_credits_last_as_long_as_the_pace_of_recent_days_says():
    used = days_before_today(*[4] * 28)
    assert look(used, remaining=10) == Forecast(Fraction(4), date(2026, 11, 17))
    assert look(used, remaining=3) == Forecast(Fraction(4), TODAY)


@pytest.mark.parametrize(("remaining", "until"), [(63, LAST), (64, None), (2_000_000_000, None)])
def test_credits_that_last_past_the_months_end_are_enough(remaining, until):
    assert look(days_before_today(*[4] * 28), remaining=remaining).until == until


def test_one_busy_day_does_not_frighten():
    assert pace(days_before_today(*[2] * 27, 500), since=LONG_AGO, today=TODAY) == 2


def test_quiet_days_count():
    week = (10, 10, 10, 10, 10, 0, 0)
    assert pace(days_before_today(*week * 4), since=LONG_AGO, today=TODAY) == Fraction(50, 7)


def test_only_the_last_four_weeks_before_today_count():
    used = {TODAY - timedelta(days=29): 900, TODAY: 900, **days_before_today(*[3] * 28)}
    assert pace(used, since=LONG_AGO, today=TODAY) == 3


def test_days_before_the_account_are_no_quiet_days():
    used = days_before_today(*[6] * 7)
    assert pace(used, since=TODAY - timedelta(days=7), today=TODAY) == 6
    assert pace(used, since=LONG_AGO, today=TODAY) == Fraction(6, 4)


@pytest.mark.parametrize(
    ("used", "since"),
    [
        ([5] * 6, TODAY - timedelta(days=6)),
        ([5, 5], LONG_AGO),
        ([], LONG_AGO),
        ([5] * 28, TODAY),
        ([5] * 28, TODAY + timedelta(days=1)),
    ],
    ids=["six days old", "used twice", "never used", "opened today", "opened tomorrow, in another zone"],
)
def test_too_few_days_forecast_nothing(used, since):
    assert look(days_before_today(*used), since=since) is None


def test_nothing_is_forecast_where_nothing_remains():
    assert look(days_before_today(*[5] * 28), remaining=0) is None


@given(weeks, st.integers(1, 10**9), st.integers(0, 10**6))
def test_more_credits_never_run_out_sooner(used, remaining, more):
    fewer, many = (look(days_before_today(*used), remaining=each) for each in (remaining, remaining + more))
    assert (fewer is None) == (many is None)
    if fewer and many:
        assert TODAY <= (fewer.until or date.max) <= (many.until or date.max)


@given(weeks, st.integers(1, 10**4))
def test_a_quicker_pace_never_lasts_longer(used, remaining):
    slow = look(days_before_today(*used), remaining=remaining)
    quick = look(days_before_today(*[2 * each for each in used]), remaining=remaining)
    if slow and quick:
        assert quick.credits_a_day == 2 * slow.credits_a_day
        assert (quick.until or date.max) <= (slow.until or date.max)
