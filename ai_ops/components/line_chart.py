"""A line chart: up to three columns over time, over numbers, or over rows."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts import times
from ai_ops.charts.scales import Scale, between, tick_text
from ai_ops.components.base import ANY, NUMBERS, TIMES, Box, Component, Content, Input, Resolved, Shape
from ai_ops.components.parts import axes, cards, legends, traces, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen, height
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.measuring import width

MOST = 3
LINE = 0.06
LABELS = 0.3
"""Of the width: values beside the ends of the lines take so much at most."""
TICK = 3.2
"""Width for each tick of time, in sizes."""

MOST_TICKS = 8
CROWD = "mean, lowest to highest"
"""What is drawn of more points than there is room for."""
HALF = 0.5

type Points = list[tuple[float, float | None]]


@dataclass(frozen=True, slots=True)
class Series:
    """A column as a line: points by their share of the width, its colour, and its last value in words."""

    name: str
    points: Points
    colour: str
    last: str


@register
class LineChart(Component):
    """A card with lines, few quiet axes, and the last value of each line."""

    slug = "line_chart"
    label = "Line chart"
    about = "How up to three numbers go over time (or over another number): for a past with many points."
    inputs = (
        Input("x", "Time, or what else the points are in order of", Shape.COLUMN, kinds=ANY, is_required=True),
        Input("y", "A line; bind one for each", Shape.COLUMN, kinds=NUMBERS, is_required=True, most=MOST),
    )
    least = (6, 4)
    aspect = (0.5, 8.0)
    weight = 4

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the lines; a missing value is a gap."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        across = across_of(content.bound["x"][0])
        lines = series(content, across, look)
        legend, place = _legend(lines, card.inner, pen)
        return [*card.elements, *legend, *_plotted(lines, across, place, unit=content.bound["y"][0].unit, pen=pen)]

    def describe(self, content: Content) -> str:
        """Return each line's count, lowest, highest and last value."""
        named = values.named(content, "Line chart")
        if sentence := values.missing(self, content):
            return f"{named}: {sentence}"
        x = content.bound["x"][0]
        order = across_of(x).order
        span = f", {values.text(x, order[0])} to {values.text(x, order[-1])}" if len(order) > 1 else ""
        return f"{named}{span}. " + " ".join(map(summary, content.bound["y"][:MOST]))


@dataclass(frozen=True, slots=True)
class Across:
    """Where the points stand: their order, the share of the width of each in that order, and the ends in numbers.

    `texts` are the names of the points in that order. Without ends the points stand side by side.
    """

    order: list[int]
    shares: list[float]
    ends: tuple[float, float] | None
    is_time: bool
    texts: tuple[str, ...]


def across_of(x: Resolved) -> Across:
    """Return where points stand: by time or number where each has one, else side by side in their order."""
    is_time = x.kind in TIMES
    read = [values.seconds(each) if is_time else values.number(each) for each in x.values]
    known = {at: value for at, value in enumerate(read) if value is not None}
    if (is_time or x.kind in NUMBERS) and known and min(known.values()) < max(known.values()):
        order = sorted(known, key=lambda at: known[at])
        first, last = known[order[0]], known[order[-1]]
        shares = [(known[at] - first) / (last - first) for at in order]
        return Across(order, shares, (first, last), is_time, tuple(values.text(x, at) for at in order))
    count = len(x.values)
    shares = [at / (count - 1) for at in range(count)] if count > 1 else [0.5]
    return Across(list(range(count)), shares, None, is_time, tuple(values.texts(x)))


def series(content: Content, across: Across, look: Look) -> list[Series]:
    """Return the lines in the order of their bindings."""
    found = []
    for number, bound in enumerate(content.bound["y"][:MOST]):
        read = values.numbers(bound)
        at = [place for place in across.order if place < len(read)]
        points = [(share, read[place]) for share, place in zip(across.shares, at, strict=False)]
        last = next((values.text(bound, place) for place in reversed(at) if read[place] is not None), "")
        name = bound.label or f"Line {number + 1}"
        found.append(Series(name, points, look.chart[number % len(look.chart)], last))
    return found


def summary(bound: Resolved) -> str:
    """Return a column in a sentence: how many values, the lowest, the highest, the last."""
    known = [(value, at) for at, value in enumerate(values.numbers(bound)) if value is not None]
    name = values.short(bound.label, longest=40) or "Values"
    if not known:
        return f"{name}: no values."
    low, high, last = min(known)[1], max(known)[1], known[-1][1]
    ends = f"lowest {values.text(bound, low)}, highest {values.text(bound, high)}, last {values.text(bound, last)}"
    return f"{name}: {len(known):,} {'value' if len(known) == 1 else 'values'}, {ends}."


def _legend(lines: list[Series], place: Area, pen: Pen) -> tuple[list[Element], Area]:
    """Return the names of several lines above the plot, what a band is, and what is left below."""
    is_crowded = any(traces.is_crowded(len(each.points), place) for each in lines)
    if len(lines) == 1 and not is_crowded:
        return [], place
    type_ = axes.small(pen)
    top, rest = place.from_top(height(type_), gap=0.4 * type_.size)
    found = []
    if is_crowded:
        line = pen.lax().line(CROWD, top.from_right(HALF * top.width)[0], type_=type_, anchor="end")
        found, top = [line.element], top.from_right(line.width, gap=type_.size)[1]
    names = [(each.colour, each.name) for each in lines] if len(lines) > 1 else []
    return [*found, *legends.row(names, top, type_=type_.inked(pen.look.text), pen=pen)], rest


def _plotted(lines: list[Series], across: Across, place: Area, *, unit: str, pen: Pen) -> list[Element]:
    type_ = axes.small(pen)
    known = [y for each in lines for _x, y in each.points if y is not None]
    _half, place = place.from_top(height(type_) / 2)
    foot, above = place.from_bottom(height(type_), gap=0.4 * type_.size)
    above, beside = _beside(lines, above, pen)
    axis = axes.upward(known, above, unit=unit, pen=pen)
    foot = area(axis.plot.x, foot.y, width=axis.plot.width, height=foot.height)
    plot = axis.plot.inset(LINE, 0)
    found = [*axis.elements, *axes.below(ticks(across, foot.width, type_), foot, type_=type_, pen=pen)]
    for each in lines:
        found += traces.trace(each.points, axis.scale, plot, colour=each.colour, line=LINE, wash=len(lines) == 1)
    return found + _ends(lines, plot, axis.scale, beside=beside, pen=pen)


def _beside(lines: list[Series], place: Area, pen: Pen) -> tuple[Area, Area | None]:
    """Return the plot's place and, at its right, one for the last values where there is room."""
    type_ = _strong(pen)
    wide = max(width(each.last, type_.face, type_.size) for each in lines) + 0.5 * type_.size
    if wide > LABELS * place.width or place.height < 1.4 * len(lines) * height(type_):
        return place, None
    right, left = place.from_right(wide)
    return left, right


def _strong(pen: Pen) -> kinds.Type:
    return kinds.strong(pen.look).at(axes.small(pen).size)


def _ends(lines: list[Series], plot: Area, scale: Scale, *, beside: Area | None, pen: Pen) -> list[Element]:
    """Return a dot at the end of each line and, where there is room, its last value beside it."""
    found: list[Element] = []
    ends = []
    for each in lines:
        known = [(x, y) for x, y in each.points if y is not None]
        if known:
            (x, y), *_ = traces.placed(known[-1:], scale, plot)
            found.append(shapes.circle(x, y, radius=1.7 * LINE, fill=each.colour, stroke=pen.look.surface, line=0.03))
            ends.append((y, each))
    type_ = _strong(pen)
    if beside is None:
        return found
    high, top = height(type_), beside.y
    ends.sort(key=lambda end: end[0])
    for number, (y, each) in enumerate(ends):
        lowest = beside.bottom - (len(ends) - number) * high
        top = max(top, min(y - high / 2, lowest))
        at = area(beside.x + 0.4 * type_.size, top, width=beside.width - 0.4 * type_.size, height=high)
        found.append(pen.lax().line(each.last, at, type_=type_).element)
        top += high
    return found


def ticks(across: Across, room: float, type_: kinds.Type) -> list[tuple[float, str]]:
    """Return places and words below the plot: round moments, round numbers, or some of the points' names."""
    if across.ends is None:
        texts = [values.short(each, longest=24) for each in across.texts]
        return [(across.shares[at], texts[at]) for at in axes.spread(texts, room, type_)]
    first, last = across.ends
    most = max(2, min(int(room / (TICK * type_.size)), MOST_TICKS))
    if across.is_time:
        moments = times.moments(first, last, most=most)
        found = [((each.seconds - first) / (last - first), each.text) for each in moments]
    else:
        scale = between(first, last, most=max(3, most))
        found = [(scale.place(each), tick_text(each, scale)) for each in scale.ticks]
    return found if len(found) > 1 else [(0.0, across.texts[0]), (1.0, across.texts[-1])]
