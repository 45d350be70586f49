"""A pie: shares of a whole, as a ring with its parts named beside it."""

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts.amounts import number
from ai_ops.components.base import ANY, NUMBERS, Box, Component, Content, Input, Shape
from ai_ops.components.parts import cards, legends, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.fitting import line_height
from ai_ops.typesetting.measuring import width

MOST = 6
HOLE = 0.62
OTHER = "Other"
NOTHING = "No data: there is nothing above zero to share out."
ROW = 1.75
BESIDE = 1.25
"""From this width over height on, the names stand beside the ring and not below it."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the whole."""

    name: str
    value: float
    share: float
    colour: str

    @property
    def percent(self) -> str:
        """Return the share in per cent."""
        return f"{number(round(100 * self.share, 1 if self.share < 0.1 else 0))}%"  # noqa: PLR2004 - below ten per cent


@register
class Pie(Component):
    """A card with a ring of up to six parts and the rest."""

    slug = "pie"
    label = "Pie chart"
    about = "The shares of a few categories in a whole: up to six, the rest together. Not for time, not below zero."
    inputs = (
        Input("label", "The categories", Shape.COLUMN, kinds=ANY, is_required=True),
        Input("value", "The number of each, from zero up", Shape.COLUMN, kinds=NUMBERS, is_required=True),
    )
    least = (5, 4)
    aspect = (0.4, 4.0)
    weight = 3

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the ring, the total in it, and the parts by name and share."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        found = [] if values.missing(self, content) else slices(content, look)
        if not found:
            return cards.empty(card, values.missing(self, content) or NOTHING, pen)
        ring, names = _places(card.inner, len(found), pen)
        total = values.amount(sum(each.value for each in found), content.bound["value"][0])
        return [*card.elements, *_ring(found, ring, look), *_total(total, ring, pen), *_names(found, names, pen)]

    def describe(self, content: Content) -> str:
        """Return the parts and their shares."""
        named = values.named(content, "Pie chart")
        found = [] if values.missing(self, content) else slices(content, None)
        if not found:
            return f"{named}: {values.missing(self, content) or NOTHING}"
        return f"{named}: {values.listed([f'{each.name} {each.percent}' for each in found], most=MOST + 1)}"


def slices(content: Content, look: Look | None) -> list[Slice]:
    """Return the parts, the largest first: a category that is named twice once, what is not above zero left out."""
    label, value = content.bound["label"][0], content.bound["value"][0]
    sums: dict[str, float] = {}
    for at, found in enumerate(values.numbers(value)[: len(label.values)]):
        if found is not None and found > 0:
            name = values.short(values.text(label, at), longest=60) or values.MISSING
            sums[name] = sums.get(name, 0.0) + found
    ordered = sorted(sums.items(), key=lambda each: -each[1])
    rest = sum(value for _name, value in ordered[MOST:])
    total = sum(sums.values())
    colours = look.chart if look else ("",)
    parts = [
        Slice(name, value, value / total, colours[at % len(colours)]) for at, (name, value) in enumerate(ordered[:MOST])
    ]
    return [*parts, *([Slice(OTHER, rest, rest / total, look.muted if look else "")] if rest else [])]


def _places(place: Area, count: int, pen: Pen) -> tuple[Area, Area]:
    """Return the places of the ring and of the names: beside it in wide cards, else below."""
    if place.width >= BESIDE * place.height:
        side = min(place.height, 0.46 * place.width)
        ring, names = place.from_left(side, gap=min(2 * pen.look.gap, 0.06 * place.width))
        return area(ring.x, ring.centre - side / 2, width=side, height=side), names
    needed = min(0.5 * place.height, count * ROW * kinds.step(pen.look, 1))
    names, above = place.from_bottom(needed, gap=min(pen.look.gap, 0.05 * place.height))
    side = min(above.size)
    return area(above.middle - side / 2, above.centre - side / 2, width=side, height=side), names


def _ring(found: list[Slice], place: Area, look: Look) -> list[Element]:
    drawn, start = [], 0.0
    if len(found) == 1:
        return [_full(place, found[0].colour)]
    for each in found:
        end = start + each.share
        part = shapes.path(_sector(place, start, end), fill=each.colour)
        part.set("stroke", look.surface)
        part.set("stroke-width", shapes.number(min(0.05, 0.015 * place.width)))
        drawn.append(part)
        start = end
    return drawn


def _full(place: Area, colour: str) -> Element:
    radius = place.width / 2
    line = radius * (1 - HOLE)
    return shapes.circle(place.middle, place.centre, radius=radius - line / 2, fill="none", stroke=colour, line=line)


def _sector(place: Area, start: float, end: float) -> str:
    """Return the outline of a part of the ring, from the top in the clock's direction."""
    out, hole = place.width / 2, place.width / 2 * HOLE
    points = (_on(place, start, out), _on(place, end, out), _on(place, end, hole), _on(place, start, hole))
    first, second, third, fourth = (" ".join(map(shapes.number, each)) for each in points)
    large = int(end - start > 0.5)  # noqa: PLR2004 - half a turn
    outer, inner = shapes.number(out), shapes.number(hole)
    return f"M{first}A{outer} {outer} 0 {large} 1 {second}L{third}A{inner} {inner} 0 {large} 0 {fourth}Z"


def _on(place: Area, share: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * share
    return place.middle + radius * math.sin(angle), place.centre - radius * math.cos(angle)


def _total(total: str, ring: Area, pen: Pen) -> list[Element]:
    """Return the total in the middle of the ring, where it fits in a size that can be read."""
    side = ring.width * HOLE
    room = area(ring.middle - 0.42 * side, ring.centre - 0.2 * side, width=0.84 * side, height=0.4 * side)
    type_ = kinds.value(pen.look, largest=max(pen.look.least, min(kinds.step(pen.look, 5), 0.3 * side)))
    wide = width(total, type_.face, type_.least)
    if wide > room.width or room.height < pen.look.least * 1.3:
        return []
    return [pen.line(total, room, type_=type_, anchor="middle").element]


def _widest(found: list[Slice], pen: Pen) -> float:
    """Return how wide the longest name with its share and its mark is, in sizes."""
    plain, strong = kinds.label(pen.look).face, kinds.strong(pen.look).face
    return 1.6 + max(width(each.name, plain, 1.0) + width(each.percent, strong, 1.0) for each in found)


def _names(found: list[Slice], place: Area, pen: Pen) -> list[Element]:
    """Return the names with their shares, as many as there is room for."""
    sizes = kinds.ladder(pen.look, kinds.step(pen.look, 2))
    fitting = [each for each in sizes if len(found) * ROW * each <= place.height]
    size = next((each for each in fitting if _widest(found, pen) * each <= place.width), (fitting or sizes)[-1])
    high = line_height(kinds.strong(pen.look).face, size)
    row = min(place.height / len(found), 2 * size) if len(found) * high <= place.height else ROW * size
    shown = found[: max(1, int((place.height + 1e-6) / row))]
    plain, strong = kinds.label(pen.look).at(size), kinds.strong(pen.look).at(size)
    top, drawn = place.centre - row * len(shown) / 2, []
    for at, each in enumerate(shown):
        line = area(place.x, top + at * row, width=place.width, height=row)
        drawn.append(legends.mark(line, each.colour, size))
        _mark, rest = line.from_left(legends.MARK * size, gap=0.5 * size)
        value = pen.lax().line(each.percent, rest, type_=strong, anchor="end")
        name = rest.from_right(value.width, gap=0.5 * size)[1]
        drawn += [value.element, pen.lax().line(each.name, name, type_=plain).element]
    return drawn
