"""A heading: the name of a layout or of a part of it."""

from xml.etree.ElementTree import Element

from ai_ops.colour.contrast import contrast
from ai_ops.components.base import ANY, Box, Component, Content, Input
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts import values
from ai_ops.components.parts.areas import Area, whole
from ai_ops.components.parts.pen import Pen
from ai_ops.components.registry import register
from ai_ops.drawing.looks import Look
from ai_ops.typesetting.fitting import line_height

SHARE = 0.6
"""Of the height, for the heading itself where a subtitle stands below it."""


@register
class Heading(Component):
    """Large words on the background, without a card."""

    slug = "heading"
    label = "Heading"
    about = "The name of the whole layout or of a part, large, at the top. Its title is shown where no text is bound."
    inputs = (
        Input("text", "The words, if they are not the title", kinds=ANY, takes_literal=True),
        Input("subtitle", "A smaller line below", kinds=ANY, takes_literal=True),
    )
    least = (4, 1)
    aspect = (1.0, 40.0)
    weight = 6

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return the words, and the subtitle below them."""
        pen, place = Pen(look, box, is_strict), whole(box)
        words, below = heading(content), values.one_text(content, "subtitle")
        if not below:
            return pen.block(words, place, type_=self.type(look, box), at="centre")
        top, rest = place.from_top(SHARE * place.height)
        small = kinds.Type(look.body, kinds.ladder(look, kinds.step(look, 2)), ink(look, look.muted), "subtitle")
        line = pen.line(words, top, type_=self.type(look, box), at="bottom")
        return [line.element, pen.line(below, limited(rest, line.size, small), type_=small, at="top").element]

    def type(self, look: Look, box: Box) -> kinds.Type:
        """Return how the words are set: as large as the box lets one line be."""
        sizes = kinds.ladder(look, max(look.least, box.height / line_height(look.heading, 1.0)))
        return kinds.Type(look.heading, sizes, ink(look, look.text), "heading", "make it wider or the words fewer")

    def describe(self, content: Content) -> str:
        """Return the words."""
        return ". ".join(each for each in (heading(content), values.one_text(content, "subtitle")) if each) or "Heading"


def heading(content: Content) -> str:
    """Return the bound text, or the title."""
    return values.one_text(content, "text") or content.title


def ink(look: Look, wanted: str) -> str:
    """Return the colour for words on the background, which may be the primary colour."""
    return max((wanted, look.on_primary), key=lambda each: (min(contrast(each, look.background), 4.5), each == wanted))


def limited(place: Area, size: float, small: kinds.Type) -> Area:
    """Return the place of a subtitle, so high that it stays smaller than the words above it."""
    return place.from_top(0.7 * size * line_height(small.face, 1.0))[0]
