"""What is shown beside facts: charts and rows that obey their shapes, mark what the fact is about, and never fail."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.facts import exhibits
from ai_ops.facts.showing import thinning
from tests.ai_ops.facts import tables
from tests.ai_ops.facts.tables import CASES, NOISE, ROWS, START, of_kind, table_of

TYPES = {
    **dict.fromkeys(("spike", "dip", "level_shift", "trend", "seasonality", "flatline", "missing_burst"), "line"),
    **dict.fromkeys(("period_change", "changed_seasonality", "drift", "gap"), "line"),
    **dict.fromkeys(("dominant_category", "group_difference", "duplicate_keys"), "bar"),
    "correlation": "scatter",
}


def shown(frame, fact):
    table, profile = tables.known(frame)
    aliases = {name: f"f{place}" for place, name in enumerate(frame.columns, start=1)}
    return exhibits.chart_of(table, profile, fact, aliases=aliases), exhibits.rows_of(table, profile, fact)


def first(kind, frame=None):
    facts = tables.facts_of(kind) if frame is None else tables.all_facts(frame)
    fact = of_kind(facts, kind)[0]
    return fact, *shown(CASES[kind] if frame is None else frame, fact)


def check_chart(chart):
    """Assert that a chart has the shape that pages and exports expect, and no more than they hold."""
    json.dumps(chart, allow_nan=False)
    assert chart["column"].startswith("f")
    checks = {"line": check_line, "bar": check_bar, "distribution": check_distribution, "scatter": check_scatter}
    checks[chart["type"]](chart)


def check_line(chart):
    assert chart.keys() == {"type", "column", "unit", "points", "span"}
    assert 0 < len(chart["points"]) <= 400
    assert all(
        isinstance(label, str) and (value is None or isinstance(value, float)) for label, value in chart["points"]
    )
    if chart["span"] is not None:
        begin, end = chart["span"]
        assert 0 <= begin <= end < len(chart["points"])


def check_bar(chart):
    assert chart.keys() == {"type", "column", "unit", "bars", "marked"}
    assert 0 < len(chart["bars"]) <= 12
    assert all(isinstance(label, str) and len(label) <= 40 for label, _ in chart["bars"])
    assert all(0 <= place < len(chart["bars"]) for place in chart["marked"])


def check_distribution(chart):
    assert chart.keys() == {"type", "column", "unit", "edges", "counts", "marked"}
    assert len(chart["edges"]) == len(chart["counts"]) + 1
    assert chart["edges"] == sorted(chart["edges"])
    assert all(0 <= place < len(chart["counts"]) for place in chart["marked"])


def check_scatter(chart):
    assert chart.keys() == {"type", "column", "other", "points"}
    assert 0 < len(chart["points"]) <= 400
    assert all(len(point) == 2 for point in chart["points"])


def check_rows(rows, frame):
    """Assert that rows have the shape that pages and exports expect, and no more than they hold."""
    json.dumps(rows, allow_nan=False)
    assert rows.keys() == {"columns", "rows", "first", "numbers", "marked", "total"}
    assert len(rows["rows"]) == len(rows["numbers"]) <= 24
    assert len(rows["columns"]) <= 8
    assert all(len(row) == len(rows["columns"]) for row in rows["rows"])
    assert all(
        isinstance(cell, str) and len(cell) <= 120 and cell.isprintable() for row in rows["rows"] for cell in row
    )
    assert all(0 <= place < len(rows["rows"]) for place in rows["marked"])
    assert all(1 <= number <= frame.height for number in rows["numbers"])
    assert rows["total"] == frame.height


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_has_its_chart_and_its_rows(kind):
    _, chart, rows = first(kind)
    assert chart["type"] == TYPES[kind]
    check_chart(chart)
    check_rows(rows, CASES[kind])


@pytest.mark.parametrize(("kind", "begin", "end"), [("spike", 200, 200), ("flatline", 200, 214), ("dip", 200, 200)])
def test_a_span_is_marked_in_the_chart_and_in_the_rows(kind, begin, end):
    _, chart, rows = first(kind)
    assert chart["span"] == [begin, end]
    assert [rows["numbers"][place] - 1 for place in rows["marked"]] == list(range(begin, end + 1))
    assert rows["first"] == begin + 1 - 5
    assert rows["columns"] == ["at", "visits"]


def test_what_is_true_of_all_rows_marks_none():
    for kind in ("trend", "seasonality", "drift", "changed_seasonality"):
        _, chart, rows = first(kind)
        assert chart["span"] is None
        assert rows["marked"] == []


def test_a_gap_is_shown_as_points_without_a_value_and_the_rows_on_both_sides():
    _, chart, rows = first("gap")
    begin, end = chart["span"]
    assert [value is None for _, value in chart["points"][begin : end + 1]] == [
        False,
        *[True] * (end - begin - 1),
        False,
    ]
    assert chart["points"][begin][0] == "2026-01-09T07:00:00"
    assert chart["points"][end][0] == "2026-01-09T14:00:00"
    assert [rows["rows"][place][0] for place in rows["marked"]] == ["2026-01-09T07:00:00", "2026-01-09T14:00:00"]


def test_duplicates_stand_together_and_those_that_repeat_are_marked():
    orders = [f"o-{at}" for at in range(40)]
    frame = pl.DataFrame({"order": [*orders, "o-3", "o-7", "o-3"]})
    _, chart, rows = first("duplicate_keys", frame)
    assert chart["bars"] == [["o-3", 3], ["o-7", 2]]
    assert [row[0] for row in rows["rows"]] == ["o-3", "o-3", "o-3", "o-7", "o-7"]
    assert rows["numbers"] == [4, 41, 43, 8, 42]
    assert rows["marked"] == [1, 2, 4]


def test_groups_are_bars_of_their_means_the_highest_first():
    fact, chart, rows = first("group_difference")
    assert [label for label, _ in chart["bars"]] == ["south", "north"]
    assert [value for _, value in chart["bars"]] == pytest.approx([fact.more["here"], fact.more["elsewhere"]])
    assert chart["marked"] == [0]
    assert {rows["rows"][place][2] for place in rows["marked"]} == {"south"}


def test_of_many_categories_the_marked_one_is_among_the_bars():
    doors = np.array([f"d{at:02}" for at in range(20)])[np.arange(ROWS) % 20]
    frame = table_of(NOISE + 40 * (doors == "d05"), door=doors)
    _, chart, _ = first("group_difference", frame)
    assert len(chart["bars"]) == 12
    assert [chart["bars"][place][0] for place in chart["marked"]] == ["d05"]


def long_series() -> tuple[np.ndarray, pl.DataFrame]:
    """Hours with two extremes, a short spike, and a value that stands still for a while."""
    values = np.random.default_rng(2).normal(100, 5, 5000)
    values[[1234, 4000]] = [300, -100]
    values[2500:2503] += 90
    values[3000:3200] = 101
    return values, pl.DataFrame({"at": [START + timedelta(hours=at) for at in range(5000)], "visits": values})


def test_a_long_series_keeps_its_extremes_and_the_ends_of_a_span_that_can_be_seen_in_it():
    _values, frame = long_series()
    fact = next(each for each in of_kind(tables.all_facts(frame), "flatline") if each.first == 3000)
    chart, _ = shown(frame, fact)
    begin, end = chart["span"]
    assert len(chart["points"]) <= 400
    assert {300.0, -100.0} <= {value for _, value in chart["points"]}
    assert [chart["points"][0][0], chart["points"][-1][0]] == ["2026-01-01", "2026-07-28T07:00:00"]
    assert [chart["points"][begin][0], chart["points"][end][0]] == [fact.since, fact.until]


def test_a_span_too_short_to_be_seen_in_a_long_series_is_shown_with_the_rows_beside_it():
    values, frame = long_series()
    fact = next(each for each in of_kind(tables.all_facts(frame), "spike") if each.first == 2500)
    chart, _ = shown(frame, fact)
    points = [value for _, value in chart["points"]]
    begin, end = chart["span"]
    assert 300 <= len(points) <= 400
    assert points[begin : end + 1] == values[fact.first : fact.last + 1].tolist()
    assert points[:begin] == values[fact.first - begin : fact.first].tolist()
    assert min(begin, len(points) - end) > 150


def test_where_rows_share_their_moments_the_rows_of_a_span_are_all_of_those_moments():
    frame = pl.concat([CASES["spike"].with_columns(door=pl.lit(door)) for door in ("north", "south")])
    fact, chart, rows = first("spike", frame)
    assert fact.first == 200
    assert chart["span"] == [200, 200]
    assert [rows["rows"][place][0] for place in rows["marked"]] == ["2026-01-09T08:00:00"] * 2


def test_without_a_time_rows_are_counted_and_values_are_distributed():
    frame = CASES["spike"].drop("at")
    _, chart, rows = first("spike", frame)
    assert chart["points"][0][0] == "1"
    assert rows["numbers"][rows["marked"][0]] == 201
    highest = next(fact for fact in tables.all_facts(frame) if fact.recipe.get("which") == "highest")
    assert shown(frame, highest)[0]["type"] == "distribution"


def test_cells_and_names_are_cut_and_show_nothing_that_no_reader_sees():
    hostile = "\u202e\x00<b>" + "y" * 10**6
    frame = CASES["spike"].with_columns(pl.lit(hostile).alias("no\u200bte"))
    _, _, rows = first("spike", frame)
    assert rows["columns"] == ["at", "visits", "note"]
    assert rows["rows"][0][2] == "<b>" + "y" * 116 + "…"


def test_a_fact_of_another_table_is_shown_with_nothing_rather_than_failing():
    fact = first("spike")[0]
    assert shown(pl.DataFrame({"door": ["a", "b"]}), fact) == (None, None)
    odd = replace(first("group_difference")[0], recipe={"function": "group_difference", "place": 99})
    assert shown(CASES["group_difference"], odd)[0] is None


@settings(max_examples=30, deadline=None)
@given(tables.rows, st.booleans())
def test_whatever_the_table_what_is_shown_obeys_its_shape(rows, is_timed):
    frame = tables.frame_of(rows) if is_timed else tables.frame_of(rows).drop("at")
    for fact in tables.all_facts(frame):
        chart, part = shown(frame, fact)
        check_rows(part, frame)
        if chart is not None:
            check_chart(chart)
        assert (chart is None) == (fact.recipe.get("which") in ("rows", "missing")) or fact.kind == "gap"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3000), st.integers(0, 2999), st.integers(0, 2999), st.integers(0, 99))
def test_thinning_keeps_ends_extremes_and_a_span_in_order(count, one, other, seed):
    draw = np.random.default_rng(seed)
    values = np.where(draw.random(count) < 0.2, np.nan, draw.normal(size=count))
    begin, end = sorted((one % count, other % count))
    rows = thinning.thinned(values, (begin, end))
    assert len(rows) <= 400
    assert (np.diff(rows) > 0).all()
    assert {0, begin, end, count - 1} <= set(rows.tolist())
    if np.isfinite(values).any():
        assert {int(np.nanargmin(values)), int(np.nanargmax(values))} <= set(rows.tolist())
    if end - begin < thinning.MOST_OF_SPAN:
        assert set(range(begin, end + 1)) <= set(rows.tolist())


@pytest.mark.parametrize("values", [[1e15 + at % 2 / 8 for at in range(40)], [5e-324 * (at % 3) for at in range(40)]])
def test_numbers_too_close_for_bins_are_counted_in_fewer(values):
    frame = pl.DataFrame({"value": values})
    charts = [shown(frame, fact)[0] for fact in of_kind(tables.all_facts(frame), "statistic")]
    found = [chart for chart in charts if chart and chart["type"] == "distribution"]
    assert found
    for chart in found:
        check_chart(chart)
        assert (sum(chart["counts"]), len(chart["edges"])) == (40, len(chart["counts"]) + 1)
