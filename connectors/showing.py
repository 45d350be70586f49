"""How values and fields look on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from connectors.kinds.base import NUMERIC, Kind
from connectors.models import Snapshot, Source
from connectors.reading.grids import UNSEEN
from tenants.downloads import Cell as CsvCell

LONGEST = 120
KINDS = {
    Kind.NUMBER: _("Number"),
    Kind.INTEGER: _("Whole number"),
    Kind.PERCENT: _("Percentage"),
    Kind.CURRENCY: _("Amount of money"),
    Kind.BOOLEAN: _("Yes or no"),
    Kind.DATE: _("Date"),
    Kind.TIME: _("Date and time"),
    Kind.CATEGORY: _("Category"),
    Kind.ID: _("Identifier"),
    Kind.TEXT: _("Text"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a text, which is cut where it is long; an empty one is missing."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field with its full name, its kind in words, and whether a person said that it has this kind."""

    name: str
    address: str
    kind: str
    label: str | Promise
    unit: str
    unread: int
    is_number: bool
    is_corrected: bool


def fields_of(source: Source, snapshot: Snapshot) -> list[ShownField]:
    """Return a snapshot's fields in order."""
    return [
        ShownField(
            name=each["name"],
            address=f"{source.slug}.{each['item']}.{each['field']}",
            kind=each["kind"],
            label=KINDS[Kind(each["kind"])],
            unit=each["unit"],
            unread=each["unread"],
            is_number=Kind(each["kind"]) in NUMERIC,
            is_corrected=each["name"] in source.overrides,
        )
        for each in snapshot.fields
    ]


def rows_of(rows: Iterable[Sequence[Any]]) -> list[list[Shown]]:
    """Return rows of values as rows of texts."""
    return [[show(value) for value in row] for row in rows]


def show(value: Any) -> Shown:
    """Return one value as a person reads it."""
    match value:
        case None:
            return Shown("")
        case bool():
            return Shown(gettext("yes") if value else gettext("no"))
        case int() | float():
            return Shown(f"{value:,.10g}" if isinstance(value, float) else f"{value:,}", is_number=True)
        case datetime():
            return Shown(value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00"))
        case date():
            return Shown(value.isoformat())
    text = " ".join(UNSEEN.sub(" ", str(value)).split())
    return Shown(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def for_csv(value: Any) -> CsvCell:
    """Return one value as a cell of a CSV: ISO 8601 for times, true and false, the whole text."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
    return value if value is None or isinstance(value, int | float | str) else str(value)
