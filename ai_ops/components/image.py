"""An image slot: a place for a picture of the tenant's own."""

import re
from xml.etree.ElementTree import Element

from ai_ops.components.base import Box, Component, Content, Input
from ai_ops.components.parts import cards, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.areas import Area, area, whole
from ai_ops.components.parts.pen import Pen
from ai_ops.components.parts.values import WORDS
from ai_ops.components.registry import register
from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look

OWN = re.compile(r"/ai/files/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/")
"""A stored file's address on this server. No other address is ever drawn."""
SIGN = 0.34
LINE = 0.06


@register
class Image(Component):
    """A picture, or a quiet place for one with a sign and what belongs there."""

    slug = "image"
    label = "Image"
    about = "A place for a picture, such as a logo or a photo. A person chooses the picture afterwards."
    inputs = (
        Input("picture", "Left out: a person chooses it", kinds=WORDS, takes_literal=True),
        Input("alt", "What the picture shows, in words", kinds=WORDS, takes_literal=True),
    )
    least = (2, 2)
    aspect = (0.2, 6.0)
    weight = 1

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return the picture as large as fits, or the place for one."""
        address = picture(content)
        if not address:
            return self._slot(content, box, look)
        place = whole(box)
        element = shapes.shape("image", x=place.x, y=place.y, width=place.width, height=place.height, href=address)
        element.set("preserveAspectRatio", "xMidYMid meet")
        return [element]

    def _slot(self, content: Content, box: Box, look: Look) -> list[Element]:
        card, pen = cards.surface(box, look), Pen(look, box, is_strict=False)
        words = values.one_text(content, "alt") or content.title or "Picture"
        below, place = card.inner.from_bottom(min(0.4 * card.inner.height, 0.8))
        text = pen.block(words, below, type_=kinds.small(look), anchor="middle", at="centre")
        return [*card.elements, *_sign(place, look), *text]

    def describe(self, content: Content) -> str:
        """Return what the picture shows."""
        words = values.short(values.one_text(content, "alt") or content.title)
        if picture(content):
            return f"Image: {words}" if words else "Image"
        return f"Image slot: {words}" if words else "Image slot"


def picture(content: Content) -> str:
    """Return the address of the picture where it is a stored file of ours, or nothing."""
    address = values.one_text(content, "picture")
    return address if OWN.fullmatch(address) else ""


def _sign(place: Area, look: Look) -> list[Element]:
    """Return a sign for a picture: a frame with the sun and two hills."""
    high = min(place.height, 0.75 * place.width, 3.0) * 0.8
    wide = high * 4 / 3
    at = area(place.middle - wide / 2, place.centre - high / 2, width=wide, height=high)
    hills = [(0.08, 0.85), (0.36, 0.42), (0.56, 0.68), (0.7, 0.52), (0.92, 0.85)]
    outline = shapes.polyline([(at.x + x * wide, at.y + y * high) for x, y in hills], is_closed=True)
    line = min(LINE, 0.05 * high)
    frame = shapes.frame(at.x, at.y, width=wide, height=high, stroke=look.border, line=line, radius=0.1 * high)
    sun = shapes.circle(at.x + 0.74 * wide, at.y + 0.27 * high, radius=0.09 * high, fill=look.border)
    return [frame, shapes.path(outline, fill=look.border), sun]
