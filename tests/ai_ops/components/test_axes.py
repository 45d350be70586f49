"""Axes: few round values, zero among them, and words that stand apart."""

from itertools import pairwise

import pytest

from ai_ops.charts.scales import around
from ai_ops.components.base import Box
from ai_ops.components.parts import axes, values
from ai_ops.components.parts.areas import area
from ai_ops.components.parts.pen import Pen, height
from tests.ai_ops.components.reading import LOOK, every, words

PEN = Pen(LOOK, Box(12, 8), is_strict=False)


@pytest.mark.parametrize(
    ("numbers", "most", "ticks"),
    [
        ([0, 55], 4, [0, 20, 40, 60]),
        ([0, 55], 3, [0, 40]),
        ([-1.6, 35.6], 3, [0, 40]),
        ([-1.6, 35.6], 4, [-20, 0, 20, 40]),
        ([0, 1], 5, [0, 0.25, 0.5, 0.75, 1]),
        ([-9, 0], 2, [-7.5, 0]),
    ],
)
def test_a_low_plot_has_fewer_of_the_round_values(numbers, most, ticks):
    assert axes.some(around(numbers, most=5).ticks, most) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("unit", "texts"),
    [
        ("", ["0", "50", "100"]),
        ("%", ["0%", "50%", "100%"]),
        ("€", ["€0", "€50", "€100"]),
        ("kWh", ["0", "50", "100 kWh"]),
    ],
)
def test_ticks_carry_their_unit(unit, texts):
    scale = around([0, 100], most=3)
    assert values.tick_texts(scale, unit, scale.ticks) == texts


def test_a_currency_stands_behind_the_sign():
    scale = around([-100, 0], most=3)
    assert values.tick_texts(scale, "€", scale.ticks)[0] == "\N{MINUS SIGN}€100"


@pytest.mark.parametrize("count", [1, 2, 7, 50, 5000])
def test_words_below_a_plot_are_as_many_as_stand_apart(count):
    texts = [f"Name {at}" for at in range(count)]
    chosen = axes.spread(texts, 10, axes.small(PEN))
    assert 1 <= len(chosen) <= 12
    steps = {later - earlier for earlier, later in pairwise(chosen)}
    assert len(steps) <= 1
    place = area(1, 1, width=10, height=1)
    drawn = axes.below([((at + 0.5) / count, texts[at]) for at in chosen], place, type_=axes.small(PEN), pen=PEN)
    assert words(drawn) == [texts[at] for at in chosen]


@pytest.mark.parametrize("high", [0.1, 0.3, 0.5, 1, 2, 4])
def test_where_there_is_no_height_for_words_there_are_none(high):
    type_ = axes.small(PEN)
    place = area(1, 1, width=10, height=high)
    beside = every(axes.upward([0, 70], place, unit="", pen=PEN).elements, "text")
    lines = [float(each.get("y", 0)) for each in beside]
    assert all(above - below > 0.7 * height(type_) for below, above in pairwise(reversed(lines)))
    below = every(axes.below([(0.5, "March")], place, type_=type_, pen=PEN), "text")
    assert [float(each.get("font-size", 0)) for each in below] == [type_.size] * (high >= height(type_))
