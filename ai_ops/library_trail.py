"""Write into the audit trail what people do with saved items."""

from typing import Any

from django.http import HttpRequest

from ai_ops.models import SavedItem
from tenants import audit


def record(action: str, item: SavedItem, *, request: HttpRequest | None = None, **detail: Any) -> None:
    """Write one event about a saved item, such as "item.deleted", with its name and kind as they are now."""
    known = {"name": item.name, "kind": item.kind, **detail}
    audit.record(action, tenant=item.tenant, target=str(item.pk), detail=known, request=request)
