"""Running text: a note, an explanation, a message."""

from xml.etree.ElementTree import Element

from ai_ops.components.base import ANY, Box, Component, Content, Input
from ai_ops.components.parts import cards, values
from ai_ops.components.parts import type as kinds
from ai_ops.components.parts.pen import Pen
from ai_ops.components.registry import register
from ai_ops.drawing.looks import Look


@register
class Text(Component):
    """Words in lines, as large as fits up to twice the body's size."""

    slug = "text"
    label = "Text"
    about = "A sentence or a paragraph: a note, an explanation, the latest message of a column."
    inputs = (Input("text", "The words", kinds=ANY, is_required=True, takes_literal=True),)
    least = (4, 2)
    aspect = (0.2, 16.0)
    weight = 2

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return a card with the words."""
        pen = Pen(look, box, is_strict)
        card = cards.titled(content, pen)
        if sentence := values.missing(self, content):
            return cards.empty(card, sentence, pen)
        type_ = kinds.text(look, kinds.ladder(look, kinds.step(look, 3)))
        words = values.one_text(content, "text")
        return [*card.elements, *pen.block(words, card.inner, type_=type_, at="top" if content.title else "centre")]

    def describe(self, content: Content) -> str:
        """Return the words."""
        words = values.missing(self, content) or values.one_text(content, "text")
        return f"{values.named(content, 'Text')}: {values.short(words, longest=400)}"
