"""A pen: writes texts into their areas, in the largest size that fits."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ai_ops.components.base import Box, DoesNotFitError
from ai_ops.components.parts.areas import Area
from ai_ops.components.parts.type import Type
from ai_ops.drawing import texts
from ai_ops.drawing.looks import Look
from ai_ops.typesetting import fitting
from ai_ops.typesetting.measuring import ascent, width

QUOTED = 60
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """A text that was set on one line."""

    element: Element
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes with a look in a component's box. Strict, it raises DoesNotFitError instead of cutting a text."""

    look: Look
    box: Box
    is_strict: bool

    def lax(self) -> "Pen":
        """Return a pen that cuts: for names of rows and series, of which data may bring any."""
        return replace(self, is_strict=False)

    def size(self, text: str, place: Area, *, type_: Type) -> float:
        """Return the largest size in which a text fits on one line, or the smallest where it does not."""
        room = (place.width + SLACK, place.height + SLACK)
        found = fitting.fit_line(texts.shown(text), type_.face, type_.sizes, box=room)
        if found is None and self.is_strict:
            raise self.refusal(text, type_)
        return found or type_.least

    def line(self, text: str, place: Area, *, type_: Type, anchor: texts.Anchor = "start", at: str = "centre") -> Line:
        """Write a text on one line at the top, centre or bottom of an area."""
        text = texts.shown(text)
        size = min(self.size(text, place, type_=type_), room_for(type_, place.height))
        text = fitting.cut(text, type_.face, size, within=place.width + SLACK)
        if width(text, type_.face, size) > place.width + SLACK:
            text = ""
        high = fitting.line_height(type_.face, size)
        top = {"top": place.y, "centre": place.centre - high / 2, "bottom": place.bottom - high}[at]
        x = {"start": place.x, "middle": place.middle, "end": place.right}[anchor]
        y = top + ascent(type_.face) * size
        element = texts.run(x, y, text, face=type_.face, size=size, fill=type_.fill, anchor=anchor)
        return Line(element, size, width(text, type_.face, size))

    def block(
        self, text: str, place: Area, *, type_: Type, anchor: texts.Anchor = "start", at: str = "top"
    ) -> list[Element]:
        """Write a text in lines at the top or in the centre of an area."""
        text = texts.shown(text)
        found = fitting.fit_block(text, type_.face, type_.sizes, box=(place.width + SLACK, place.height + SLACK))
        if found is None and self.is_strict:
            raise self.refusal(text, type_)
        if found is None:
            size = min(type_.least, room_for(type_, place.height))
            found = fitting.cut_block(text, type_.face, size, box=(place.width, place.height))
        x = {"start": place.x, "middle": place.middle, "end": place.right}[anchor]
        top = place.y if at == "top" else place.centre - found.height / 2
        return texts.block(x, top, found, face=type_.face, fill=type_.fill, anchor=anchor)

    def longest(self, texts: Sequence[str], place: Area, *, type_: Type) -> str:
        """Return the first of some texts, the longest first, that fits an area on one line, or else the last."""
        fits = (each for each in texts if fitting.fit_line(each, type_.face, type_.sizes, box=place.size) is not None)
        return next(fits, texts[-1])

    def refusal(self, text: str, type_: Type) -> DoesNotFitError:
        """Return why a text does not fit, as a sentence."""
        quoted = texts.shown(text)
        quoted = quoted if len(quoted) <= QUOTED else f"{quoted[:QUOTED]}…"
        size = cells(self.box)
        return DoesNotFitError(f"The {type_.what} “{quoted}” does not fit a box of {size}; {type_.advice}.")


def cells(box: Box) -> str:
    """Return a box as the cells that it lies in: 4 × 2. It is a little smaller than they are."""
    return f"{math.ceil(box.width)} × {math.ceil(box.height)}"


def room_for(type_: Type, height: float) -> float:
    """Return the size whose line is so high."""
    return (height + SLACK) / fitting.line_height(type_.face, 1.0)


def height(type_: Type) -> float:
    """Return how high a line in the largest size is."""
    return fitting.line_height(type_.face, type_.size)
