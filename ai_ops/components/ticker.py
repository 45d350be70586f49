"""A ticker: one line of short texts. It moves only where a page lets it."""

from itertools import islice
from xml.etree.ElementTree import Element, SubElement

from ai_ops.components.base import ANY, TIMES, Box, Component, Content, Input, Shape
from ai_ops.components.parts import cards, rows, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen
from ai_ops.components.registry import register
from ai_ops.drawing import shapes, texts
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.fitting import line_height
from ai_ops.typesetting.measuring import ascent, width

MOST = 24
LONGEST = 90
APART = 1.1
"""Between two items, in sizes: half of it on each side of the dot."""
SHARE = 0.85
"""Of the height inside the card, for the line."""
SPEED = 1.3
"""Units a second: a line of 32 units passes in 25 seconds."""


@register
class Ticker(Component):
    """A card with a line of items, the newest first where moments are bound."""

    slug = "ticker"
    label = "Ticker"
    about = "Short texts in one line that moves, such as the latest messages or names with values."
    inputs = (
        Input("item", "The texts", Shape.COLUMN, kinds=ANY, is_required=True, takes_literal=True),
        Input("value", "A value behind each", Shape.COLUMN, kinds=ANY),
        Input("time", "When each was; the newest stand first", Shape.COLUMN, kinds=TIMES),
    )
    least = (6, 1)
    aspect = (2.0, 64.0)
    weight = 1

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return the items that fit a line, and all of them as a hidden line that moves.

        A page that may move things hides `.ticker-still` and shows `.ticker-moving`, by the attribute `display`.
        """
        pen, card = Pen(look, box, is_strict), cards.surface(box, look)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        size = min(kinds.step(look, 2), SHARE * card.inner.height / line_height(look.body, 1.0))
        plain = kinds.label(look).at(size)
        name, place = _named(content, card.inner.inset(0.5 * size, 0), plain, pen)
        still, is_whole = _still(items(content), place, plain, pen)
        moving = [] if is_whole else [_moving(items(content), place, plain, look)]
        return [*card.elements, *name, shapes.group(still, **{"class": "ticker-still"}), *moving]

    def describe(self, content: Content) -> str:
        """Return the first items."""
        words = values.missing(self, content) or values.listed(items(content), most=5)
        return f"{values.named(content, 'Ticker')}: {words}"


def items(content: Content) -> list[str]:
    """Return the texts of the line, each with its value."""
    item, value, time = content.bound["item"][0], content.one("value"), content.one("time")
    count = len(item.values)
    order = rows.ranked(time, count) if time else list(range(count))
    found = (" ".join(filter(None, (values.text(item, at), values.text(value, at) if value else ""))) for at in order)
    return [values.short(each, longest=LONGEST) for each in islice(filter(None, found), MOST)]


def _named(content: Content, place: Area, plain: kinds.Type, pen: Pen) -> tuple[list[Element], Area]:
    """Return the title at the left, and the area beside it."""
    title = texts.shown(content.title)
    if not title:
        return [], place
    type_ = kinds.strong(pen.look).inked(pen.look.ink(pen.look.primary)).about("title").at(*_sizes(plain, pen.look))
    line = pen.line(title, place.from_left(0.4 * place.width)[0], type_=type_)
    return [line.element], place.from_left(line.width, gap=plain.size)[1]


def _sizes(plain: kinds.Type, look: Look) -> tuple[float, ...]:
    return tuple(dict.fromkeys((plain.size, *kinds.ladder(look, plain.size))))


def _still(found: list[str], place: Area, plain: kinds.Type, pen: Pen) -> tuple[list[Element], bool]:
    """Return the items that fit the line, the first of them cut where it is longer, and whether these are all."""
    first = pen.lax().line(found[0], place, type_=plain)
    drawn, x = [first.element], place.x + first.width
    for text in found[1:]:
        wide = width(text, plain.face, plain.size)
        if x + APART * plain.size + wide > place.right:
            return drawn, False
        drawn += _item(text, x, place, plain=plain, look=pen.look)
        x += APART * plain.size + wide
    return drawn, texts.shown(first.element.text or "") == texts.shown(found[0])


def _item(text: str, x: float, place: Area, *, plain: kinds.Type, look: Look) -> list[Element]:
    """Return a dot and a text behind it, from x on."""
    dot = shapes.circle(x + APART * plain.size / 2, place.centre, radius=0.1 * plain.size, fill=look.muted)
    y = place.centre - line_height(plain.face, plain.size) / 2 + ascent(plain.face) * plain.size
    words = texts.run(x + APART * plain.size, y, text, face=plain.face, size=plain.size, fill=plain.fill)
    return [dot, words]


def _moving(found: list[str], place: Area, plain: kinds.Type, look: Look) -> Element:
    """Return all items twice in a row, hidden, in a place that cuts them, moving by the length of one row (SMIL)."""
    inner = area(0, 0, width=place.width, height=place.height)
    strip, x = shapes.group([]), 0.0
    for text in (*found, *found):
        strip.extend(_item(text, x, inner, plain=plain, look=look))
        x += APART * plain.size + width(text, plain.face, plain.size)
    length = shapes.number(-x / 2)
    motion = {"attributeName": "transform", "type": "translate", "from": "0 0", "to": f"{length} 0"}
    timing = {"dur": f"{x / 2 / SPEED:.1f}s", "repeatCount": "indefinite"}
    SubElement(strip, "animateTransform", {**motion, **timing})
    clip = shapes.shape("svg", x=place.x, y=place.y, width=place.width, height=place.height, overflow="hidden")
    clip.append(strip)
    return shapes.group([clip], **{"class": "ticker-moving", "display": "none", "aria_hidden": "true"})
