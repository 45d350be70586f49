"""Progress: how much of a target is reached, as a bar."""

from xml.etree.ElementTree import Element

from ai_ops.charts.amounts import number
from ai_ops.components.base import NUMBERS, Box, Component, Content, Input
from ai_ops.components.parts import cards, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area
from ai_ops.components.parts.pen import Pen, height
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look

FULL = 100.0
TRACK = 0.18
THICKEST = 0.7
NOTE = 0.6
"""Of the width, for value and target; the target alone where both do not fit."""


@register
class Progress(Component):
    """A card with a bar that fills."""

    slug = "progress"
    label = "Progress"
    about = "How much of a target is reached, as a bar. Without a target the value is read as per cent."
    inputs = (
        Input("value", "What is reached", kinds=NUMBERS, is_required=True),
        Input("target", "What is to be reached; 100 where it is left out", kinds=NUMBERS, takes_literal=True),
    )
    least = (4, 2)
    aspect = (0.8, 16.0)
    weight = 3

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the share, the bar, and value and target in words."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        reached = share(content)
        thick = min(THICKEST, max(0.12, 0.16 * card.inner.height))
        bar, above = card.inner.from_bottom(thick, gap=min(look.gap / 2, 0.1 * card.inner.height))
        type_ = kinds.value(look, largest=min(kinds.step(look, 6), max(above.height, look.least)))
        note, place = _note(content, above, pen)
        line = pen.line(percent(reached), place, type_=type_, at="centre")
        return [*card.elements, line.element, *note, *_bar(bar, reached, look)]

    def describe(self, content: Content) -> str:
        """Return the share, and value and target."""
        words = values.missing(self, content) or f"{percent(share(content))}, {words_of(content)}"
        return f"{values.named(content, 'Progress')}: {words}"


def share(content: Content) -> float:
    """Return how much of the target is reached; nothing where there is no target to reach."""
    value, target = values.one_number(content, "value"), values.one_number(content, "target")
    target = FULL if target is None else target
    return (value or 0.0) / target if target > 0 else 0.0


def percent(reached: float) -> str:
    """Return a share in per cent."""
    return f"{number(round(100 * reached, 1 if abs(reached) < 0.1 else 0))}%"  # noqa: PLR2004 - below ten per cent


def words_of(content: Content) -> str:
    """Return value and target in words."""
    value, target = values.one_text(content, "value"), values.one_text(content, "target")
    return f"{value} of {target}" if target else value


def _note(content: Content, place: Area, pen: Pen) -> tuple[list[Element], Area]:
    """Return value and target at the right, where a target is bound, and what is left."""
    if not values.one_text(content, "target"):
        return [], place
    type_ = kinds.small(pen.look)
    side, rest = place.from_right(NOTE * place.width, gap=pen.look.gap / 2)
    side, _above = side.from_bottom(min(side.height, 1.4 * height(type_)))
    words = pen.longest([words_of(content), f"of {values.one_text(content, 'target')}"], side, type_=type_)
    return [pen.line(words, side, type_=type_, anchor="end").element], rest


def _bar(place: Area, reached: float, look: Look) -> list[Element]:
    filled = min(max(reached, 0.0), 1.0) * place.width
    radius = place.height / 2
    track = shapes.rect(place.x, place.y, width=place.width, height=place.height, fill=look.primary, radius=radius)
    track.set("opacity", shapes.number(TRACK))
    bar = shapes.rect(place.x, place.y, width=max(filled, 0), height=place.height, fill=look.primary, radius=radius)
    edge = shapes.frame(
        place.x, place.y, width=place.width, height=place.height, stroke=look.primary, line=0.02, radius=radius
    )
    return [track, *([bar] if filled > 0 else []), edge]
