"""The cells of a table as texts, fit to be shown."""

from datetime import date, datetime
from typing import Any

from ai_ops.facts.texts import cleaned

LONGEST = 120


def text_of(value: Any) -> str:
    """Return a cell as a text of at most 120 characters, "" for a missing one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").removesuffix("T00:00:00")
    return value.isoformat() if isinstance(value, date) else cleaned(str(value), LONGEST)
