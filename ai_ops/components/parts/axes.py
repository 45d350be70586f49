"""Axes: few quiet lines, and round values beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from ai_ops.charts.scales import Scale, around
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts import values
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import SLACK, Pen, height
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.measuring import width

GRID = 0.02
QUIET = 0.28
MOST, LEAST = 5, 2
APART = 2.0
"""Height for each round value, in sizes."""
WIDEST = 0.3
"""Of a plot: where the words beside an axis would be wider, they are left out."""
CLOSE = 0.75
"""Of a line's height: where the words beside an axis would be as close as that, they are left out."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis that is drawn, its scale, and the area of the plot beside it."""

    elements: list[Element]
    scale: Scale
    plot: Area


def small(pen: Pen) -> kinds.Type:
    """Return how ticks are set: smaller in small boxes."""
    type_ = kinds.small(pen.look)
    room = max(pen.look.least, 0.07 * min(pen.box.height, pen.box.width))
    return type_.at(next((size for size in type_.sizes if size <= room), type_.least))


def upward(numbers: Sequence[float], place: Area, *, unit: str, pen: Pen) -> Axis:
    """Return an axis at the left of a place for some numbers, with lines across the plot."""
    type_ = small(pen)
    scale = around(numbers, most=MOST)
    ticks = some(scale.ticks, min(MOST, max(LEAST, int(place.height / (APART * type_.size)))))
    texts = values.tick_texts(scale, unit, ticks)
    wide = max(width(each, type_.face, type_.size) for each in texts)
    apart = min((scale.place(after) - scale.place(before) for before, after in pairwise(ticks)), default=1.0)
    if wide > WIDEST * place.width or apart * place.height < CLOSE * height(type_):
        return Axis(_lines(scale, ticks, place, look=pen.look), scale, place)
    _left, plot = place.from_left(wide, gap=0.5 * type_.size)
    words = []
    for value, text in zip(ticks, texts, strict=True):
        y = plot.bottom - scale.place(value) * plot.height
        at = area(place.x, y - height(type_) / 2, width=wide, height=height(type_))
        words.append(pen.lax().line(text, at, type_=type_, anchor="end").element)
    return Axis([*_lines(scale, ticks, plot, look=pen.look), *words], scale, plot)


def some(ticks: Sequence[float], most: int) -> list[float]:
    """Return each tick, each second, … so that there are no more than `most`; zero, or else the lowest, among them."""
    step = next(each for each in range(1, len(ticks) + 1) if len(ticks) <= each * most)
    zero = next((at for at, value in enumerate(ticks) if value == 0), 0)
    return list(ticks[zero % step :: step])


def _lines(scale: Scale, ticks: Sequence[float], plot: Area, *, look: Look) -> list[Element]:
    return [across(plot, plot.bottom - scale.place(value) * plot.height, look, is_base=value == 0) for value in ticks]


def across(plot: Area, y: float, look: Look, *, is_base: bool = False) -> Element:
    """Return a quiet line across a plot; the one at zero is less quiet."""
    found = shapes.line(plot.x, y, to=(plot.right, y), stroke=look.border, width=GRID)
    found.set("opacity", "1" if is_base else shapes.number(QUIET))
    return found


def upright(plot: Area, x: float, look: Look, *, is_base: bool = False) -> Element:
    """Return a quiet line up a plot; the one at zero is less quiet."""
    found = shapes.line(x, plot.y, to=(x, plot.bottom), stroke=look.border, width=GRID)
    found.set("opacity", "1" if is_base else shapes.number(QUIET))
    return found


def below(ticks: Sequence[tuple[float, str]], place: Area, *, type_: kinds.Type, pen: Pen) -> list[Element]:
    """Write words below a plot at places (shares of its width), leaving out what would touch its neighbour.

    Where there is no height for them in a size that can be read, there are none.
    """
    if place.height + SLACK < height(type_):
        return []
    found: list[Element] = []
    end = place.x - type_.size
    for share, text in ticks:
        wide = width(text, type_.face, type_.size)
        x = min(max(place.x + share * place.width - wide / 2, place.x), place.right - wide)
        if x >= end + 0.8 * type_.size and wide <= place.width:
            at = area(x, place.y, width=wide + 1e-6, height=place.height)
            found.append(pen.lax().line(text, at, type_=type_).element)
            end = x + wide
    return found


def spread(texts: Sequence[str], room: float, type_: kinds.Type) -> list[int]:
    """Return which texts of evenly spaced places can stand side by side: each, or each second, and so on."""
    if not texts:
        return []
    sample = texts if len(texts) <= MOST * MOST else texts[:: max(1, len(texts) // (MOST * MOST))]
    wide = max(width(values.short(each, longest=24), type_.face, type_.size) for each in sample) + type_.size
    count = max(1, min(len(texts), int(room / wide)))
    step = -(-len(texts) // count)
    return list(range(step // 2 if step > 1 else 0, len(texts), step))
