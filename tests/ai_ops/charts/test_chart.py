"""Charts: what is drawn stays in the plot, gaps stay gaps, and what is marked is where the data says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.charts import chart, lines
from ai_ops.charts.drawings import HEIGHT, WIDTH

numbers = st.floats(-1e12, 1e12)
points = st.lists(st.one_of(st.none(), numbers), min_size=1, max_size=60)
DAYS = [f"2026-11-{day:02d}" for day in range(1, 31)]


def places(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"[ML](-?\d+) (-?\d+)", path)]


@given(points, st.data())
def test_a_line_goes_through_every_known_value_within_the_plot(values, data):
    span = data.draw(st.none() | st.tuples(*[st.integers(0, len(values) - 1)] * 2).map(sorted))
    drawn = chart.draw({"type": "line", "points": [[str(at), each] for at, each in enumerate(values)], "span": span})
    found = places(drawn.line) + places(drawn.dots)
    assert len(found) == sum(each is not None for each in values)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)
    marked = places(drawn.marked_line) + places(drawn.marked_dots)
    assert set(marked) <= set(found)
    assert len(marked) == (sum(each is not None for each in values[span[0] : span[1] + 1]) if span else 0)


@given(st.lists(st.tuples(st.text(max_size=5), numbers), min_size=1, max_size=12))
def test_bars_stand_side_by_side_from_zero_to_their_values(pairs):
    drawn = chart.draw({"type": "bar", "bars": pairs, "marked": [0]})
    zero = float(drawn.zero.rstrip("%"))
    assert [bar.is_marked for bar in drawn.bars] == [True] + [False] * (len(pairs) - 1)
    for bar, (_label, value) in zip(drawn.bars, pairs, strict=True):
        start, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
        assert -0.01 <= start <= start + width <= 100.02
        assert start == pytest.approx(zero, abs=0.02) if value >= 0 else start + width == pytest.approx(zero, abs=0.02)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30), numbers, st.floats(0.001, 1e6))
def test_a_distribution_fills_its_width_and_no_bar_is_higher_than_the_plot(counts, low, step):
    edges = [low + step * at for at in range(len(counts) + 1)]
    drawn = chart.draw({"type": "distribution", "edges": edges, "counts": counts, "marked": []})
    assert len(drawn.bars) == len(counts)
    assert all(0 <= float(bar.height.rstrip("%")) <= 100 for bar in drawn.bars)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=40))
def test_a_scatter_has_a_dot_for_each_pair_within_the_plot(pairs):
    found = places(chart.draw({"type": "scatter", "points": pairs}).dots)
    assert len(found) == len(pairs)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)


def test_a_missing_value_is_a_gap_in_the_line_and_a_lone_one_is_a_dot():
    drawn = lines.draw([("1", 1.0), ("2", 2.0), ("3", None), ("4", 4.0), ("5", None), ("6", 1.0), ("7", 2.0)])
    assert drawn.line.count("M") == 2
    assert drawn.dots.count("M") == 1


def test_days_stand_where_they_are_in_time_and_not_where_they_are_in_the_list():
    drawn = lines.draw([(DAYS[0], 1.0), (DAYS[1], 2.0), (DAYS[10], 3.0)])
    assert [x for x, _y in places(drawn.line)] == [0, WIDTH // 10, WIDTH]


def test_the_band_lies_over_the_marked_points_and_its_words_stay_within_the_plot():
    steady = [(day, 1.0) for day in DAYS]
    early, late = (
        lines.draw(steady, span=(0, 2), label="1 to 3").band,
        lines.draw(steady, span=(28, 29), label="29 to 30").band,
    )
    assert early
    assert late
    assert (early.x, early.label.anchor, early.label.text) == ("0.00%", "start", "1 to 3")
    assert late.label.anchor == "end"
    assert float(late.x.rstrip("%")) + float(late.width.rstrip("%")) == pytest.approx(100, abs=0.02)


@pytest.mark.parametrize("span", [None, (0, 29)])
def test_nothing_is_banded_where_nothing_or_everything_is_marked(span):
    assert lines.draw([(day, 1.0) for day in DAYS], span=span).band is None


def test_the_table_behind_a_long_line_is_short_and_keeps_its_extremes_and_the_ends_of_its_span():
    values = [float(at % 7) for at in range(400)]
    values[123], values[301] = 99.0, -99.0
    found = chart.table(
        {"type": "line", "points": [[str(at), each] for at, each in enumerate(values)], "span": [77, 81]}
    )
    labels = [label for label, _value, _is_marked in found]
    assert {"0", "399", "123", "301", "77", "81"} <= set(labels)
    assert len(found) <= chart.IN_A_TABLE + 4
    assert [label for label, _value, is_marked in found if is_marked] == ["77", "81"]


def test_each_type_has_a_table_with_what_is_marked():
    bars = {"type": "bar", "bars": [["north", 3.0], ["south", 5.0]], "marked": [1]}
    counts = {"type": "distribution", "edges": [0, 1, 2], "counts": [4, 6], "marked": [0]}
    scatter = {"type": "scatter", "points": [[1.0, 2.0], [3.0, 4.0]]}
    assert chart.table(bars) == [("north", 3.0, False), ("south", 5.0, True)]
    assert chart.table(counts) == [((0, 1), 4, True), ((1, 2), 6, False)]
    assert chart.table(scatter) == [(1.0, 2.0, False), (3.0, 4.0, False)]
