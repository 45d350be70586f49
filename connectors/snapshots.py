"""Snapshots: take one, and read what it holds."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import QuerySet

from connectors import frames, naming
from connectors.frames import Table
from connectors.kinds.base import Field, Kind
from connectors.models import Snapshot, SnapshotData, Source
from connectors.reading.grids import Grid
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot will hold: the texts as they came, and the table that they are."""

    grid: Grid
    table: Table
    hash: str


def prepare(grid: Grid, overrides: dict[str, str]) -> Content:
    """Return a grid's content; corrected types of columns that it lacks wait for their return. Raises DataError."""
    kinds = {name: Kind(kind) for name, kind in overrides.items() if name in grid.names}
    return Content(grid, frames.type_columns(grid, kinds), _hash(grid, kinds))


def _hash(grid: Grid, kinds: dict[str, Kind]) -> str:
    found = hashlib.sha256(grid.to_frame().write_csv(quote_style="non_numeric", null_value="\0").encode())
    found.update(repr(sorted((name, kind.value) for name, kind in kinds.items())).encode())
    return found.hexdigest()


def latest(source: Source) -> Snapshot | None:
    """Return a source's newest snapshot, or None."""
    return Snapshot.objects.filter(source=source).order_by("-number").first()


def latest_of(tenant: Tenant) -> QuerySet[Snapshot]:
    """Return the newest snapshot of each of a tenant's sources, in one query."""
    return Snapshot.objects.filter(source__tenant=tenant).order_by("source_id", "-number").distinct("source_id")


def take(source: Source, content: Content, *, at: datetime, before: Snapshot | None) -> Snapshot:
    """Write a source's next snapshot. The caller holds the source's row."""
    typed, texts = _packed(content.table.frame), _packed(content.grid.to_frame())
    snapshot = Snapshot.objects.create(
        source=source,
        number=before.number + 1 if before else 1,
        rows=content.table.frame.height,
        columns=content.table.frame.width,
        fields=_described(content.table.fields),
        notes=list(content.grid.notes),
        content_hash=content.hash,
        size=len(typed),
        taken_at=at,
    )
    SnapshotData.objects.filter(snapshot__source=source, texts__isnull=False).update(texts=None)
    SnapshotData.objects.create(
        snapshot=snapshot, typed=typed, texts=texts, has_comma_decimals=content.grid.has_comma_decimals
    )
    return snapshot


def _packed(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _described(fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    places = naming.places(field.name for field in fields)
    return [
        {
            "name": field.name,
            "item": item,
            "field": part,
            "kind": field.kind.value,
            "unit": field.unit,
            "form": field.form,
            "unread": field.unread,
        }
        for field, (item, part) in zip(fields, places, strict=True)
    ]


def table_of(snapshot: Snapshot) -> Table:
    """Return a snapshot's table: its frame, with the fields of its columns."""
    return Table(frame_of(snapshot), fields_of(snapshot), tuple(snapshot.notes))


def fields_of(snapshot: Snapshot) -> tuple[Field, ...]:
    """Return the fields of a snapshot's columns in order."""
    return tuple(
        Field(each["name"], Kind(each["kind"]), each["unit"], each["form"], each["unread"]) for each in snapshot.fields
    )


def frame_of(snapshot: Snapshot) -> pl.DataFrame:
    """Return a snapshot's rows as a frame whose columns have types."""
    return pl.read_parquet(io.BytesIO(_typed(snapshot)))


def rows(snapshot: Snapshot, limit: int) -> list[tuple[Any, ...]]:
    """Return the last rows of a snapshot, in their order, without loading the others."""
    return pl.scan_parquet(io.BytesIO(_typed(snapshot))).tail(limit).collect().rows()


def _typed(snapshot: Snapshot) -> bytes:
    return bytes(SnapshotData.objects.values_list("typed", flat=True).get(snapshot=snapshot))


def grid_of(snapshot: Snapshot) -> Grid:
    """Return the texts of a source's newest snapshot as a grid."""
    data = SnapshotData.objects.defer("typed").get(snapshot=snapshot, texts__isnull=False)
    frame = pl.read_parquet(io.BytesIO(bytes(data.texts or b"")))
    notes = tuple(snapshot.notes)
    return Grid(tuple(frame.columns), tuple(frame.get_columns()), notes, data.has_comma_decimals)
