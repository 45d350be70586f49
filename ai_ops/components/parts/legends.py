"""Legends: a mark in a colour, and the name that it stands for."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area
from ai_ops.components.parts.pen import Pen
from ai_ops.drawing import shapes

MARK = 0.55
"""Side of a mark, in sizes."""


def row(entries: Sequence[tuple[str, str]], place: Area, *, type_: kinds.Type, pen: Pen) -> list[Element]:
    """Return (colour, name) side by side, each with an equal share of the width at most."""
    found: list[Element] = []
    rest = place
    for number, (colour, name) in enumerate(entries):
        share = rest.width / (len(entries) - number)
        found.append(mark(rest, colour, type_.size))
        _mark, right = rest.from_left(MARK * type_.size, gap=0.4 * type_.size)
        line = pen.lax().line(name, right.from_left(share - 1.9 * type_.size)[0], type_=type_)
        found.append(line.element)
        rest = right.from_left(line.width, gap=type_.size)[1]
    return found


def mark(place: Area, colour: str, size: float) -> Element:
    """Return a mark at the left of a place."""
    side = MARK * size
    return shapes.rect(place.x, place.centre - side / 2, width=side, height=side, fill=colour, radius=side / 4)
