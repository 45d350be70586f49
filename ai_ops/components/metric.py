"""A metric: one number, how it changed, and the way there as a small line."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts.amounts import MINUS, number
from ai_ops.components.base import ANY, NUMBERS, Box, Component, Content, Input, Shape
from ai_ops.components.parts import cards, traces, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen, height
from ai_ops.components.parts.values import WORDS
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look

STEADY = 0.0005
"""A change below this share is none."""
LINE = 0.05
TALL = 3.2
WIDE = 6
SHARE = 0.4
GOOD = {"up": 1, "down": -1}


@dataclass(frozen=True, slots=True)
class Change:
    """How a value changed: 1 up, -1 down, 0 not; in words; whether that is good (1), bad (-1) or neither (0)."""

    direction: int
    words: str
    verdict: int = 0
    short: str = ""


@register
class Metric(Component):
    """A card with a large number."""

    slug = "metric"
    label = "Metric"
    about = "One number that matters, large: with the change from an earlier value, and a small line of its past."
    inputs = (
        Input("value", "The number", kinds=NUMBERS, is_required=True),
        Input("previous", "The number that it is compared with", kinds=NUMBERS, takes_literal=True),
        Input("good", "Which way is good: up or down; left out, neither", kinds=WORDS, takes_literal=True),
        Input("trend", "Its past, oldest first", Shape.COLUMN, kinds=NUMBERS),
        Input("caption", "A few words below the number", kinds=ANY, takes_literal=True),
    )
    least = (4, 2)
    aspect = (0.4, 10.0)
    weight = 5

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the number, its change or caption below it, and its past where there is room."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        past, place = _past(content, card.inner, look)
        note, place = _note(content, place, pen)
        largest = min(kinds.step(look, 8), place.height)
        line = pen.line(values.one_text(content, "value"), place, type_=kinds.value(look, largest=largest))
        return [*card.elements, *past, *note, line.element]

    def describe(self, content: Content) -> str:
        """Return the number, its change and its caption."""
        words = values.missing(self, content) or values.one_text(content, "value")
        found = change(content)
        caption = values.one_text(content, "caption")
        return f"{values.named(content, 'Metric')}: " + ", ".join(
            each for each in (words, found.words if found else "", values.short(caption)) if each
        )


def change(content: Content) -> Change | None:
    """Return how the value changed from the previous one, in per cent where that means something."""
    now, before = values.one_number(content, "value"), values.one_number(content, "previous")
    if now is None or before is None:
        return None
    share = (now - before) / abs(before) if before else 0.0
    if now == before or (before and abs(share) < STEADY):
        return Change(0, f"unchanged from {before_text(content)}", short="unchanged")
    direction = 1 if now > before else -1
    by = f"{number(round(abs(100 * share), 1))}%" if before and abs(share) < 10 else number(abs(now - before))  # noqa: PLR2004
    verdict = direction * GOOD.get(values.one_text(content, "good").lower(), 0)
    by = f"{'+' if direction > 0 else MINUS}{by}"
    return Change(direction, f"{by} from {before_text(content)}", verdict, by)


def before_text(content: Content) -> str:
    """Return the previous value as people read it."""
    return values.one_text(content, "previous")


def _past(content: Content, place: Area, look: Look) -> tuple[list[Element], Area]:
    """Return the small line below the number, or beside it, and the area that is left."""
    trend = content.one("trend")
    if trend is None or len(trend.values) < 2:  # noqa: PLR2004 - a line has two points
        return [], place
    if place.height >= TALL - 1:
        plot, rest = place.from_bottom(SHARE * place.height, gap=look.gap / 2)
    elif place.width >= WIDE - 1:
        plot, rest = place.from_right(SHARE * place.width, gap=look.gap)
    else:
        return [], place
    return traces.spark(values.numbers(trend), plot, colour=look.chart[0], line=LINE), rest


def _note(content: Content, place: Area, pen: Pen) -> tuple[list[Element], Area]:
    """Return the change, or the caption, below the number, and the area that is left."""
    found, words = change(content), values.one_text(content, "caption")
    type_ = kinds.small(pen.look)
    if not (found or words):
        return [], place
    below, rest = place.from_bottom(min(height(type_), 0.42 * place.height))
    colours = {1: pen.look.ink(pen.look.success), -1: pen.look.ink(pen.look.danger), 0: pen.look.muted}
    if found is None:
        return [pen.line(words, below, type_=type_).element], rest
    side = 0.5 * min(below.height, type_.size)
    arrow = _arrow(area(below.x, below.centre - side / 2, width=side, height=side), found.direction)
    text = kinds.Type(type_.face, type_.sizes, colours[found.verdict])
    _left, right = below.from_left(side, gap=side / 2)
    ways = [" · ".join(each for each in (change, words) if each) for change in (found.words, found.short)]
    drawn = pen.line(pen.longest(ways, right, type_=text), right, type_=text).element
    return [shapes.path(arrow, fill=colours[found.verdict]), drawn], rest


def _arrow(place: Area, direction: int) -> str:
    """Return a triangle that points up or down, or a bar for no change."""
    if direction == 0:
        thin = place.inset(0, 0.4 * place.height)
        return shapes.polyline(
            [(thin.x, thin.y), (thin.right, thin.y), (thin.right, thin.bottom), (thin.x, thin.bottom)], is_closed=True
        )
    tip, base = (place.y, place.bottom) if direction > 0 else (place.bottom, place.y)
    return shapes.polyline([(place.x, base), (place.right, base), (place.middle, tip)], is_closed=True)
