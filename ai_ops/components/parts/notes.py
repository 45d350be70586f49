"""What stands between and below rows: quiet lines, and how many rows are left out."""

from xml.etree.ElementTree import Element

from ai_ops.components.parts import cards
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area
from ai_ops.components.parts.pen import Pen
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look

RULE = 0.25
LINE = 1.2
"""Height of a note, in sizes."""


def rule(x: float, y: float, right: float, look: Look) -> Element:
    """Return a quiet line between two rows."""
    found = shapes.line(x, y, to=(right, y), stroke=look.border, width=cards.HAIRLINE)
    found.set("opacity", shapes.number(RULE))
    return found


def below(words: str, left: Area, pen: Pen, *, most: float) -> list[Element]:
    """Return a small line in what is left below rows of a size, no larger than they are, if there is room for one."""
    type_ = kinds.small(pen.look)
    type_ = type_.at(*(size for size in type_.sizes if size <= max(most, type_.least)))
    if pen.lax().size(words, left, type_=type_) * LINE > left.height + 1e-6 or left.height < pen.look.least * LINE:
        return []
    return [pen.lax().line(words, left, type_=type_).element]
