from datetime import date, datetime

import pytest

from connectors import showing


def at(hour: int, minute: int, second: int = 0) -> datetime:
    """Return a moment as frames hold it: in UTC, without saying so."""
    return datetime(2026, 11, 24, hour, minute, second)  # noqa: DTZ001 - see above


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (1234567, "1,234,567"),
        (date(2026, 11, 24), "2026-11-24"),
        (at(8, 5), "2026-11-24 08:05"),
        (at(8, 5, 7), "2026-11-24 08:05:07"),
        ("  two \n words\u202e ", "two words"),
        ("x" * 121, "x" * 120 + "…"),
    ],
)
def test_a_value_is_shown_as_people_read_it(value, text):
    assert showing.show(value) == text


@pytest.mark.parametrize(
    ("values", "decimals"),
    [([1.0, 2.0], 0), ([1.5, 2.25, None], 2), ([1e-9], 0), ([0.1 + 0.2], 1), ([3, None], 0), ([], 0)],
)
def test_the_numbers_of_a_column_have_as_many_decimals_as_they_need(values, decimals):
    assert showing.decimals_of(values) == decimals


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (-1.5, -1.5),
        (at(8, 5), "2026-11-24T08:05:00"),
        ("=1", "=1"),
    ],
)
def test_a_value_goes_into_a_file_whole(value, cell):
    assert showing.for_csv(value) == cell
