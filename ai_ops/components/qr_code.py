"""A QR code (ISO/IEC 18004), for phones that are held up to a screen."""

from xml.etree.ElementTree import Element

import segno

from ai_ops.components.base import ANY, Box, Component, Content, DoesNotFitError, Input
from ai_ops.components.parts import cards, values
from ai_ops.components.parts.areas import Area, area
from ai_ops.components.parts.pen import Pen, cells
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look

QUIET = 4
"""Free modules around a code, as the standard asks."""
LEAST_MODULE = 0.05
"""In grid units: three pixels on a screen of 1,920 × 1,080."""
DARK, BRIGHT = "#000000", "#FFFFFF"


@register
class QrCode(Component):
    """A code in black on white, in every look, for readers need the contrast."""

    slug = "qr_code"
    label = "QR code"
    about = "A code that phones read: an address or a short text, from a column or as given by a person."
    inputs = (Input("text", "What the code says", kinds=ANY, is_required=True, takes_literal=True),)
    least = (4, 4)
    aspect = (0.5, 2.0)
    weight = 2

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the code. Strict, raise DoesNotFitError where its modules would be too small to read."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        modules = code(values.one_text(content, "text"))
        side = min(card.inner.size)
        if modules and side / (len(modules) + 2 * QUIET) >= LEAST_MODULE:
            return [*card.elements, *_drawn(modules, card.inner, side)]
        if is_strict:
            raise DoesNotFitError(
                f"The text of the QR code is too long for a box of {cells(box)}: "
                "phones could not read it; make it larger or the text shorter."
            )
        return cards.empty(card, "The text is too long for a code of this size.", pen)

    def describe(self, content: Content) -> str:
        """Return what the code says."""
        words = values.missing(self, content) or values.short(values.one_text(content, "text"), longest=200)
        return f"{values.named(content, 'QR code')}: {words}"


def code(text: str) -> list[bytearray] | None:
    """Return the rows of modules, 1 for dark, or None where the text is too long for any code."""
    try:
        found = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    return [bytearray(row) for row in found.matrix]


def _drawn(modules: list[bytearray], place: Area, side: float) -> list[Element]:
    """Return the code in the middle of a place, its modules as one path of runs."""
    one = side / (len(modules) + 2 * QUIET)
    ground = area(place.middle - side / 2, place.centre - side / 2, width=side, height=side)
    x, y = ground.x + QUIET * one, ground.y + QUIET * one
    data = "".join(
        f"M{start} {down}h{length}v1h-{length}z" for down, row in enumerate(modules) for start, length in _runs(row)
    )
    dark = shapes.path(data, fill=DARK)
    dark.set("transform", f"translate({shapes.number(x)} {shapes.number(y)}) scale({one:.6f})")
    dark.set("shape-rendering", "crispEdges")
    return [shapes.rect(ground.x, ground.y, width=side, height=side, fill=BRIGHT, radius=min(0.1, one * 2)), dark]


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return where dark modules begin in a row, and how many stand side by side."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
