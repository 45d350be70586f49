"""Data for runs: what a run keeps of a source, and the source's data again from that."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from ai_ops.base import InputGoneError, Json, Operation, SourceData
from connectors import snapshots
from connectors.frames import Table
from connectors.models import Snapshot, SnapshotData

READ: Final = ("source", "sources")
GONE: Final = (
    "The data that this run was to read is no longer kept: its source was removed, or newer data took its place. "
    "Start the run again."
)


def reference(snapshot: Snapshot) -> Json:
    """Return what a run keeps of a source: the snapshot that is its newest now, by id."""
    source = snapshot.source
    return {"slug": source.slug, "name": source.name, "snapshot": str(snapshot.pk), "number": snapshot.number}


def opened(operation: Operation, context: Mapping[str, Any], *, tenant_id: UUID) -> Json:
    """Return a run's context with the data that it refers to in place of the references. Raises InputGoneError."""
    found = dict(context)
    for need in (each for each in READ if each in operation.needs):
        kept = context[need]
        found[need] = (
            [open_reference(each, tenant_id=tenant_id) for each in kept]
            if isinstance(kept, list)
            else open_reference(kept, tenant_id=tenant_id)
        )
    return found


def open_reference(kept: Mapping[str, Any], *, tenant_id: UUID) -> SourceData:
    """Return the data that a run refers to, within its tenant alone. Raises InputGoneError."""
    snapshot = Snapshot.objects.filter(pk=UUID(kept["snapshot"]), source__tenant=tenant_id).first()
    if snapshot is None:
        raise InputGoneError(GONE)
    return SourceData(
        slug=kept["slug"],
        name=kept["name"],
        number=snapshot.number,
        taken_at=snapshot.taken_at.isoformat(),
        rows=snapshot.rows,
        fields=snapshots.fields_of(snapshot),
        read=partial(_read, snapshot),
    )


def _read(snapshot: Snapshot) -> Table:
    try:
        return snapshots.table_of(snapshot)
    except SnapshotData.DoesNotExist:
        raise InputGoneError(GONE) from None
