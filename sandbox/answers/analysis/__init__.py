"""An analysis: findings on the facts that a request states, as a good analyst would write them."""

from typing import Any

from sandbox.answers.analysis import choosing
from sandbox.answers.analysis.block import Block
from sandbox.answers.analysis.writing import Writer
from sandbox.answers.prompt import Prompt

type Json = dict[str, Any]


def knows(schema: Any) -> bool:
    """Return whether a schema asks for an analysis: for findings with evidence, and a summary."""
    try:
        parts = schema["properties"]
        return "summary" in parts and "evidence" in parts["findings"]["items"]["properties"]
    except (TypeError, KeyError):
        return False


def draft(schema: Json, prompt: Prompt, *, is_low_contrast: bool = False) -> Json:
    """Return findings on the strongest facts, those first that were asked about; a repair is as good."""
    block = Block.read(prompt)
    writer = Writer(block, prompt)
    groups = choosing.groups(block)
    return {"summary": writer.summary(groups), "findings": [writer.finding(group) for group in groups]}
