"""A layout: a dashboard of the request's fields on its grid, as a good designer would lay it out."""

from typing import Any

from sandbox.answers.content import arranging, choosing, redoing
from sandbox.answers.content.block import Block
from sandbox.answers.content.writing import Writer
from sandbox.answers.prompt import Prompt

type Json = dict[str, Any]


def knows(schema: Any) -> bool:
    """Return whether a schema asks for a layout: for placements on a grid, and bindings beside them."""
    try:
        parts = schema["properties"]
        return "component" in parts["placements"]["items"]["properties"] and "bindings" in parts
    except (TypeError, KeyError):
        return False


def draft(schema: Json, prompt: Prompt, *, is_low_contrast: bool = False) -> Json:
    """Return a layout of what the sources hold, what was asked about first; a repair is as good."""
    block = Block.read(prompt)
    writer = Writer(block, prompt)
    if block.redo:
        return redoing.draft(block, writer)
    parts = choosing.parts(block, writer)
    placed = arranging.arranged(parts, block)
    document = writer.document(placed)
    return {"title": writer.title, "background": "background", **document}
