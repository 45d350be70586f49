"""Literal values of bindings: plain texts, and numbers and dates where an input takes nothing else."""

import math
from datetime import date, datetime
from typing import Final

from ai_ops.components.base import NUMBERS, TIMES, Input, Value
from ai_ops.drawing.texts import shown
from ai_ops.layouts.errors import BindingError
from ai_ops.prose.cleaning import cleaned
from connectors.kinds.base import Kind

LONGEST: Final = 200
WORDS: Final = frozenset({Kind.TEXT, Kind.CATEGORY, Kind.ID})
TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}


def read(text: str, taking: Input) -> tuple[Value, Kind]:
    """Return a literal's value and kind as an input takes it. Raises BindingError."""
    if not taking.takes_literal:
        raise BindingError(f"“{taking.name}” takes a field or a formula, and no literal.", code="wrong_type")
    if len(text) > LONGEST:
        raise BindingError(
            f"The literal has {len(text):,} characters, and {LONGEST} is the most. Make it shorter.",
            code="long_literal",
        )
    if not cleaned(text):
        raise BindingError(f"The literal of “{taking.name}” is empty. Write a text, or remove it.", code="empty")
    return _as_kind(text.strip(), taking)


def _as_kind(text: str, taking: Input) -> tuple[Value, Kind]:
    if taking.kinds & WORDS:
        return text, Kind.TEXT
    number = _number(text) if taking.kinds & NUMBERS else None
    if number is not None:
        return number, Kind.INTEGER if isinstance(number, int) and Kind.INTEGER in taking.kinds else Kind.NUMBER
    moment = _moment(text) if taking.kinds & TIMES else None
    if moment is not None:
        return moment, Kind.TIME if isinstance(moment, datetime) else Kind.DATE
    if Kind.BOOLEAN in taking.kinds and text.lower() in TRUTHS:
        return TRUTHS[text.lower()], Kind.BOOLEAN
    raise BindingError(
        f"“{shown(text)[:40]}” does not fit “{taking.name}”, which takes {_takes(taking)}.", code="wrong_type"
    )


def _takes(taking: Input) -> str:
    return "a number such as 12.5" if taking.kinds & NUMBERS else "a date such as 2026-03-01"


def _number(text: str) -> int | float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    if not math.isfinite(found):
        return None
    return int(found) if found.is_integer() and abs(found) < 2**53 else found


def _moment(text: str) -> date | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if "T" in text or ":" in text else found.date()
