"""What a drawing says, for tests of components."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from ai_ops.components import registry
from ai_ops.components.base import Box, Content, Resolved
from ai_ops.drawing import themes
from connectors.kinds.base import Kind

LOOK = themes.look(None)


def draw(
    slug: str, box: tuple[float, float], *, title: Any = "", is_strict: Any = False, **bound: Any
) -> list[Element]:
    """Return a component in a box, its inputs bound to one Resolved or a list of them."""
    content = Content(title, {name: each if isinstance(each, list) else [each] for name, each in bound.items()})
    return registry.get(slug).draw(content, Box(*box), LOOK, is_strict=is_strict)


def describe(slug: str, **bound: Any) -> str:
    content = Content("", {name: each if isinstance(each, list) else [each] for name, each in bound.items()})
    return registry.get(slug).describe(content)


def every(elements: Sequence[Element], tag: str) -> list[Element]:
    """Return the elements with a tag, those within others too, and none that is hidden."""
    found = []
    for each in elements:
        if each.get("display") != "none":
            found += [each] if each.tag == tag else []
            found += every(list(each), tag)
    return found


def words(elements: Sequence[Element]) -> list[str]:
    """Return the texts that are seen."""
    return [each.text for each in every(elements, "text") if each.text]


def literal(text: str) -> Resolved:
    return Resolved((text,), (text,), Kind.TEXT)


def one(value: float, text: str = "", *, unit: str = "") -> Resolved:
    return Resolved((value,), (text or f"{value:g}",), Kind.NUMBER, "Field", unit)
