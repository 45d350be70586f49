"""A table: columns side by side, a row for each row of the data."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.components.base import ANY, NUMBERS, TIMES, Box, Component, Content, Input, Resolved, Shape
from ai_ops.components.parts import cards, notes, rows, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen
from ai_ops.components.registry import register
from ai_ops.drawing.looks import Look
from ai_ops.drawing.texts import Anchor
from ai_ops.typesetting.measuring import width

MOST_COLUMNS = 8
GAP = 0.9
LEAST_WORDS, MOST_WORDS, LEAST_HEADER, MOST_HEADER = 4.0, 22.0, 3.2, 8.0
"""In sizes: how wide a column of words is at least and at most, and how far a header widens a column."""
SMALLER = 0.6
"""As small a table may become, of the size that its height allows, before a header is cut."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is shown: its texts, their natural and least width in sizes, and how they stand.

    `whole` is the least width with which its header is not cut.
    """

    header: str
    texts: tuple[str, ...]
    natural: float
    least: float
    whole: float
    anchor: Anchor = "start"
    is_words: bool = False


@register
class Table(Component):
    """A card with a header and rows, numbers at the right."""

    slug = "table"
    label = "Table"
    about = "Several columns of the same rows, the newest rows first where they have a time: for exact values."
    inputs = (
        Input("column", "A column; bind one for each", Shape.COLUMN, kinds=ANY, is_required=True, most=MOST_COLUMNS),
    )
    least = (6, 4)
    aspect = (0.3, 6.0)
    weight = 3

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with as many rows as fit. A name may be cut, a number or a date never; strict, that raises."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        bound = content.bound["column"]
        count = max(len(each.values) for each in bound)
        high = card.inner.height
        fit = rows.fitted(count + 1, high, kinds.ladder(look, kinds.step(look, 2)), usual=kinds.step(look, 1))
        order = rows.newest_first(bound, count)[: max(1, fit.count - 1)]
        columns, size = _sized([_column(each, order, look) for each in bound], card.inner.width, fit.size, pen)
        widths = _widths(columns, card.inner.width, size)
        return [
            *card.elements,
            *_drawn(columns, widths, card.inner, row=fit.height, size=size, pen=pen),
            *_more(count - len(order), fit, card.inner, pen=pen, is_newest=order[0] > order[-1]),
        ]

    def describe(self, content: Content) -> str:
        """Return the columns, how many rows there are, and the first of them."""
        named = values.named(content, "Table")
        if sentence := values.missing(self, content):
            return f"{named}: {sentence}"
        bound = content.bound["column"]
        count = max(len(each.values) for each in bound)
        first = rows.newest_first(bound, count)[0]
        columns = values.listed([each.label for each in bound])
        cells = values.listed([values.text(each, first) or values.MISSING for each in bound])
        return f"{named}: {count:,} {'row' if count == 1 else 'rows'} of {columns}. The first: {cells}"


def _column(bound: Resolved, order: list[int], look: Look) -> Column:
    texts = tuple(values.text(bound, at) or values.MISSING for at in order)
    face = kinds.label(look).face
    header = values.short(bound.label, longest=40)
    title = width(header, face, 1.0)
    natural = max(width(each[: values.LONGEST], face, 1.0) for each in texts)
    wide, least = max(natural, min(title, MOST_HEADER)), max(natural, min(title, LEAST_HEADER))
    if bound.kind in NUMBERS:
        return Column(header, texts, wide, least, wide, "end")
    if bound.kind in TIMES:
        return Column(header, texts, wide, least, wide)
    least = max(min(natural, LEAST_WORDS), min(title, LEAST_HEADER))
    whole = max(least, min(title, MOST_HEADER))
    return Column(header, texts, max(min(wide, MOST_WORDS), least), least, whole, is_words=True)


def _sized(columns: list[Column], room: float, size: float, pen: Pen) -> tuple[list[Column], float]:
    """Return the columns in the largest size in which all fit, or the first ones that fit the least size."""
    sizes = [size, *(each for each in kinds.ladder(pen.look, size) if each < size)]
    with_headers = [each for each in sizes if each >= SMALLER * size and _whole(columns, each) <= room]
    fitting = with_headers or [each for each in sizes if _least(columns, each) <= room]
    if fitting:
        return columns, fitting[0]
    if pen.is_strict:
        widest = max(columns, key=lambda column: column.least)
        type_ = kinds.label(pen.look).about("table with", "make it wider or show fewer columns")
        raise pen.refusal(max((widest.header, *widest.texts), key=len), type_)
    while len(columns) > 1 and _least(columns, sizes[-1]) > room:
        columns = columns[:-1]
    return columns, sizes[-1]


def _least(columns: list[Column], size: float) -> float:
    return (sum(each.least for each in columns) + GAP * (len(columns) - 1)) * size


def _whole(columns: list[Column], size: float) -> float:
    return (sum(each.whole for each in columns) + GAP * (len(columns) - 1)) * size


def _widths(columns: list[Column], room: float, size: float) -> list[float]:
    """Return the widths of columns: the least of each, then more for headers, then for words, then all wider."""
    room -= GAP * size * (len(columns) - 1)
    found = [each.least * size for each in columns]
    if sum(found) > room:
        return [room]
    for is_words in (False, True):
        wanted = [(each.natural - each.least) * size if each.is_words is is_words else 0.0 for each in columns]
        share = min(1.0, (room - sum(found)) / sum(wanted)) if sum(wanted) else 0.0
        found = [wide + share * more for wide, more in zip(found, wanted, strict=True)]
    return [wide + (room - sum(found)) / len(columns) for wide in found]


def _drawn(
    columns: list[Column], widths: list[float], place: Area, *, row: float, size: float, pen: Pen
) -> list[Element]:
    head, cell = kinds.small(pen.look).at(min(size, kinds.step(pen.look, 1))), kinds.label(pen.look).at(size)
    lax, x = pen.lax(), place.x
    found: list[Element] = []
    for column, wide in zip(columns, widths, strict=True):
        for number, text in enumerate((column.header, *column.texts)):
            at = area(x, place.y + number * row, width=wide, height=row)
            found.append(lax.line(text, at, type_=cell if number else head, anchor=column.anchor).element)
        x += wide + GAP * size
    lines = range(1, len(columns[0].texts) + 1)
    return found + [notes.rule(place.x, place.y + number * row, place.right, pen.look) for number in lines]


def _more(more: int, fit: rows.Rows, place: Area, *, pen: Pen, is_newest: bool) -> list[Element]:
    used = (fit.count if fit.count > 1 else 2) * fit.height
    left = area(place.x, place.y + used, width=place.width, height=place.height - used)
    return notes.below(f"and {more:,} {'earlier' if is_newest else 'more'}", left, pen, most=fit.size) if more else []
