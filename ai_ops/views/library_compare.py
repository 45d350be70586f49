"""Two saved items of one kind side by side, or two versions of one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ai_ops import queries
from ai_ops.base import Json
from ai_ops.models import SavedItem, SavedVersion
from ai_ops.views.operations import find_operation
from ai_ops.views.parts import parts_of, preview_url
from tenants.access import TenantRequest, role_required
from tenants.models import Role


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared: the item, and the version that is meant where it is not the newest."""

    item: SavedItem
    version: SavedVersion | None

    @property
    def result(self) -> Json:
        """Return what is compared."""
        content: Json = (self.version or self.item).content
        return content

    @property
    def name(self) -> str:
        """Return the item's name, with the version's number."""
        if self.version is None:
            return self.item.name
        return _("%(name)s, version %(number)d") % {"name": self.item.name, "number": self.version.number}

    @property
    def url(self) -> str:
        """Return the address of its page."""
        args = [self.item.pk, self.version.number] if self.version else [self.item.pk]
        return reverse("saved_item_version" if self.version else "saved_item", args=args)

    @property
    def preview_url(self) -> str:
        """Return the address of its preview, or "" for an operation without one."""
        args = (self.item.pk, self.version.number) if self.version else (self.item.pk,)
        view = "saved_item_version_preview" if self.version else "saved_item_preview"
        return preview_url(self.item.kind, view, *args)

    @property
    def at(self) -> Any:
        """Return when it was made."""
        return self.version.created_at if self.version else self.item.changed_at


@role_required(Role.VIEWER)
@require_safe
def library_compare(request: TenantRequest) -> HttpResponse:
    """Show the two that `one` and `other` name: an item's id, or its id and a version's number with a dot between."""
    former, now = (_find(request, request.GET.get(name, "")) for name in ("one", "other"))
    if former.item.kind != now.item.kind:
        return render(request, "ai_ops/library_compare.html", {"former": former, "now": now}, status=422)
    operation = find_operation(now.item.kind)
    context = {
        "former": former,
        "now": now,
        "sides": (former, now),
        "last": former,
        "operation": operation,
        "result": now.result,
        "parts": parts_of(now.item.kind),
        "compared": operation.compare(former.result, now.result),
        "is_same": former.result == now.result,
    }
    return render(request, "ai_ops/library_compare.html", context)


def _find(request: TenantRequest, reference: str) -> Side:
    key, _dot, number = reference.partition(".")
    try:
        item = get_object_or_404(queries.saved_items_of(request.tenant), pk=UUID(key))
    except ValueError:
        raise Http404 from None
    return Side(item, _version(item, number) if number else None)


def _version(item: SavedItem, number: str) -> SavedVersion:
    if not (number.isascii() and number.isdecimal()) or int(number) > item.version:
        raise Http404
    return get_object_or_404(item.versions, number=int(number))
