"""What is analysed: the columns and days that were asked for, under aliases in the table's order."""

from datetime import date

import polars as pl
import pytest

from ai_ops.base import NothingToAskError
from ai_ops.operations.analysis import preparing
from ai_ops.operations.analysis.inputs import AnalysisInput
from connectors import frames
from tests.ai_ops.analysis.tables import case, source_of


def asked(**inputs):
    return AnalysisInput(source="data", **inputs)


def frame_of(name="Shop", **inputs):
    return preparing.read_part(asked(**inputs), case(name).source)[0].frame


def refusal(source, **inputs):
    with pytest.raises(NothingToAskError) as caught:
        preparing.prepare(asked(**inputs), source)
    return str(caught.value)


def test_the_asked_columns_and_that_of_times_are_kept_in_the_tables_order():
    assert frame_of(columns=["sales", "visits"]).columns == ["hour", "visits", "sales"]


def test_both_days_of_a_period_are_included():
    hours = frame_of(since=date(2026, 1, 3), until=date(2026, 1, 4))["hour"]
    assert (str(hours.min()), str(hours.max())) == ("2026-01-03 00:00:00", "2026-01-04 23:00:00")


def test_a_period_may_be_open_at_either_end():
    assert str(frame_of(since=date(2026, 1, 14))["hour"].min()) == "2026-01-14 00:00:00"
    assert str(frame_of(until=date(2026, 1, 1))["hour"].max()) == "2026-01-01 23:00:00"
    assert frame_of(until=date.max).height == case("Shop").table.frame.height


def test_a_period_without_rows_says_which_days_there_are():
    assert refusal(case("Shop").source, since=date(2025, 5, 1), until=date(2025, 5, 31)) == (
        "There are no rows from 1 May 2025 until 31 May 2025: the data has rows from 1 January 2026 to "
        "14 January 2026. Choose days of it."
    )


def test_a_period_of_data_without_times_is_refused_in_words():
    source = source_of(frames.from_frame(pl.DataFrame({"weight": range(20)})))
    assert "no column of times" in refusal(source, since=date(2026, 1, 1))


def test_rows_without_a_time_lie_in_no_period():
    table = frames.from_frame(
        pl.DataFrame({"day": [date(2026, 1, 1), date(2026, 1, 2), None] * 9, "weight": range(27)})
    )
    part, _ = preparing.read_part(asked(since=date(2026, 1, 1)), source_of(table))
    assert part.frame.height == 18


def test_times_that_are_all_missing_leave_nothing_to_choose_from():
    table = frames.from_frame(pl.DataFrame({"day": pl.Series([None] * 9, dtype=pl.Date), "weight": range(9)}))
    assert "no row has a time that can be read" in refusal(source_of(table), since=date(2026, 1, 1))


def test_seven_rows_are_too_few_and_eight_are_not():
    frame = pl.DataFrame({"weight": [3.0, 1, 4, 1, 5, 9, 2, 6]})
    assert "There are 7 rows to analyse" in refusal(source_of(frames.from_frame(frame.head(7))))
    assert preparing.prepare(asked(), source_of(frames.from_frame(frame))).profile.rows == 8


def test_columns_that_are_all_gone_are_refused_in_words():
    assert "None of the columns" in refusal(case("Shop").source, columns=["revenue"])


def test_aliases_count_the_columns_of_the_part():
    prepared = preparing.prepare(asked(columns=["wait", "visits"]), case("Shop").source)
    assert prepared.aliases == {"hour": "f1", "visits": "f2", "wait": "f3"}


def test_years_order_rows_only_while_there_are_enough_of_them():
    table = frames.from_frame(pl.DataFrame({"year": list(range(2000, 2020)) * 4, "jobs": range(80)}))
    assert preparing.prepare(asked(), source_of(table)).profile.time == "year"
    few = preparing.prepare(asked(since=date(2017, 1, 1)), source_of(table))
    assert (few.profile.rows, few.profile.time) == (12, "")


def test_the_same_data_gives_the_same_facts_again():
    assert preparing.prepare(asked(), case("Traffic").source).facts == case("Traffic").prepared.facts
