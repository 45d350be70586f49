"""Spoil an answer's text as a fault of the content asks."""

import json
from typing import Any


def spoil(text: str, fault: str) -> str:
    """Return the text as the fault leaves it; other faults leave it alone."""
    if fault == "invalid_json":
        return f"Here is the result you asked for:\n{text[: len(text) * 3 // 4]}"
    if fault == "wrong_schema":
        return json.dumps(_misfit(json.loads(text)), ensure_ascii=False)
    return text


def _misfit(document: Any) -> Any:
    """Return JSON that no longer fits: without its last property, with a wrong type and a stranger."""
    if not isinstance(document, dict) or not document:
        return {"unexpected": document}
    names = list(document)
    kept = {name: document[name] for name in names[:-1]}
    if kept:
        first = names[0]
        kept[first] = {"unexpected": kept[first]}
    return {**kept, "unexpected": True}
