"""Load what an operation says that it needs, within the tenant alone."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from ai_ops import reading
from ai_ops.base import Json, Operation
from ai_ops.errors import InvalidInputError
from ai_ops.models import SavedItem
from connectors import queries, snapshots
from tenants.models import Tenant


def load(operation: Operation, body: Json, *, tenant: Tenant) -> Json:
    """Return the context for an operation's `needs`. Raises InvalidInputError for what is not there."""
    return {need: LOADERS[need](operation, body, tenant) for need in operation.needs}


def _load_base(operation: Operation, body: Json, tenant: Tenant) -> Any:
    """Return the content of the operation's own saved item that `base` names, or None."""
    return _load_saved("base", operation.slug, body, tenant)


def _load_theme(operation: Operation, body: Json, tenant: Tenant) -> Any:
    """Return the content of the saved theme that `theme` names, or None."""
    return _load_saved("theme", "theme", body, tenant)


def _load_saved(field: str, kind: str, body: Json, tenant: Tenant) -> Any:
    item_id = body.get(field)
    if not item_id:
        return None
    known = _uuid(item_id)
    item = known and SavedItem.objects.filter(tenant=tenant, kind=kind, id=known, deleted_at=None).first()
    if not item:
        raise InvalidInputError({field: ["There is no such saved item. Choose another, or none."]})
    return item.content


def _load_source(operation: Operation, body: Json, tenant: Tenant) -> Any:
    """Return a reference to the newest data of the source that `source` names by its slug."""
    return _refer("source", body.get("source"), tenant)


def _load_sources(operation: Operation, body: Json, tenant: Tenant) -> Any:
    """Return references to the newest data of the sources that `sources` names by their slugs."""
    return [_refer("sources", slug, tenant) for slug in body.get("sources", [])]


def _refer(field: str, slug: Any, tenant: Tenant) -> Json:
    source = queries.sources_of(tenant).filter(slug=slug).first() if isinstance(slug, str) else None
    if source is None:
        raise InvalidInputError({field: ["There is no such source. Choose one of the list, or add data first."]})
    newest = snapshots.latest(source)
    if newest is None:
        raise InvalidInputError({field: [f"“{source.name}” holds no data yet. Send or upload rows first."]})
    newest.source = source
    return reading.reference(newest)


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


LOADERS: Final[dict[str, Callable[[Operation, Json, Tenant], Any]]] = {
    "base": _load_base,
    "theme": _load_theme,
    "source": _load_source,
    "sources": _load_sources,
}
