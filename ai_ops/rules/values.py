"""Values as rules compare them: typed, finite, and texts without regard to capitals."""

import math
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from ai_ops.rules.model import LARGEST

type Scalar = bool | int | float | str
"""A value to compare: a number is a float, and an int is a moment in microseconds since 1970."""

type Given = bool | int | float | str | None
"""A value to show, as JSON has it."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


class Type(StrEnum):
    """What a value is. `OTHER` is a list, an object or a span of time: no condition takes it."""

    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    MOMENT = "moment"
    OTHER = "other"

    @property
    def plural(self) -> str:
        return {"bool": "yes or no", "moment": "dates", "other": "lists or objects"}.get(self.value, f"{self.value}s")


class Typed(NamedTuple):
    """A known value with its type."""

    type: Type
    value: Scalar


def typed(value: object) -> Typed | None:
    """Return a value of a row as it is compared, None for null, NaN and what is too large to reckon with."""
    match value:
        case None:
            return None
        case bool():
            return Typed(Type.BOOL, value)
        case int() | float() | Decimal():
            return None if is_unsized(value) else Typed(Type.NUMBER, float(value))
        case str():
            return Typed(Type.TEXT, folded(value))
        case date():
            return Typed(Type.MOMENT, microseconds(value))
        case _:
            return Typed(Type.OTHER, "")


def is_unsized(value: float | Decimal) -> bool:
    """Return whether a number is none that can be compared."""
    return not math.isfinite(value) or abs(float(value)) > LARGEST


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text as it is compared: composed (NFC), and without regard to capitals."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def microseconds(value: date) -> int:
    """Return a moment in microseconds since 1970: a date is its midnight, a time without a zone is UTC."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH) // MICROSECOND


def moment(at: int) -> datetime:
    """Return the time of so many microseconds since 1970."""
    return EPOCH + at * MICROSECOND


def kept(value: Scalar) -> Scalar:
    """Return a value as a state remembers it: of a text only a digest, since states are stored."""
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:32] if isinstance(value, str) else value


def given(value: object) -> Given:
    """Return a value of a row as it is shown."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return None if is_unsized(value) else float(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)[:240]
