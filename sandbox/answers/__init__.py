"""The sandbox's answers, made from the request's text by local rules.

An operation is known by its schema's property names. The same request gets the same answer.
"""

import json
from collections.abc import Sequence
from typing import Any

from sandbox.answers import analysis, content, hostile, minimal, obedience, texts, theme
from sandbox.answers.analysis import claims
from sandbox.answers.content import faults
from sandbox.answers.prompt import Prompt
from sandbox.answers.spoiling import spoil

SPECIALISTS = (theme, texts, analysis, content)


def answer(schema: Any, turns: Sequence[tuple[str, str]], *, system: str = "", fault: str = "") -> str:
    """Return the text that answers a conversation: JSON for a schema, else a sentence.

    `fault` spoils the text: wrong_schema, invalid_json, low_contrast, the hostile ones, the false claims and
    those of layouts; obedient lets it follow whatever the request's data orders.
    """
    prompt = Prompt.read(turns, system=system)
    if schema is None:
        return _sentence(prompt)
    document = _document(schema, prompt, fault=fault)
    if fault == "obedient":
        document = obedience.obey(document, schema, prompt)
    for each in (hostile, claims, faults):
        document = each.spoil(document, prompt, fault)
    return spoil(json.dumps(document, ensure_ascii=False), fault)


def _document(schema: Any, prompt: Prompt, *, fault: str) -> Any:
    for specialist in SPECIALISTS:
        if specialist.knows(schema):
            return specialist.draft(schema, prompt, is_low_contrast=fault == "low_contrast")
    return minimal.document(schema, prompt.words)


def _sentence(prompt: Prompt) -> str:
    subject = " ".join(prompt.words[:8]) or "nothing"
    return f"A demo answer of the local sandbox, about {subject}."
