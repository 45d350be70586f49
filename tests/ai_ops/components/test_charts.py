"""Charts: line, bars, pie, map of points."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ai_ops.components import line_chart, pie
from ai_ops.components.base import Content, Resolved
from ai_ops.components.parts import traces
from connectors.kinds.base import Kind
from tests.ai_ops.components.data import GOODS, SALES, days, numbers, wave
from tests.ai_ops.components.data import words as column
from tests.ai_ops.components.geometry import number, path_points
from tests.ai_ops.components.reading import LOOK, describe, draw, every, literal, words


def lines(drawn):
    return [each for each in every(drawn, "path") if each.get("stroke") in LOOK.chart]


def test_a_missing_value_is_a_gap_in_the_line():
    (line,) = lines(draw("line_chart", (12, 6), x=days(6), y=numbers([1, 2, None, 3, 4, 5])))
    assert line.get("d").count("M") == 2


def test_a_value_between_gaps_is_a_dot():
    drawn = draw("line_chart", (12, 6), x=days(5), y=numbers([1, None, 3, None, 5]))
    assert lines(drawn) == []
    assert len(every(drawn, "circle")) == 4


def test_a_line_says_its_last_value_and_several_are_named():
    y = [numbers(wave(30), "Revenue"), numbers([5.0] * 29 + [None], "Costs")]
    shown = words(draw("line_chart", (14, 7), x=days(30), y=y))
    assert {"Revenue", "Costs", "5.00", f"{wave(30)[-1]:.2f}"} <= set(shown)
    assert "Revenue" not in words(draw("line_chart", (14, 7), x=days(30), y=y[0]))


def test_a_fourth_line_is_left_out():
    assert len(lines(draw("line_chart", (14, 7), x=days(9), y=[numbers(wave(9))] * 4))) == 3


def test_points_stand_in_the_order_of_time_whatever_the_order_of_rows():
    back = Resolved(tuple(reversed(days(9).values)), tuple(reversed(days(9).texts)), Kind.DATE)
    found = line_chart.across_of(back)
    assert found.order == list(range(8, -1, -1))
    assert found.shares == sorted(found.shares)


def test_times_below_a_line_are_round():
    moments = tuple(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=7 * at) for at in range(100))
    shown = words(draw("line_chart", (14, 7), x=Resolved(moments, (), Kind.TIME), y=numbers(wave(100))))
    assert {"03:00", "06:00", "09:00"} <= set(shown)


def test_a_crowd_of_points_is_a_mean_in_a_band_and_says_so():
    noise = numbers([float(at * 7919 % 1009) for at in range(5000)])
    moments = tuple(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=at) for at in range(5000))
    drawn = draw("line_chart", (12, 6), x=Resolved(moments, (), Kind.TIME), y=noise)
    assert "mean, lowest to highest" in words(drawn)
    band, mean = [each for each in every(drawn, "path") if LOOK.chart[0] in (each.get("fill"), each.get("stroke"))]
    heights = [[y for _x, y in path_points(each.attrib["d"])] for each in (band, mean)]
    assert min(heights[0]) < min(heights[1]) <= max(heights[1]) < max(heights[0])
    assert "mean, lowest to highest" not in words(draw("line_chart", (12, 6), x=days(200), y=numbers(wave(200))))


def test_columns_of_a_crowd_keep_its_ends_its_lowest_and_its_highest():
    points = [(at / 4999, float(at * 7919 % 1009)) for at in range(5000)]
    found = traces.columns(points, 50)
    assert len(found) == 50
    assert (found[0].x, found[-1].x) == (0, 1)
    assert min(each.low for each in found) == 0
    assert max(each.high for each in found) == 1008
    assert all(each.low < each.mean < each.high for each in found)


def bars(drawn):
    return [each for each in every(drawn, "rect") if each.get("fill") == LOOK.chart[0]]


def test_bars_lie_where_names_are_long_and_stand_where_they_are_short():
    long = bars(
        draw("bar_chart", (8, 6), x=column(f"A long category {at}" for at in range(4)), y=numbers([1, 2, 3, 4]))
    )
    short = bars(draw("bar_chart", (8, 6), x=column("abcd"), y=numbers([1, 2, 3, 4])))
    assert len({each.get("x") for each in long}) == 1
    assert len({each.get("x") for each in short}) == 4


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    wide = [number(each, "height") for each in bars(draw("bar_chart", (8, 6), x=column("abc"), y=numbers([1, 2, 4])))]
    assert wide[0] / wide[2] == pytest.approx(0.25, rel=1e-2)
    assert wide[1] / wide[2] == pytest.approx(0.5, rel=1e-2)


def test_the_highest_categories_are_kept_where_not_all_fit():
    names = [f"Category {at}" for at in range(50)]
    shown = words(draw("bar_chart", (6, 5), x=column(names), y=numbers(range(50))))
    kept = [each for each in shown if each.startswith("Category")]
    assert kept == [f"Category {at}" for at in range(49, 49 - len(kept), -1)]
    assert f"and {50 - len(kept)} more" in shown


def test_the_last_times_are_kept_where_not_all_fit():
    drawn = draw("bar_chart", (8, 6), x=days(1000), y=numbers([1.0] * 1000))
    assert f"the last {len(bars(drawn))} of 1,000" in words(drawn)


def test_a_category_without_a_number_has_no_bar():
    assert len(bars(draw("bar_chart", (8, 6), x=column("abc"), y=numbers([1, None, 3])))) == 2
    assert "No data: no category has a number." in describe("bar_chart", x=column("abc"), y=literal("no number"))


def slices(labels, values):
    return pie.slices(Content("", {"label": [column(labels)], "value": [numbers(values)]}), LOOK)


def test_a_pie_has_six_parts_and_the_rest():
    found = slices(GOODS, SALES)
    assert [each.name for each in found] == [*GOODS[:6], "Other"]
    assert sum(each.share for each in found) == pytest.approx(1)
    assert found[-1].value == sum(SALES[6:])


def test_a_pie_sums_what_has_one_name_and_leaves_out_what_is_not_above_zero():
    assert [(each.name, each.value) for each in slices("abab", [1, 2, 3, -4])] == [("a", 4), ("b", 2)]
    assert "No data: there is nothing above zero" in describe("pie", label=column("ab"), value=numbers([0, -1]))


@pytest.mark.parametrize("count", [2, 5, 7])
def test_a_pie_names_fewer_parts_before_its_texts_are_too_small_to_read(count):
    parts = column([f"Part {at}" for at in range(count)])
    for wide, high in product((5, 7, 9), (4, 4.2, 4.5, 5, 6, 7)):
        drawn = draw("pie", (wide, high), title="Shares", label=parts, value=numbers(range(1, count + 1)))
        assert min(float(each.get("font-size", 0)) for each in every(drawn, "text")) >= LOOK.least, (wide, high)


def test_a_pie_says_the_shares_of_its_parts():
    shown = words(draw("pie", (9, 6), label=column(["x", "y"]), value=numbers([3, 1], unit="kg")))
    assert shown == ["4 kg", "75%", "x", "25%", "y"]


def test_places_that_are_not_on_the_earth_are_left_out():
    bound = {"longitude": numbers([16.4, 500, None, 9]), "latitude": numbers([48.2, 10, 3, -91])}
    assert "1 place, 48.2° N to 48.2° N" in describe("map_points", **bound)
    assert len(every(draw("map_points", (8, 6), **bound), "circle")) == 1


def test_a_larger_value_is_a_larger_point():
    at = {"longitude": numbers([1, 9]), "latitude": numbers([1, 9]), "value": numbers([1, 100])}
    large, small = every(draw("map_points", (10, 8), **at), "circle")
    assert number(large, "r") > number(small, "r")


def test_names_on_a_map_touch_no_other_point():
    crowd = {"longitude": numbers([10 + at / 50 for at in range(30)]), "latitude": numbers([50.0] * 30)}
    named = draw("map_points", (10, 8), label=column(f"Place {at}" for at in range(30)), **crowd)
    assert 0 < sum(each.startswith("Place") for each in words(named)) < 30
