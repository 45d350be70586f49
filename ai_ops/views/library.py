"""The library: what was saved, as pictures, and one saved item with its downloads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ai_ops import exports, library_bin, queries, registry
from ai_ops import library as shelf
from ai_ops.errors import InvalidInputError, NameTakenError
from ai_ops.models import AnsweredBy, SavedItem
from ai_ops.views.operations import find_operation
from ai_ops.views.parts import parts_of, preview, preview_url
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role


@role_required(Role.VIEWER)
@require_safe
def library(request: TenantRequest) -> HttpResponse:
    """Show the tenant's saved items, newest first, of one kind or of all."""
    kind = request.GET.get("kind", "")
    items = queries.saved_items_of(request.tenant)
    items = items.filter(kind=kind) if kind else items
    page = queries.page_of(items, before=request.GET.get("before", ""), size=queries.ITEMS_A_PAGE)
    context = {
        "page": page,
        "cards": [(item, parts_of(item.kind)["picture"]) for item in page.rows],
        "names": queries.names_of(item.author for item in page.rows),
        "kind": kind,
        "operations": registry.all_operations(),
        "may_design": has_role(request.membership, Role.DESIGNER),
    }
    return render(request, "ai_ops/library.html", context)


@role_required(Role.VIEWER)
@require_safe
def saved_item(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show one saved item."""
    return _page(request, _find(request, item_id))


def _page(request: TenantRequest, item: SavedItem, *, status: int = 200, **extra: Any) -> HttpResponse:
    operation = find_operation(item.kind)
    context = {
        "item": item,
        "operation": operation,
        "result": item.content,
        "presented": operation.present(item.content),
        "parts": parts_of(item.kind),
        "preview_url": preview_url(item.kind, "saved_item_preview", item.pk),
        "author": queries.names_of([item.author]).get(item.author) if item.author else None,
        "is_demo": is_demo(item),
        "may_design": has_role(request.membership, Role.DESIGNER),
    }
    return render(request, "ai_ops/saved_item.html", {**context, **extra}, status=status)


def is_demo(item: SavedItem) -> bool:
    """Return whether the sandbox answered the run that the item was saved from."""
    return item.run is not None and item.run.answered_by == AnsweredBy.SANDBOX


def _find(request: TenantRequest, item_id: UUID) -> SavedItem:
    return get_object_or_404(queries.saved_items_of(request.tenant), pk=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_rename(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Give a saved item another name."""
    item = _find(request, item_id)
    name = request.POST.get("name", "")
    try:
        shelf.rename(item, name)
    except (InvalidInputError, NameTakenError) as error:
        return _page(request, _find(request, item_id), status=422, new_name=name, name_error=str(error))
    messages.success(request, _("Renamed to “%(name)s”.") % {"name": item.name})
    return redirect("saved_item", item_id=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_delete(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Delete a saved item; the run that it came from stays."""
    item = _find(request, item_id)
    library_bin.delete(item, at=timezone.now())
    messages.success(request, _("Deleted “%(name)s” from the library.") % {"name": item.name})
    return redirect("library")


@role_required(Role.VIEWER)
@require_safe
def saved_item_export(request: TenantRequest, item_id: UUID, slug: str) -> HttpResponse:
    """Download a saved item as one of its operation's files."""
    item = _find(request, item_id)
    export = exports.find(find_operation(item.kind), slug)
    return exports.download(export, item.content, name=item.name, run=item.run)


@role_required(Role.VIEWER)
@require_safe
def saved_item_preview(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show a saved item in use, as a document of its own for a frame."""
    item = _find(request, item_id)
    return preview(request, item.kind, item.content)
