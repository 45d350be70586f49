"""A tenant's sources: make, disable, enable, remove, and say how long their snapshots stay."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from connectors import naming, retention, snapshots
from connectors.errors import NamelessError, NameTakenError, SourceGoneError, TooManySourcesError
from connectors.models import PUSH, UPLOAD, Source, State
from connectors.readers import upload
from tenants import audit
from tenants.models import Tenant

MOST_SOURCES = 50


def create_upload(
    tenant: Tenant, name: str, data: bytes, *, filename: str, at: datetime, request: HttpRequest | None = None
) -> Source:
    """Make a source of a file. Raises DataError for a file that cannot be read, and SourceError; then none is made."""
    grid = upload.read(data, filename=filename)
    content = snapshots.prepare(grid, {})
    with transaction.atomic():
        source = _create(tenant, name or naming.of_file(filename), kind=UPLOAD, at=at, request=request)
        snapshots.take(source, content, at=at, before=None)
        source.state, source.refreshed_at = State.ACTIVE, at
        source.save(update_fields=["state", "refreshed_at"])
    return source


def create_push(tenant: Tenant, name: str, *, at: datetime, request: HttpRequest | None = None) -> Source:
    """Make a source that other programs send rows to. Raises SourceError."""
    with transaction.atomic():
        return _create(tenant, name, kind=PUSH, at=at, request=request)


def _create(tenant: Tenant, name: str, *, kind: str, at: datetime, request: HttpRequest | None) -> Source:
    shown = clean_name(name)
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
    if Source.objects.filter(tenant=tenant).count() >= MOST_SOURCES:
        raise TooManySourcesError(MOST_SOURCES)
    person = audit.person_of(request)
    source = Source(
        tenant=tenant,
        kind=kind,
        name=shown,
        slug=naming.slug(shown),
        created_by=person.pk if person else None,
        created_at=at,
    )
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError:
        raise NameTakenError(shown) from None
    audit.record("source.created", tenant=tenant, target=source.slug, detail={"kind": kind}, request=request)
    return source


def clean_name(name: str) -> str:
    """Return a name that can be shown. Raises NamelessError."""
    shown = naming.tidy(name)
    if not any(character.isalnum() for character in shown):
        raise NamelessError
    return shown


def disable(source: Source, *, request: HttpRequest | None = None) -> None:
    """Take nothing in until it is enabled; what is there stays. Raises SourceGoneError."""
    _change(source, "source.disabled", request=request, state=State.DISABLED)


def enable(source: Source, *, request: HttpRequest | None = None) -> None:
    """Take data in again. Raises SourceGoneError."""
    state = State.ERROR if source.last_error else State.ACTIVE if source.refreshed_at else State.IDLE
    _change(source, "source.enabled", request=request, state=state)


def keep(source: Source, *, snapshots: int, days: int, at: datetime, request: HttpRequest | None = None) -> int:
    """Say how many snapshots stay, and how long; return how many went at once. Raises SourceGoneError."""
    detail = {"snapshots": snapshots, "days": days}
    _change(
        source, "source.retention_changed", detail=detail, request=request, keep_snapshots=snapshots, keep_days=days
    )
    return retention.prune(source, at=at)


def remove(source: Source, *, request: HttpRequest | None = None) -> None:
    """Remove a source with all its snapshots. Raises SourceGoneError."""
    with transaction.atomic():
        deleted, _rows = Source.objects.filter(pk=source.pk).delete()
        if not deleted:
            raise SourceGoneError
        audit.record("source.removed", tenant=source.tenant, target=source.slug, request=request)


def _change(
    source: Source,
    action: str,
    *,
    request: HttpRequest | None,
    detail: dict[str, int] | None = None,
    **values: str | int,
) -> None:
    with transaction.atomic():
        if not Source.objects.filter(pk=source.pk).update(**values):
            raise SourceGoneError
        for name, value in values.items():
            setattr(source, name, value)
        audit.record(action, tenant=source.tenant, target=source.slug, detail=detail, request=request)
