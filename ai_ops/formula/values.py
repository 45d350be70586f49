"""What formulas work with: types, values taken in from data and given out, and any value as text.

Numbers are decimals within, so 0.1 + 0.2 is 0.3 and 2.675 rounds to 2.68.
"""

import math
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import StrEnum

from ai_ops.formula.errors import FormulaError
from connectors.kinds.base import NUMERIC, TEMPORAL, Kind

type Value = bool | Decimal | str | date | None
"""A value while a formula is evaluated. A datetime is a date; None is null, a value that is missing."""

type Result = bool | int | float | str | date | None
"""A value given out: whole numbers are int, others float."""

LONGEST_TEXT = 10_000
MOST_EXACT = 2**53  # beyond it a float skips whole numbers
PLAIN = range(-7, 22)  # powers of ten that are written without an exponent
CONTEXT = Context(
    prec=28, rounding=ROUND_HALF_UP, Emax=307, Emin=-307, traps=[Overflow, InvalidOperation, DivisionByZero]
)
"""28 digits, below 1E+308 so that every result is a float too; halves are rounded away from zero."""

TOO_LARGE = "a number is too large to calculate with"


class Type(StrEnum):
    """What a value is."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOL = "bool"
    UNKNOWN = "unknown"

    @property
    def noun(self) -> str:
        return "true or false" if self is Type.BOOL else f"a {self.value}"


def of_kind(kind: Kind) -> Type:
    """Return the type of a field of a source."""
    if kind is Kind.BOOLEAN:
        return Type.BOOL
    if kind in TEMPORAL:
        return Type.DATE
    return Type.NUMBER if kind in NUMERIC else Type.TEXT


def of_value(value: Value) -> Type:
    """Return the type of a value; that of null is unknown."""
    match value:
        case bool():
            return Type.BOOL
        case Decimal():
            return Type.NUMBER
        case str():
            return Type.TEXT
        case date():
            return Type.DATE
        case _:
            return Type.UNKNOWN


def from_data(value: object) -> Value:
    """Return a value of data as formulas have it: what is not a number, or infinite, is null.

    Raises FormulaError for what is neither a number, a text, a date nor a truth.
    """
    match value:
        case None | bool() | str() | date():
            return value
        case int() | float() | Decimal():
            return number(value)
        case time():
            return value.isoformat()
        case _:
            raise FormulaError("A field holds a list or an object, and formulas take numbers, texts and dates.")


def number(value: float | Decimal) -> Decimal | None:
    """Return a number as a decimal of 28 digits, or None for NaN and infinity. Raises decimal.Overflow."""
    if isinstance(value, float):
        return CONTEXT.create_decimal(repr(value)) if math.isfinite(value) else None
    exact = Decimal(value)
    return CONTEXT.plus(exact) if exact.is_finite() else None


def to_result(value: Value) -> Result:
    """Return a value as others take it."""
    if not isinstance(value, Decimal):
        return value
    is_whole = abs(value) < MOST_EXACT and value == value.to_integral_value()
    return int(value) if is_whole else float(value)


def as_text(value: Value) -> str:
    """Return a value as plain text that is the same everywhere; null is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(value)


def plain(value: Decimal) -> str:
    """Return a number with a point and nothing else: 1234.5; beyond 21 digits with an exponent."""
    shortest = CONTEXT.normalize(value) if value else Decimal(0)  # no trailing zeros, no negative zero
    return f"{shortest:f}" if shortest.adjusted() in PLAIN else str(shortest)
