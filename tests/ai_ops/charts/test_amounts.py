"""Numbers and moments, as a reader sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.charts import amounts

MINUS = amounts.MINUS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1234.0, "1,234"),
        (-5.0, f"{MINUS}5"),
        (16.95, "16.95"),
        (1890.921, "1,891"),
        (0.88634, "0.8863"),
        (0.0000123, "0.0000123"),
        (123_456_789.0, "123,456,789"),
        (1e18, "1e+18"),
        (-2.10000000001, f"{MINUS}2.1"),
    ],
)
def test_a_number_has_four_digits_or_all_of_a_whole_one(value, text):
    assert amounts.number(value) == text


@given(st.floats())
def test_every_number_has_words(value):
    assert amounts.number(value)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.5, "€", "€12.50"),
        (-3.0, "$", f"{MINUS}$3"),
        (12.0, "%", "12 %"),
        (1.0, "rows", "1 row"),
        (48.0, "rows", "48 rows"),
        (2.0, "steps", "2 steps"),
        (16.95, "", "16.95"),
        (3.0, "kg", "3 kg"),
    ],
)
def test_a_unit_stands_where_readers_expect_it(value, unit, text):
    assert amounts.with_unit(value, unit) == text


@pytest.mark.parametrize(
    ("moment", "step", "text"),
    [
        ("2015-04-27", "day", "27 April 2015"),
        ("2010-03-14T04:00:00", "hour", "14 March 2010, 04:00"),
        ("2008-12-01", "month", "December 2008"),
        ("2008-01-01", "year", "2008"),
        ("17", "", "17"),
        ("", "", ""),
    ],
)
def test_a_moment_is_as_exact_as_the_data(moment, step, text):
    assert amounts.moment(moment, step=step) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(7200, "2 hours"), (3600, "60 minutes"), (90, "90 seconds"), (432_000, "5 days"), (1, "1 second")],
)
def test_a_duration_is_told_in_its_largest_unit(seconds, text):
    assert amounts.duration(seconds) == text
