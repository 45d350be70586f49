"""Scales: every value has its place, and what is written beside the plot is round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.charts import scales, times
from ai_ops.charts.amounts import MINUS
from ai_ops.charts.scales import tick_text

values = st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=20)


@given(values)
def test_a_scale_holds_every_value_between_its_first_and_last_tick(found):
    scale = scales.around(found)
    assert all(0 <= scale.place(value) <= 1 for value in found)
    assert scale.ticks[0] == scale.low < scale.high == scale.ticks[-1]
    assert 2 <= len(scale.ticks) <= scales.MOST_TICKS
    assert len({tick_text(each, scale) for each in scale.ticks}) == len(scale.ticks)


@given(values.filter(lambda found: len(found) > 1))
def test_a_greater_value_stands_at_a_greater_place(found):
    scale = scales.around(found)
    places = [scale.place(value) for value in sorted(found)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("found", "ticks"),
    [
        ([13, 98], ["0", "25", "50", "75", "100"]),
        ([0, 1], ["0", "0.25", "0.50", "0.75", "1.00"]),
        ([-4, 3.5], ["-4", "-2", "0", "2", "4"]),
        ([0.012, 0.018], ["0.012", "0.014", "0.016", "0.018"]),
        ([114_000, 121_000], ["114,000", "116,000", "118,000", "120,000", "122,000"]),
        ([0, 3_100_000], ["0", "1M", "2M", "3M", "4M"]),
        ([7, 7, 7], ["6.0", "6.5", "7.0", "7.5", "8.0"]),
        ([], ["-0.10", "-0.05", "0", "0.05", "0.10"]),
    ],
)
def test_ticks_are_round_and_begin_at_zero_where_it_is_near(found, ticks):
    scale = scales.around(found)
    assert [tick_text(each, scale).replace(MINUS, "-") for each in scale.ticks] == ticks


@given(st.integers(-60_000_000_000, 200_000_000_000), st.integers(1, 40_000_000_000))
def test_moments_are_few_in_order_and_between_the_two_ends(first, span):
    found = times.moments(first, first + span)
    seconds = [each.seconds for each in found]
    assert len(found) <= times.MOST + 1
    assert seconds == sorted(set(seconds))
    assert all(first <= each <= first + span for each in seconds)


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        ("2012-01-01", "2015-12-31", ["2012", "2013", "2014", "2015"]),
        ("2026-03-28", "2026-09-02", ["Apr 2026", "May", "Jun", "Jul", "Aug", "Sep"]),
        ("2026-03-28", "2026-04-03", ["28 Mar", "30 Mar", "1 Apr", "3 Apr"]),
        ("2026-03-28T22:10:00", "2026-03-29T02:50:00", ["23:00", "29 Mar", "01:00", "02:00"]),
    ],
)
def test_moments_are_written_as_exactly_as_they_are_apart(first, last, texts):
    ends = times.seconds_of([first, last])
    assert ends
    assert [each.text for each in times.moments(*ends)] == texts


@pytest.mark.parametrize("labels", [["1", "2"], ["2026-01-02", "2026-01-01"], ["2026-01-01"], [], ["a", "2026-01-01"]])
def test_labels_that_are_no_moments_in_order_are_no_times(labels):
    assert times.seconds_of(labels) is None
