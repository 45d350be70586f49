"""The kinds of field, and what is known of one."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """What the values of a column are."""

    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    CURRENCY = "currency"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    CATEGORY = "category"
    ID = "id"
    TEXT = "text"


NUMERIC = (Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.CURRENCY)
TEMPORAL = (Kind.DATE, Kind.TIME)
WORDS = (Kind.CATEGORY, Kind.ID, Kind.TEXT)


@dataclass(frozen=True)
class Field:
    """A column: its name, kind, unit ("%", "€", "kg") and the form that its texts had.

    `unread` counts the cells that did not fit the kind; they are missing in the frame.
    """

    name: str
    kind: Kind
    unit: str = ""
    form: str = ""
    unread: int = 0


@dataclass(frozen=True)
class Reading:
    """The values of a column, read as one kind."""

    values: pl.Series
    kind: Kind
    unit: str = ""
    form: str = ""
