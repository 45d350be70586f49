"""A list: names with their values, the highest first."""

from xml.etree.ElementTree import Element

from ai_ops.components.base import ANY, NUMBERS, TIMES, Box, Component, Content, Input, Resolved, Shape
from ai_ops.components.parts import cards, notes, rows, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen
from ai_ops.components.registry import register
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.measuring import width

LEAST_NAME = 3.0
"""Of a row's size: a name that has less room is no name."""


@register
class List(Component):
    """A card with ranked rows."""

    slug = "list"
    label = "List"
    about = "Names, one below the other; with a value for each they are ranked, the highest first."
    inputs = (
        Input("label", "The names", Shape.COLUMN, kinds=ANY, is_required=True),
        Input("value", "Their values", Shape.COLUMN, kinds=NUMBERS | TIMES),
    )
    least = (4, 3)
    aspect = (0.2, 6.0)
    weight = 3

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with as many rows as fit, and how many more there are."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        order = ordered(content)
        fit = rows.fitted(
            len(order), card.inner.height, kinds.ladder(look, kinds.step(look, 3)), usual=kinds.step(look, 1)
        )
        drawn = _drawn(content, order[: fit.count], card.inner, fit=fit, pen=pen)
        more = _more(fit, card.inner, pen) if fit.more else []
        return [*card.elements, *drawn, *more]

    def describe(self, content: Content) -> str:
        """Return the first rows, and how many there are."""
        named = values.named(content, "List")
        if sentence := values.missing(self, content):
            return f"{named}: {sentence}"
        order, label, value = ordered(content), content.bound["label"][0], content.one("value")
        words = [
            " ".join(filter(None, (values.text(label, at), values.text(value, at) if value else ""))) for at in order
        ]
        return f"{named}: {values.listed(words, most=5)}"


def ordered(content: Content) -> list[int]:
    """Return the places of the rows that have a name, in the order in which they are shown."""
    label, value = content.bound["label"][0], content.one("value")
    order = rows.ranked(value, len(label.values)) if value else list(range(len(label.values)))
    return [at for at in order if values.text(label, at)]


def _drawn(content: Content, order: list[int], place: Area, *, fit: rows.Rows, pen: Pen) -> list[Element]:
    label, value = content.bound["label"][0], content.one("value")
    strong, plain = kinds.strong(pen.look).at(fit.size), kinds.label(pen.look).at(fit.size)
    ranks = kinds.Type(plain.face, plain.sizes, pen.look.muted)
    wide = width(f"{len(order)}", plain.face, fit.size) + 0.6 * fit.size if value else 0.0
    most = place.width - wide - LEAST_NAME * fit.size
    strong = _sized([values.text(value, at) for at in order] if value else [], most, strong, pen)
    found: list[Element] = []
    for number, at in enumerate(order):
        row = area(place.x, place.y + number * fit.height, width=place.width, height=fit.height)
        rank, rest = row.from_left(wide)
        if value:
            found.append(pen.lax().line(f"{number + 1}", rank, type_=ranks).element)
            rest = _valued(value, at, rest, type_=strong, pen=pen, found=found)
        found.append(pen.lax().line(values.text(label, at), rest, type_=plain).element)
        if number:
            found.append(notes.rule(row.x, row.y, row.right, pen.look))
    return found


def _sized(texts: list[str], most: float, type_: kinds.Type, pen: Pen) -> kinds.Type:
    """Return how values are set, so that the longest fits beside a name. Strict, raise DoesNotFitError."""
    longest = max(texts, key=lambda each: width(each, type_.face, 1.0), default="")
    sizes = tuple(size for size in (type_.size, *kinds.ladder(pen.look, type_.size)) if size <= type_.size)
    size = pen.size(longest, area(0, 0, width=most, height=pen.box.height), type_=type_.at(*sizes))
    return type_.at(size)


def _valued(value: Resolved, at: int, place: Area, *, type_: kinds.Type, pen: Pen, found: list[Element]) -> Area:
    """Write a row's value at the right, and return what is left for its name."""
    line = pen.lax().line(values.text(value, at) or values.MISSING, place, type_=type_, anchor="end")
    found.append(line.element)
    return place.from_right(line.width, gap=0.5 * type_.size)[1]


def _more(fit: rows.Rows, place: Area, pen: Pen) -> list[Element]:
    used = fit.count * fit.height
    left = area(place.x, place.y + used, width=place.width, height=place.height - used)
    return notes.below(f"and {fit.more:,} more", left, pen, most=fit.size)
