"""A map of points: places by longitude and latitude on a plain graticule, without a picture of the earth."""

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts.scales import Scale, between, is_whole
from ai_ops.components.base import ANY, NUMBERS, Box, Component, Content, Input, Shape
from ai_ops.components.parts import axes, cards, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen, height
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.measuring import width

FARTHEST = (180.0, 90.0)
MARGIN = 0.08
NARROWEST = 0.02
"""Degrees: a single place is shown with so much around it."""
MOST, MOST_NAMED = 800, 40
SMALL, LARGE = 0.09, 0.4
type Spot = tuple[float, float, float]
"""Where a point stands, and its radius."""

NOTHING = "No data: no row has a longitude and a latitude."


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the earth, its name, and its value's share of the largest (None without values)."""

    longitude: float
    latitude: float
    name: str
    share: float | None


@register
class MapPoints(Component):
    """A card with points on lines of longitude and latitude."""

    slug = "map_points"
    label = "Map of points"
    about = "Places by longitude and latitude, with names, and sizes by a value. It draws no coasts or streets."
    inputs = (
        Input("longitude", "Degrees east, below zero west", Shape.COLUMN, kinds=NUMBERS, is_required=True),
        Input("latitude", "Degrees north, below zero south", Shape.COLUMN, kinds=NUMBERS, is_required=True),
        Input("label", "The names of the places", Shape.COLUMN, kinds=ANY),
        Input("value", "A number of each, as the size of its point", Shape.COLUMN, kinds=NUMBERS),
    )
    least = (6, 5)
    aspect = (0.4, 4.0)
    weight = 3

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the points; names stand where they touch no other."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        found = [] if values.missing(self, content) else places(content)
        if not found:
            return cards.empty(card, values.missing(self, content) or NOTHING, pen)
        type_ = axes.small(pen)
        foot, above = card.inner.from_bottom(height(type_), gap=0.3 * type_.size)
        _left, above = above.from_left(_beside(projected(found, above), type_), gap=0.4 * type_.size)
        chart = projected(found, above)
        lines = _graticule(chart, above, foot, type_=type_, pen=pen)
        return [*card.elements, *lines, *_points(found, chart, above, type_=type_, pen=pen)]

    def describe(self, content: Content) -> str:
        """Return how many places there are, their extent, and the first names."""
        named = values.named(content, "Map of points")
        found = [] if values.missing(self, content) else places(content)
        if not found:
            return f"{named}: {values.missing(self, content) or NOTHING}"
        names = [each.name for each in found if each.name]
        south, north = (degrees(each, "NS") for each in _ends([each.latitude for each in found]))
        west, east = (degrees(each, "EW") for each in _ends([each.longitude for each in found]))
        words = f"{len(found):,} {'place' if len(found) == 1 else 'places'}, {south} to {north}, {west} to {east}"
        return f"{named}: {words}" + (f": {values.listed(names, most=5)}" if names else "")


def places(content: Content) -> list[Place]:
    """Return the rows that lie on the earth, the largest first so that small points stay on top."""
    east, north = (values.numbers(content.bound[each][0]) for each in ("longitude", "latitude"))
    label, value = content.one("label"), content.one("value")
    sizes = values.numbers(value) if value else []
    largest = max((abs(each) for each in sizes if each is not None), default=0.0)
    found = [
        Place(x, y, values.short(values.text(label, at), longest=40) if label else "", _share(sizes, at, largest))
        for at, (x, y) in enumerate(zip(east, north, strict=False))
        if x is not None and y is not None and abs(x) <= FARTHEST[0] and abs(y) <= FARTHEST[1]
    ]
    return sorted(found, key=lambda each: -(each.share or 0.0))[:MOST]


def _share(sizes: list[float | None], at: int, largest: float) -> float | None:
    if not sizes or not largest:
        return None
    size = sizes[at] if at < len(sizes) else None
    return abs(size) / largest if size is not None else 0.0


def _ends(found: list[float]) -> tuple[float, float]:
    return min(found), max(found)


@dataclass(frozen=True, slots=True)
class Chart:
    """A plain chart of a part of the earth: both scales, with a degree of latitude as long as one of longitude is."""

    across: Scale
    up: Scale


def projected(found: list[Place], plot: Area) -> Chart:
    """Return the part of the earth to show, as wide and high as the plot (equirectangular, true at its middle)."""
    west, east = _ends([each.longitude for each in found])
    south, north = _ends([each.latitude for each in found])
    middle = (west + east) / 2, (south + north) / 2
    squeeze = max(0.1, math.cos(math.radians(middle[1])))
    wide = max((east - west) * squeeze, NARROWEST) * (1 + 2 * MARGIN)
    high = max(north - south, NARROWEST) * (1 + 2 * MARGIN)
    one = max(wide / max(plot.width, 1e-6), high / max(plot.height, 1e-6))
    half = one * plot.width / squeeze / 2, one * plot.height / 2
    ticks = max(3, min(6, int(plot.width / 1.8))), max(3, min(5, int(plot.height / 1.2)))
    return Chart(
        between(middle[0] - half[0], middle[0] + half[0], most=ticks[0]),
        between(middle[1] - half[1], middle[1] + half[1], most=ticks[1]),
    )


def degrees(value: float, letters: str) -> str:
    """Return degrees with a letter for the half of the earth: 12.5° N."""
    decimals = next((count for count in range(4) if is_whole(value * 10**count)), 2)
    return f"{abs(value):.{decimals}f}° {letters[value < 0] if round(value, 6) else ''}".strip()


def _beside(chart: Chart, type_: kinds.Type) -> float:
    """Return how wide the words of the latitudes are."""
    return max((width(degrees(each, "NS"), type_.face, type_.size) for each in chart.up.ticks), default=0.0)


def _graticule(chart: Chart, plot: Area, foot: Area, *, type_: kinds.Type, pen: Pen) -> list[Element]:
    frame = shapes.frame(plot.x, plot.y, width=plot.width, height=plot.height, stroke=pen.look.border, line=axes.GRID)
    frame.set("stroke-opacity", shapes.number(axes.QUIET))
    found = [frame]
    for each in (value for value in chart.up.ticks if abs(value) <= FARTHEST[1]):
        y = plot.bottom - chart.up.place(each) * plot.height
        found.append(axes.across(plot, y, pen.look))
        at = area(foot.x, y - height(type_) / 2, width=plot.x - foot.x - 0.4 * type_.size, height=height(type_))
        if at.y >= plot.y - height(type_) / 4 and at.bottom <= plot.bottom + height(type_) / 4:
            found.append(pen.lax().line(degrees(each, "NS"), at, type_=type_, anchor="end").element)
    east = [each for each in chart.across.ticks if abs(each) <= FARTHEST[0]]
    found += [axes.upright(plot, plot.x + chart.across.place(each) * plot.width, pen.look) for each in east]
    ticks = [(chart.across.place(each), degrees(each, "EW")) for each in east]
    foot = area(plot.x, foot.y, width=plot.width, height=foot.height)
    return found + axes.below(ticks, foot, type_=type_, pen=pen)


def _points(found: list[Place], chart: Chart, plot: Area, *, type_: kinds.Type, pen: Pen) -> list[Element]:
    """Return the points, and their names as long as they touch no other name, no point and no edge."""
    spots = [_spot(each, chart, plot) for each in found]
    drawn = []
    for x, y, radius in spots:
        point = shapes.circle(x, y, radius=radius, fill=pen.look.chart[0], stroke=pen.look.surface, line=0.03)
        point.set("fill-opacity", "0.8")
        drawn.append(point)
    taken = [area(x - radius, y - radius, width=2 * radius, height=2 * radius) for x, y, radius in spots]
    for each, spot in list(zip(found, spots, strict=True))[:MOST_NAMED]:
        drawn += _name(each.name, spot, plot, taken=taken, type_=type_.inked(pen.look.text), pen=pen)
    return drawn


def _spot(place: Place, chart: Chart, plot: Area) -> Spot:
    largest = min(LARGE, 0.06 * min(plot.size))
    radius = SMALL if place.share is None else max(SMALL, largest * math.sqrt(place.share))
    x = plot.x + chart.across.place(place.longitude) * plot.width
    y = plot.bottom - chart.up.place(place.latitude) * plot.height
    x = min(max(x, plot.x + radius), plot.right - radius)
    return x, min(max(y, plot.y + radius), plot.bottom - radius), radius


def _name(name: str, spot: Spot, plot: Area, *, taken: list[Area], type_: kinds.Type, pen: Pen) -> list[Element]:
    if not name:
        return []
    x, y, radius = spot
    wide, high, gap = width(name, type_.face, type_.size), height(type_), radius + 0.25 * type_.size
    places = (
        (x + gap, y - high / 2),
        (x - gap - wide, y - high / 2),
        (x - wide / 2, y - radius - high),
        (x - wide / 2, y + radius),
    )
    for left, top in places:
        at = area(left, top, width=wide + 1e-6, height=high)
        if _is_free(at, plot, taken):
            taken.append(at)
            return [pen.lax().line(name, at, type_=type_).element]
    return []


def _is_free(at: Area, plot: Area, taken: list[Area]) -> bool:
    is_inside = at.x >= plot.x and at.right <= plot.right and at.y >= plot.y and at.bottom <= plot.bottom
    return is_inside and not any(
        at.x < each.right and each.x < at.right and at.y < each.bottom and each.y < at.bottom for each in taken
    )
