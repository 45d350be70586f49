"""A bar chart: a number for each category, lying where names are long, upright in the order of time."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts.scales import Scale, around
from ai_ops.components.base import ANY, NUMBERS, TIMES, Box, Component, Content, Input, Shape
from ai_ops.components.parts import axes, cards, notes, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen, height
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.measuring import width

SLIT = 0.3
"""Of a bar's place, free between two bars."""
NARROWEST = 0.05
WORDS = 0.1
"""Of the width, for the words of an axis."""
LYING = 1.55
"""Height of a lying bar's place, in sizes of its name."""
NAMES = 0.42
NUMBERS_MOST = 0.7
"""Of the width beside the names, for the numbers."""
THICKEST = 1.1
NOTHING = "No data: no category has a number."


@dataclass(frozen=True, slots=True)
class Bar:
    """A category with its number, and both in words."""

    name: str
    value: float
    words: str


@register
class BarChart(Component):
    """A card with bars from zero."""

    slug = "bar_chart"
    label = "Bar chart"
    about = "A number for each of some categories, or for each day or month: to compare them."
    inputs = (
        Input("x", "The categories, or times", Shape.COLUMN, kinds=ANY, is_required=True),
        Input("y", "The number of each", Shape.COLUMN, kinds=NUMBERS, is_required=True),
    )
    least = (5, 4)
    aspect = (0.3, 8.0)
    weight = 4

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with as many bars as fit: the last in time, or the highest of categories."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        found = [] if values.missing(self, content) else bars(content)
        if not found:
            return cards.empty(card, values.missing(self, content) or NOTHING, pen)
        type_ = axes.small(pen)
        if is_ordered(content) or _has_room(found, card.inner, type_):
            drawn = _standing(found, card.inner, content=content, pen=pen)
        else:
            drawn = _lying(found, card.inner, pen=pen)
        return [*card.elements, *drawn]

    def describe(self, content: Content) -> str:
        """Return the highest categories with their numbers."""
        named = values.named(content, "Bar chart")
        found = [] if values.missing(self, content) else bars(content)
        if not found:
            return f"{named}: {values.missing(self, content) or NOTHING}"
        words = [f"{each.name} {each.words}" for each in sorted(found, key=lambda bar: -bar.value)]
        return f"{named}: {values.listed(words, most=5)}"


def bars(content: Content) -> list[Bar]:
    """Return the bars that have a number, in the order of the data."""
    x, y = content.bound["x"][0], content.bound["y"][0]
    read = values.numbers(y)[: len(x.values)]
    return [
        Bar(values.short(values.text(x, at), longest=60) or values.MISSING, value, values.text(y, at))
        for at, value in enumerate(read)
        if value is not None
    ]


def is_ordered(content: Content) -> bool:
    """Return whether the bars follow each other in time or by number, so that their order must stay."""
    return content.bound["x"][0].kind in TIMES | NUMBERS


def _has_room(found: list[Bar], place: Area, type_: kinds.Type) -> bool:
    """Return whether every name fits below an upright bar."""
    slot = place.width / len(found)
    return all(width(each.name, type_.face, type_.size) <= slot - 0.5 * type_.size for each in found)


def _standing(found: list[Bar], place: Area, *, content: Content, pen: Pen) -> list[Element]:
    """Return upright bars with their numbers above them, or with an axis where those do not fit."""
    type_ = axes.small(pen)
    found, said, place = _last(found, place, pen)
    foot, above = place.from_bottom(height(type_), gap=0.3 * type_.size)
    has_words = all(width(each.words, type_.face, type_.size) <= above.width / len(found) for each in found)
    numbers = [0.0, *(each.value for each in found)]
    if has_words:
        room = height(type_)
        plot = area(above.x, above.y + room, width=above.width, height=above.height - room * (1 + (min(numbers) < 0)))
        axis = axes.Axis([], _to(numbers), plot)
    else:
        axis = axes.upward(numbers, above.inset(0, height(type_) / 2), unit=content.bound["y"][0].unit, pen=pen)
    plot = axis.plot
    foot = area(plot.x, foot.y, width=plot.width, height=foot.height)
    slot = plot.width / len(found)
    names = [each.name for each in found]
    ticks = [
        ((at + 0.5) / len(found), values.short(names[at], longest=24)) for at in axes.spread(names, plot.width, type_)
    ]
    drawn = [*said, *axis.elements, *axes.below(ticks, foot, type_=type_, pen=pen)]
    for number, each in enumerate(found):
        at = area(plot.x + number * slot, plot.y, width=slot, height=plot.height)
        drawn += _upright(each, at, axis.scale, pen=pen, type_=type_ if has_words else None)
    return [*drawn, axes.across(plot, plot.bottom - axis.scale.place(0) * plot.height, pen.look, is_base=True)]


def _last(found: list[Bar], place: Area, pen: Pen) -> tuple[list[Bar], list[Element], Area]:
    """Return as many of the last bars as can be told apart, words that say so, and the area below these."""
    kept = found[-max(1, int((1 - WORDS) * place.width / NARROWEST)) :]
    if len(kept) == len(found):
        return found, [], place
    top, rest = place.from_top(height(axes.small(pen)))
    words = f"the last {len(kept):,} of {len(found):,}"
    return kept, [pen.lax().line(words, top, type_=axes.small(pen), anchor="end").element], rest


def _to(numbers: list[float]) -> Scale:
    """Return a scale that ends where the numbers do: without an axis nothing is gained by round ends."""
    low, high = min(numbers), max(numbers)
    return Scale(low, high, (low, high)) if high > low else around(numbers)


def _upright(bar: Bar, slot: Area, scale: Scale, *, pen: Pen, type_: kinds.Type | None) -> list[Element]:
    zero, end = (slot.bottom - scale.place(each) * slot.height for each in (0.0, bar.value))
    wide = min(slot.width * (1 - SLIT), THICKEST * 2)
    top, high = min(zero, end), abs(end - zero)
    fill = pen.look.chart[0]
    found = [shapes.rect(slot.middle - wide / 2, top, width=wide, height=high, fill=fill, radius=min(0.06, wide / 6))]
    if type_ is None:
        return found
    y = top - height(type_) if bar.value >= 0 else top + high
    at = area(slot.x, y, width=slot.width, height=height(type_))
    return [*found, pen.lax().line(bar.words, at, type_=type_.inked(pen.look.text), anchor="middle").element]


def _lying(found: list[Bar], place: Area, *, pen: Pen) -> list[Element]:
    """Return lying bars, their names at the left and their numbers at their ends; the highest where not all fit."""
    type_ = axes.small(pen).inked(pen.look.text)
    room = max(1, int(place.height / (LYING * type_.size)))
    kept = found if len(found) <= room else _highest(found, max(1, room - 1))
    more = len(found) - len(kept)
    rows = area(
        place.x, place.y, width=place.width, height=place.height - (LYING * type_.size if more and room > 1 else 0)
    )
    sizes = [size for size in kinds.ladder(pen.look, kinds.step(pen.look, 2)) if size >= type_.size] or [type_.size]
    size = next((each for each in sizes if 2 * LYING * each * len(kept) <= rows.height), type_.size)
    type_ = kinds.strong(pen.look).inked(pen.look.text).at(size)
    slot = min(rows.height / len(kept), 2 * THICKEST)
    drawn = _named(kept, rows, slot=slot, type_=type_, pen=pen)
    left = area(place.x, rows.y + slot * len(kept), width=place.width, height=place.height - slot * len(kept))
    return [*drawn, *(notes.below(f"and {more:,} more", left, pen, most=size) if more else [])]


def _highest(found: list[Bar], count: int) -> list[Bar]:
    return sorted(found, key=lambda each: -abs(each.value))[:count]


def _named(found: list[Bar], rows: Area, *, slot: float, type_: kinds.Type, pen: Pen) -> list[Element]:
    plain = kinds.label(pen.look).at(type_.size)
    name = min(NAMES * rows.width, max(width(each.name, plain.face, plain.size) for each in found) + 1e-6)
    names, right = rows.from_left(name, gap=0.6 * type_.size)
    scale = _to([0.0, *(each.value for each in found)])
    sides = 1 + (scale.low < 0 < scale.high)
    words = _room(found, right.width / sides, type_, pen)
    wide = right.width - words * sides
    plot = area(right.x + (words if scale.low < 0 else 0), right.y, width=wide, height=slot * len(found))
    drawn = []
    for number, each in enumerate(found):
        at = area(plot.x, plot.y + number * slot, width=plot.width, height=slot)
        drawn.append(pen.lax().line(each.name, area(names.x, at.y, width=name, height=slot), type_=plain).element)
        drawn += _beside(each, at, scale, words=words, type_=type_, pen=pen)
    return [*drawn, axes.upright(plot, plot.x + scale.place(0) * plot.width, pen.look, is_base=True)]


def _room(found: list[Bar], room: float, type_: kinds.Type, pen: Pen) -> float:
    """Return how wide the numbers beside the bars are. Strict, raise DoesNotFitError where they leave no bars."""
    longest = max(found, key=lambda each: width(each.words, type_.face, 1.0)).words
    words = width(longest, type_.face, type_.size) + 0.4 * type_.size
    if words > NUMBERS_MOST * room and pen.is_strict:
        raise pen.refusal(longest, type_)
    return min(words, NUMBERS_MOST * room)


def _beside(bar: Bar, slot: Area, scale: Scale, *, words: float, type_: kinds.Type, pen: Pen) -> list[Element]:
    """Return a lying bar, and its number at its end."""
    zero, end = (slot.x + scale.place(each) * slot.width for each in (0.0, bar.value))
    thick = min(slot.height * (1 - SLIT), THICKEST)
    left, wide = min(zero, end), abs(end - zero)
    rect = shapes.rect(left, slot.centre - thick / 2, width=wide, height=thick, fill=pen.look.chart[0], radius=0.05)
    free = 0.3 * type_.size
    x = left + wide + free if bar.value >= 0 else left - words
    at = area(x, slot.y, width=words - free, height=slot.height)
    return [rect, pen.lax().line(bar.words, at, type_=type_, anchor="start" if bar.value >= 0 else "end").element]
