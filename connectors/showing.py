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
MOST_DECIMALS = 6
MOST_NAMES, LONGEST_NAME = 6, 40
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


def rows_of(rows: Sequence[Sequence[Any]], fields: Sequence[ShownField]) -> list[list[Shown]]:
    """Return rows of values as rows of texts; the numbers of a column have equally many decimals."""
    columns = [
        [Shown(show(value, decimals=decimals_of(values)), is_number=field.is_number) for value in values]
        for values, field in zip(zip(*rows, strict=True), fields, strict=True)
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def decimals_of(values: Iterable[Any]) -> int:
    """Return how many decimals a column's numbers need, at most MOST_DECIMALS."""
    texts = (f"{value:.{MOST_DECIMALS}f}".rstrip("0") for value in values if isinstance(value, float))
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def show(value: Any, *, decimals: int = 0) -> str:
    """Return one value as a person reads it; nothing for a missing one."""
    match value:
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case float():
            return f"{value:,.{decimals}f}"
        case int():
            return f"{value:,}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    text = " ".join(UNSEEN.sub(" ", str(value)).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def listed(names: Sequence[str]) -> str:
    """Return names of columns for a sentence: the first few, each cut where it is long."""
    shown = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names[:MOST_NAMES]]
    return ", ".join(shown) + ("…" if len(names) > MOST_NAMES else "")


def for_csv(value: Any) -> CsvCell:
    """Return one value as a cell of a CSV: ISO 8601 for times, true and false, the whole text."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
    return value if value is None or isinstance(value, int | float | str) else str(value)
