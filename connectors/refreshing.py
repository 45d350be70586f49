"""New data for a source: a file, or rows that are added; and other kinds for its fields.

Each of them locks the source's row, so snapshots follow one another. What cannot be read leaves
the last good snapshot in use, and its sentence on the source.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from connectors import retention, snapshots
from connectors.errors import (
    DataError,
    SourceDisabledError,
    SourceGoneError,
    UnknownColumnError,
    WrongSourceError,
)
from connectors.kinds.base import Kind
from connectors.models import PUSH, UPLOAD, Snapshot, Source, State
from connectors.readers import push, upload
from connectors.reading.grids import Grid
from tenants import audit

TAKES = {UPLOAD: "files", PUSH: "rows that other programs send"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A source's newest snapshot, and whether it is new: unchanged content makes none.

    `came` and `went` are the names of the columns that the snapshot before it lacks, and has alone.
    """

    snapshot: Snapshot
    is_new: bool
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def refresh(source: Source, data: bytes, *, filename: str, at: datetime, request: HttpRequest | None = None) -> Outcome:
    """Put a file's table in the place of what was there. Raises DataError and SourceError."""
    _check_kind(source, UPLOAD)
    try:
        grid = upload.read(data, filename=filename)
        outcome = _keep(source, lambda _before: grid, at=at)
    except DataError as error:
        _fail(source, str(error), at=at)
        raise
    audit.record(
        "source.refreshed",
        tenant=source.tenant,
        target=source.slug,
        detail={"rows": outcome.snapshot.rows, "is_new": outcome.is_new},
        request=request,
    )
    return outcome


def append(source: Source, items: Any, *, at: datetime) -> Outcome:
    """Add rows to a source, which keeps its newest `push.MOST_ROWS`. Raises DataError and SourceError.

    `items` is parsed JSON: an object, a list of objects, or columns side by side.
    """
    _check_kind(source, PUSH)
    try:
        new = push.read(items)
        return _keep(source, lambda before: push.join(snapshots.grid_of(before) if before else None, new), at=at)
    except DataError as error:
        _fail(source, str(error), at=at)
        raise


def _check_kind(source: Source, kind: str) -> None:
    if source.kind != kind:
        raise WrongSourceError(TAKES.get(source.kind, source.kind))


def _keep(source: Source, make: Callable[[Snapshot | None], Grid], *, at: datetime) -> Outcome:
    with transaction.atomic():
        locked = lock(source)
        before = snapshots.latest(locked)
        outcome = _take(locked, make(before), before=before, at=at)
        locked.state, locked.last_error, locked.failed_at, locked.refreshed_at = State.ACTIVE, "", None, at
        locked.save(update_fields=["state", "last_error", "failed_at", "refreshed_at"])
    return outcome


def lock(source: Source) -> Source:
    """Return a source with its row locked. Raises SourceGoneError and SourceDisabledError."""
    locked = Source.objects.select_for_update(no_key=True).filter(pk=source.pk).first()
    if locked is None:
        raise SourceGoneError
    if locked.is_disabled:
        raise SourceDisabledError
    return locked


def _take(source: Source, grid: Grid, *, before: Snapshot | None, at: datetime) -> Outcome:
    content = snapshots.prepare(grid, source.overrides)
    if before and before.content_hash == content.hash:
        return Outcome(before, is_new=False)
    snapshot = snapshots.take(source, content, at=at, before=before)
    retention.prune(source, at=at)
    had, has = _names(before or snapshot), _names(snapshot)
    return Outcome(snapshot, is_new=True, came=_without(has, had), went=_without(had, has))


def _names(snapshot: Snapshot) -> list[str]:
    return [each["name"] for each in snapshot.fields]


def _without(names: list[str], others: list[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _fail(source: Source, sentence: str, *, at: datetime) -> None:
    with transaction.atomic():
        locked = lock(source)
        since = locked.failed_at if locked.state == State.ERROR else at
        Source.objects.filter(pk=locked.pk).update(state=State.ERROR, last_error=sentence, failed_at=since)


def correct_field(
    source: Source, name: str, kind: Kind | None, *, at: datetime, request: HttpRequest | None = None
) -> Outcome:
    """Read a field as this kind from now on, or as it is detected. Raises UnknownColumnError and SourceError.

    What is there is read again into a new snapshot; values that do not fit are missing in it.
    """
    with transaction.atomic():
        locked = lock(source)
        before = snapshots.latest(locked)
        _check_field(before, name)
        overrides = {**locked.overrides, name: kind.value if kind else ""}
        locked.overrides = {each: value for each, value in overrides.items() if value}
        locked.save(update_fields=["overrides"])
        outcome = _take(locked, snapshots.grid_of(before), before=before, at=at)  # type: ignore[arg-type]  # as checked
        detail = {"field": name, "kind": kind.value if kind else "detected"}
        audit.record("source.field_corrected", tenant=locked.tenant, target=locked.slug, detail=detail, request=request)
    return outcome


def _check_field(snapshot: Snapshot | None, name: str) -> None:
    columns = _names(snapshot) if snapshot else []
    if name not in columns:
        raise UnknownColumnError(name, columns)
