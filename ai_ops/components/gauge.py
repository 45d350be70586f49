"""A gauge: where a value stands between two ends, against thresholds and a target."""

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts.scales import Scale, around, tick_text
from ai_ops.components.base import NUMBERS, Box, Component, Content, Input
from ai_ops.components.parts import axes, cards, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen, height
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look

THICK = 0.2
"""Of the radius."""
TRACK = 0.16
FULL = 100.0
BEYOND = 1.2
"""So far beyond the value a round end lies at least."""
STATES = ("Good", "Warning", "Danger")


@dataclass(frozen=True, slots=True)
class Reading:
    """A gauge's value, its ends, its target, and its state: 0 good, 1 warning, 2 danger, None without thresholds."""

    value: float
    low: float
    high: float
    target: float | None
    state: int | None

    def place(self, value: float) -> float:
        """Return where a value stands, from 0 to 1."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


@register
class Gauge(Component):
    """A card with a half ring that fills, and the value in it."""

    slug = "gauge"
    label = "Gauge"
    about = "One number between a low and a high end, with a target, and with thresholds for warning and danger."
    inputs = (
        Input("value", "The number", kinds=NUMBERS, is_required=True),
        Input("low", "The low end; 0 where it is left out", kinds=NUMBERS, takes_literal=True),
        Input("high", "The high end; a round one where it is left out", kinds=NUMBERS, takes_literal=True),
        Input("target", "What is aimed at", kinds=NUMBERS, takes_literal=True),
        Input("warning", "From here on the value is a warning", kinds=NUMBERS, takes_literal=True),
        Input("danger", "From here on it is a danger; below the warning, downwards", kinds=NUMBERS, takes_literal=True),
    )
    least = (4, 4)
    aspect = (0.5, 3.0)
    weight = 4

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the ring, the value and its state in words."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content) or unread(content):
            return cards.empty(card, sentence, pen)
        type_ = axes.small(pen)
        found, foot, ring = reading(content), height(type_), card.inner
        radius = max(0.01, min(ring.width / 2, ring.height - foot * 1.3))
        top = ring.y + max(0.0, (ring.height - radius - foot * 1.3) / 2)
        dial = area(ring.middle - radius, top, width=2 * radius, height=radius)
        return [*card.elements, *_ring(found, dial, look), *_words(content, found, dial, type_=type_, pen=pen)]

    def describe(self, content: Content) -> str:
        """Return the value, the ends, the target and the state."""
        named = values.named(content, "Gauge")
        if sentence := values.missing(self, content) or unread(content):
            return f"{named}: {sentence}"
        found = reading(content)
        low, high = ends(found)
        words = [f"{values.one_text(content, 'value')} between {low} and {high}"]
        words += [f"target {values.one_text(content, 'target')}"] if found.target is not None else []
        words += [STATES[found.state].lower()] if found.state is not None else []
        return f"{named}: {', '.join(words)}"


def unread(content: Content) -> str:
    """Return a sentence where the value is no number."""
    return "" if values.one_number(content, "value") is not None else "No data: “value” is no number."


def reading(content: Content) -> Reading:
    """Return what a gauge shows; an end that is missing or in the wrong place is replaced by a round one."""
    value, low, high, target = (values.one_number(content, each) for each in ("value", "low", "high", "target"))
    value = value or 0.0
    marks = [each for each in (value, target, *_thresholds(content)) if each is not None]
    bound = content.one("value")
    is_share = bound is not None and bound.unit == "%" and all(0 <= each <= FULL for each in marks)
    scale = around([0.0, FULL] if is_share else [0.0, *(BEYOND * each for each in marks)])
    low = scale.low if low is None else low
    high = scale.high if high is None else high
    low, high = (low, high) if low < high else (scale.low, scale.high)
    return Reading(value, low, high, target, _state(value, *_thresholds(content)))


def _thresholds(content: Content) -> tuple[float | None, float | None]:
    return values.one_number(content, "warning"), values.one_number(content, "danger")


def _state(value: float, warning: float | None, danger: float | None) -> int | None:
    """Return the state; with a danger below the warning, low values are the bad ones."""
    if warning is None and danger is None:
        return None
    sign = -1 if warning is not None and danger is not None and danger < warning else 1
    passed = [each is not None and sign * value >= sign * each for each in (warning, danger)]
    return 2 if passed[1] else 1 if passed[0] else 0


def ends(found: Reading) -> tuple[str, str]:
    """Return the words of both ends."""
    scale = Scale(found.low, found.high, (found.low, found.high))
    return tick_text(found.low, scale), tick_text(found.high, scale)


def colour(state: int | None, look: Look) -> str:
    """Return the colour of a state."""
    return look.primary if state is None else (look.success, look.warning, look.danger)[state]


def _ring(found: Reading, dial: Area, look: Look) -> list[Element]:
    fill = colour(found.state, look)
    track = shapes.path(_arc(dial, 0, 1), fill=fill, opacity=TRACK)
    share = found.place(found.value)
    drawn = [track, *([shapes.path(_arc(dial, 0, share), fill=fill)] if share > 0 else [])]
    if found.target is None:
        return drawn
    inner, outer = _on(dial, found.place(found.target), 1 - 1.15 * THICK), _on(dial, found.place(found.target), 1)
    return [*drawn, shapes.line(*inner, to=outer, stroke=look.text, width=min(0.08, 0.03 * dial.height))]


def _on(dial: Area, share: float, far: float) -> tuple[float, float]:
    """Return a point so far from the middle of a half ring, in radii, at a share of its way from left to right."""
    angle = math.pi * (1 - share)
    return dial.middle + dial.height * far * math.cos(angle), dial.bottom - dial.height * far * math.sin(angle)


def _arc(dial: Area, start: float, end: float) -> str:
    """Return the outline of a part of the half ring."""
    radius, inner = dial.height, dial.height * (1 - THICK)
    points = (_on(dial, start, 1), _on(dial, end, 1), _on(dial, end, 1 - THICK), _on(dial, start, 1 - THICK))
    first, second, third, fourth = (" ".join(map(shapes.number, each)) for each in points)
    out, back = shapes.number(radius), shapes.number(inner)
    return f"M{first}A{out} {out} 0 0 1 {second}L{third}A{back} {back} 0 0 0 {fourth}Z"


def _words(content: Content, found: Reading, dial: Area, *, type_: kinds.Type, pen: Pen) -> list[Element]:
    radius = dial.height
    state = STATES[found.state] if found.state is not None else _target(content)
    room = area(dial.middle - 0.66 * radius, dial.y + 0.38 * radius, width=1.32 * radius, height=0.62 * radius)
    low = area(dial.x, dial.bottom, width=radius * 0.9, height=height(type_) * 1.3)
    high = area(dial.middle + radius * 0.1, dial.bottom, width=radius * 0.9, height=height(type_) * 1.3)
    left, right = ends(found)
    drawn = [
        pen.lax().line(left, low, type_=type_, at="bottom").element,
        pen.lax().line(right, high, type_=type_, at="bottom", anchor="end").element,
    ]
    if state and 0.2 * radius >= pen.look.least:
        below, room = room.from_bottom(height(type_))
        inked = type_.inked(pen.look.ink(colour(found.state, pen.look)) if found.state is not None else type_.fill)
        drawn.append(pen.lax().line(state, below, type_=inked, anchor="middle").element)
    value = kinds.value(pen.look, largest=min(kinds.step(pen.look, 7), max(pen.look.least, 0.46 * radius)))
    return [*drawn, pen.line(values.one_text(content, "value"), room, type_=value, anchor="middle").element]


def _target(content: Content) -> str:
    target = values.one_text(content, "target")
    return f"Target {target}" if target else ""
