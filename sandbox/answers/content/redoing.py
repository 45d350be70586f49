"""One placement of a former layout made anew: another component in the same place."""

from typing import Any

from sandbox.answers.content import choosing, extras
from sandbox.answers.content.block import Block, Spec
from sandbox.answers.content.parts import Part, Placed
from sandbox.answers.content.writing import Writer

SIDES = ("x", "y", "w", "h")

type Json = dict[str, Any]


def draft(block: Block, writer: Writer) -> Json:
    """Return the placement, as another component than before where one fits its place."""
    place = {side: int(block.redo.get(side) or 0) for side in SIDES}
    found = [part for part in _candidates(block, writer) if _fits(block.specs[part.component], place["w"], place["h"])]
    others = [part for part in found if part.component != block.redo.get("component")]
    part = next(iter(others or found), None) or extras.anything(block, writer)
    document = writer.document([Placed(part, **place)])
    return {"title": writer.title, "background": "background", **document}


def _candidates(block: Block, writer: Writer) -> list[Part]:
    return [each for each in choosing.parts(block, writer) if each.component in block.specs and each.bounds]


def _fits(spec: Spec, width: int, height: int) -> bool:
    is_large = width >= spec.least[0] and height >= spec.least[1]
    return is_large and spec.aspect[0] <= width / height <= spec.aspect[1]
