"""The card that a component stands on: the surface, and its title."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.components.base import Box, Content
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area, whole
from ai_ops.components.parts.pen import Pen
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.drawing.texts import shown
from ai_ops.typesetting import fitting

HAIRLINE = 0.02
QUIET = 0.3
LARGE = 3
"""From this height on a title may be larger."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card that is drawn: its shapes, and the area for what it shows."""

    elements: list[Element]
    inner: Area


def surface(box: Box, look: Look) -> Card:
    """Return an empty card."""
    outer = whole(box).inset(HAIRLINE / 2)
    radius = min(look.radius, outer.height / 2, outer.width / 2)
    ground = shapes.rect(outer.x, outer.y, width=outer.width, height=outer.height, fill=look.surface, radius=radius)
    ground.set("stroke", look.border)
    ground.set("stroke-width", shapes.number(HAIRLINE))
    ground.set("stroke-opacity", shapes.number(QUIET))
    return Card([ground], outer.inset(padding(outer, look)))


def padding(outer: Area, look: Look) -> float:
    """Return how far what a card shows keeps from its edge: more in larger cards."""
    return min(max(look.gap, 0.12 * min(outer.size)), look.gap * 2, 0.14 * min(outer.size))


def titled(content: Content, pen: Pen) -> Card:
    """Return a card with its title at the top left, in two lines where one is not enough and there is height."""
    card = surface(pen.box, pen.look)
    if not shown(content.title):
        return card
    type_ = title_type(pen)
    one = fitting.fit_line(shown(content.title), type_.face, type_.sizes, box=(card.inner.width, card.inner.height))
    lines = 1 if one or pen.box.height < 3 else 2  # noqa: PLR2004 - grid cells
    size = one or type_.least
    place, rest = card.inner.from_top(fitting.block_height(type_.face, size, lines) + 1e-6)
    drawn = pen.block(content.title, place, type_=type_)
    gap = min(pen.look.gap, 0.08 * card.inner.height)
    return Card([*card.elements, *drawn], area(rest.x, rest.y + gap, width=rest.width, height=rest.height - gap))


def title_type(pen: Pen) -> kinds.Type:
    """Return how the title of a card is set: larger in large ones."""
    type_ = kinds.title(pen.look)
    return (
        type_
        if pen.box.height >= LARGE
        else kinds.Type(
            type_.face, kinds.ladder(pen.look, kinds.step(pen.look, 0)), type_.fill, type_.what, type_.advice
        )
    )


def empty(card: Card, sentence: str, pen: Pen) -> list[Element]:
    """Return a card that says why it shows nothing."""
    type_ = kinds.small(pen.look)
    return [*card.elements, *pen.lax().block(sentence, card.inner, type_=type_, at="centre")]
