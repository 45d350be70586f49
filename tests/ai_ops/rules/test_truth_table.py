"""What docs/rules.md says of operators, types and nulls, held against both evaluators."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from ai_ops.rules import judging, scanning, sweeping, timeline
from ai_ops.rules.model import Logic, Rule
from ai_ops.rules.outcomes import Outcome, join, join_all
from ai_ops.rules.state import Memory
from connectors.frames import Table
from connectors.kinds.base import Field, Kind
from tests.ai_ops.rules import documented, past

AT = [datetime(2026, 1, 1), datetime(2026, 1, 1, 0, 1)]  # noqa: DTZ001 - tables hold no zones
GIVEN = {
    "5": pl.Series([5, 5]),
    "3": pl.Series([3.0, 3.0]),
    '"Open"': pl.Series(["Open", "Open"]),
    "yes": pl.Series([True, True]),
    "2026-03-01": pl.Series([AT[0].date()] * 2),
    "null": pl.Series([None, None], dtype=pl.Float64),
    "a list": pl.Series([[1], [1]]),
}
VALUES = {
    "itself": ("field", "x"),
    "an empty field": ("field", "empty"),
    "a field that is not there": ("field", "gone"),
    "yes": ("bool", True),
}
LOGICS: tuple[Logic, ...] = ("ALL", "ANY")
HEADER, ROWS = documented.table("truth")
CELLS = [(row[0], given, expected) for row in ROWS for given, expected in zip(HEADER[1:], row[1:], strict=True)]


def condition(words):
    op, _, value = words.partition(" ")
    if not value:
        return past.condition(field="x", op=op)
    kind, literal = VALUES.get(value) or (("text", value[1:-1]) if '"' in value else ("number", float(value)))
    return past.condition(field="x", op=op, value_kind=kind, value=literal)


def two_rows(given):
    frame = pl.DataFrame({"at": AT, "x": GIVEN[given], "empty": pl.Series([None, None], dtype=pl.String)})
    return timeline.of(Table(frame, (Field("at", Kind.TIME),)), "at")


def row_by_row(one, rows):
    memory, outcomes = Memory(), []
    for _, row in rows.rows():
        found = judging.judge(one, row, memory=memory, clear=None)
        memory = found.memory
        outcomes.append(found.on)
    return outcomes


@pytest.mark.parametrize(("words", "given", "expected"), CELLS, ids=str)
def test_an_operator_says_of_a_value_what_the_page_says(words, given, expected):
    one, rows = condition(words), two_rows(given)
    assert row_by_row(one, rows)[1].name.lower() == expected
    assert Outcome(sweeping.sweep_one(one, rows).on[1]).name.lower() == expected


@pytest.mark.parametrize("row", documented.table("logic")[1], ids=lambda row: row[0])
def test_conditions_are_joined_as_the_page_says(row):
    pair = [Outcome[each.strip().upper()] for each in row[0].split(",")]
    for order in (pair, pair[::-1]):
        arrays = [pl.Series([int(each)], dtype=pl.Int8).to_numpy() for each in order]
        for logic, expected in zip(LOGICS, row[1:], strict=True):
            assert join(logic, order).name.lower() == expected
            assert Outcome(join_all(logic, arrays)[0]).name.lower() == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([12, 13], ["FALSE", "FALSE"]),
        ([10, 12, 13], ["FALSE", "TRUE", "TRUE"]),
        ([9, 12, None, 12], ["FALSE", "TRUE", "UNKNOWN", "FALSE"]),
        ([9, None, 12], ["FALSE", "UNKNOWN", "TRUE"]),
        ([9, 12, 12, 10, 12], ["FALSE", "TRUE", "TRUE", "FALSE", "TRUE"]),
    ],
    ids=str,
)
def test_a_crossing_needs_a_value_on_the_other_side_directly_before(values, expected):
    at = [AT[0] + timedelta(minutes=place) for place in range(len(values))]
    frame = pl.DataFrame({"at": at, "x": values})
    one = past.condition(field="x", op="crosses_above", value_kind="number", value=10.0)
    history = scanning.scan(
        Rule(name="R", conditions=(one,)), timeline.of(Table(frame, (Field("at", Kind.TIME),)), "at")
    )
    assert [Outcome(each).name for each in history.outcomes] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["a", "A", "b"], ["FALSE", "FALSE", "TRUE"]),
        (["a", None, "a", "b", None, "c"], ["FALSE", "UNKNOWN", "FALSE", "TRUE", "UNKNOWN", "TRUE"]),
        ([None, "a"], ["UNKNOWN", "FALSE"]),
    ],
    ids=str,
)
def test_a_change_is_one_from_the_last_known_value(values, expected):
    at = [AT[0] + timedelta(minutes=place) for place in range(len(values))]
    rows = timeline.of(Table(pl.DataFrame({"at": at, "x": values}), (Field("at", Kind.TIME),)), "at")
    one = past.condition(field="x", op="changed")
    assert [each.name for each in row_by_row(one, rows)] == expected
    assert [Outcome(each).name for each in sweeping.sweep_one(one, rows).on] == expected
