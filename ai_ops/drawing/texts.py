"""Texts as SVG elements. A text is as wide as it was measured, also in a font that stands in for ours."""

import unicodedata
from typing import Literal
from xml.etree.ElementTree import Element

from ai_ops.drawing.shapes import shape
from ai_ops.typesetting.faces import Face
from ai_ops.typesetting.fitting import LEADING, Block
from ai_ops.typesetting.fonts import family
from ai_ops.typesetting.measuring import ascent, width

type Anchor = Literal["start", "middle", "end"]

_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def shown(text: str) -> str:
    """Return a text on one line, without characters that XML refuses, that are not seen, or that turn its direction."""
    if text.isprintable():
        return " ".join(text.split())
    kept = (
        each for each in text if each not in _TURNING and (each.isspace() or unicodedata.category(each) not in _UNSEEN)
    )
    return " ".join("".join(kept).split())


def run(x: float, y: float, text: str, *, face: Face, size: float, fill: str, anchor: Anchor = "start") -> Element:
    """Return a text on one line; (x, y) is its start, middle or end on the baseline."""
    text = shown(text)
    wide = width(text, face, size)
    element = shape(
        "text",
        x=x,
        y=y,
        font_family=family(face.font).stack,
        font_weight=str(face.weight),
        font_size=size,
        font_variant="lining-nums tabular-nums" if face.is_tabular else None,
        fill=fill,
        text_anchor=anchor if anchor != "start" else None,
        textLength=wide or None,
        lengthAdjust="spacingAndGlyphs" if wide else None,
    )
    element.text = text
    return element


def block(x: float, y: float, content: Block, *, face: Face, fill: str, anchor: Anchor = "start") -> list[Element]:
    """Return the lines of a block whose top is at y."""
    top = y + ascent(face) * content.size
    return [
        run(x, top + at * LEADING * content.size, line, face=face, size=content.size, fill=fill, anchor=anchor)
        for at, line in enumerate(content.lines)
    ]
