"""The words of operators, fields and values in sentences about rules."""

from collections.abc import Sequence
from typing import Final

from ai_ops.facts.texts import cleaned
from ai_ops.rules.model import Operator

LONGEST_NAME: Final = 60
WORDS: Final = {
    Operator.GT: "is above",
    Operator.GE: "is at least",
    Operator.LT: "is below",
    Operator.LE: "is at most",
    Operator.EQ: "is",
    Operator.NE: "is not",
    Operator.CONTAINS: "contains",
    Operator.STARTS_WITH: "starts with",
    Operator.CHANGED: "has changed",
    Operator.MISSING: "is missing",
    Operator.CROSSES_ABOVE: "crosses above",
    Operator.CROSSES_BELOW: "crosses below",
}
UNITS: Final = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def quoted(name: str) -> str:
    """Return a name in quotes, made fit to be shown."""
    return f"“{cleaned(name, LONGEST_NAME)}”"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts for a sentence: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: 1 time, 84 times."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def lasting(seconds: int) -> str:
    """Return a length of time in its largest whole unit: 10 minutes."""
    size, noun = next((each for each in UNITS if seconds and seconds % each[0] == 0), UNITS[-1])
    return counted(seconds // size, noun)


def amount(value: float) -> str:
    """Return a number as briefly as it is exact to twelve digits, thousands apart: 1,234.5."""
    return f"{value:,.12g}"


def a_day(rate: float) -> str:
    """Return a rate in words: 2.5 times a day, with a digit more where it is small."""
    shown = amount(round(rate, 1 if rate >= 1 else 2))
    return f"{shown} {'time' if shown == '1' else 'times'} a day"
