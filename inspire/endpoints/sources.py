"""A tenant's sources: GET /api/v1/sources, and one of them with its fields and its last rows."""

import math
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from connectors import queries, showing, snapshots
from connectors.models import Snapshot, Source
from connectors.queries import Row
from connectors.showing import ShownField
from inspire.bearer import READ, token_of
from inspire.endpoints import lookup

router = Router(tags=["Data"])
LAST_ROWS: Final = 12
LONGEST_CELL: Final = 1_000


class SourceOut(Schema):
    """A source, and what its newest snapshot holds."""

    slug: str = Field(description="Its name in addresses, and the stream in its fields' names.")
    name: str
    kind: str = Field(description="`upload` takes files on its page, `push` takes rows.")
    state: str
    last_error: str = Field(description="A sentence, or empty.")
    refreshed_at: datetime | None
    snapshot: int | None
    rows: int | None
    columns: int | None


@router.get("/sources", auth=READ, response=list[SourceOut])
def sources(request: HttpRequest) -> list[SourceOut]:
    """List the tenant's sources by name."""
    return [_tell(each) for each in queries.rows_of(token_of(request).tenant)]


def _tell(row: Row) -> SourceOut:
    return SourceOut(**_told(row.source, row.snapshot))


def _told(source: Source, snapshot: Snapshot | None) -> dict[str, Any]:
    return {
        "slug": source.slug,
        "name": source.name,
        "kind": source.kind,
        "state": source.state,
        "last_error": source.last_error,
        "refreshed_at": source.refreshed_at,
        "snapshot": snapshot.number if snapshot else None,
        "rows": snapshot.rows if snapshot else None,
        "columns": snapshot.columns if snapshot else None,
    }


class FieldOut(Schema):
    """A field of a source."""

    address: str = Field(description="stream.item.field, as layouts and triggers name it.")
    name: str = Field(description="The column's own name.")
    kind: str
    unit: str
    unread: int = Field(description="How many values fit no such kind, and count as missing.")


class SourceDetail(SourceOut):
    """A source with its fields and last rows."""

    notes: list[str] = Field(description="Sentences on how the data was read.")
    fields: list[FieldOut]
    last_rows: list[dict[str, Any]] = Field(
        description=f"Up to {LAST_ROWS} rows in their order, values by fields' addresses; "
        f"texts are cut to {LONGEST_CELL:,} characters."
    )


@router.get("/sources/{source}", auth=READ, response=SourceDetail)
def source(request: HttpRequest, source: str) -> SourceDetail:
    """Return a source with its fields and its last rows."""
    found = lookup.find_source(request, source)
    newest = snapshots.latest(found)
    fields = showing.fields_of(found, newest) if newest else []
    return SourceDetail(
        **_told(found, newest),
        notes=newest.notes if newest else [],
        fields=[FieldOut.from_orm(each) for each in fields],
        last_rows=_rows(newest, fields) if newest else [],
    )


def _rows(snapshot: Snapshot, fields: list[ShownField]) -> list[dict[str, Any]]:
    addresses = [each.address for each in fields]
    rows = snapshots.rows(snapshot, LAST_ROWS)
    return [dict(zip(addresses, map(_value, row), strict=True)) for row in rows]


def _value(value: Any) -> Any:
    """Return a value as JSON has it: numbers and booleans as they are, all else as a text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)[:LONGEST_CELL]
