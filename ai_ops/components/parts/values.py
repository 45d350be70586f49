"""Values of bindings as numbers, moments and texts."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from ai_ops.charts.amounts import CURRENCIES, MINUS, with_unit
from ai_ops.charts.scales import Scale, tick_text
from ai_ops.components.base import Component, Content, Resolved, Value
from ai_ops.drawing.texts import shown
from connectors.kinds.base import Kind

WORDS = frozenset({Kind.TEXT})
"""What an input takes that is a choice or a text of a person's, and never a column."""
MISSING = "–"
NOTHING_YET = "No data yet."
LONGEST = 80
LONG_UNIT = 6


def number(value: Value) -> float | None:
    """Return a finite number, also of a text that is one, or None."""
    if value is None or isinstance(value, bool | date):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def numbers(bound: Resolved) -> list[float | None]:
    """Return the numbers of a column; None where there is none."""
    return [number(value) for value in bound.values]


def one_number(content: Content, name: str) -> float | None:
    """Return the number of an input, or None."""
    bound = content.one(name)
    return number(bound.values[0]) if bound and bound.values else None


def one_text(content: Content, name: str) -> str:
    """Return the first text of an input, or nothing."""
    bound = content.one(name)
    return text(bound, 0) if bound and bound.values else ""


def text(bound: Resolved, at: int) -> str:
    """Return a value as people read it; nothing where it is missing."""
    if at < len(bound.values) and bound.values[at] is None:
        return ""
    if at < len(bound.texts) and bound.texts[at]:
        return shown(bound.texts[at])
    value = bound.values[at] if at < len(bound.values) else None
    found = number(value) if isinstance(value, int | float) else None
    if found is not None:
        return with_unit(found, bound.unit)
    return shown(str(value)) if value is not None else ""


def texts(bound: Resolved) -> list[str]:
    """Return the values of a column as people read them."""
    return [text(bound, at) for at in range(len(bound.values))]


def amount(value: float, bound: Resolved) -> str:
    """Return a number that is none of the column's own, such as a sum, with its unit."""
    return with_unit(value, bound.unit)


def seconds(value: Value) -> float | None:
    """Return the seconds since 1970 of a moment; one without a zone is taken for UTC."""
    if not isinstance(value, date):
        return None
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    try:
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).timestamp()
    except (OverflowError, ValueError):
        return None


def tick_texts(scale: Scale, unit: str, ticks: Sequence[float]) -> list[str]:
    """Return the words of ticks: a currency before each, per cent behind each, another unit behind the highest."""
    plain = [tick_text(each, scale) for each in ticks]
    if unit and unit in CURRENCIES:
        return [each.replace(MINUS, f"{MINUS}{unit}") if each.startswith(MINUS) else f"{unit}{each}" for each in plain]
    if unit == "%":
        return [f"{each}%" for each in plain]
    if not unit or len(unit) > LONG_UNIT or not plain:
        return plain
    return [*plain[:-1], f"{plain[-1]} {shown(unit)}"]


def missing(component: Component, content: Content) -> str:
    """Return a sentence for the first required input that nothing is bound to or that has no value, or nothing."""
    for each in component.inputs:
        bound = content.bound.get(each.name, ())
        if each.is_required and not bound:
            return f"No data: nothing is bound to “{each.name}”."
        if each.is_required and not any(has_value(found) for found in bound):
            return NOTHING_YET
    return ""


def has_value(bound: Resolved) -> bool:
    """Return whether a binding gave anything to show."""
    return any(text(bound, at) for at in range(len(bound.values)))


def short(words: str, *, longest: int = LONGEST) -> str:
    """Return a text for a description, cut where it is long."""
    words = shown(words)
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def named(content: Content, kind: str) -> str:
    """Return the kind of a component with its title: line chart “Sales”."""
    return f"{kind} “{short(content.title)}”" if shown(content.title) else kind


def listed(words: Sequence[str], *, most: int = 6) -> str:
    """Return words one after another, and how many more there are."""
    kept = [short(each, longest=40) for each in words[:most]]
    return ", ".join(kept) + (f", and {len(words) - most:,} more" if len(words) > most else "")
