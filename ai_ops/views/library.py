"""The library: what was saved, as pictures, and one saved item with its history and downloads."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ai_ops import exports, library_bin, library_themes, library_trail, queries, registry
from ai_ops import library as shelf
from ai_ops.errors import InvalidInputError, NameTakenError
from ai_ops.models import AnsweredBy, SavedItem
from ai_ops.views.operations import find_operation
from ai_ops.views.parts import parts_of, preview, preview_url
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role

LONGEST_SEARCH = 100


@role_required(Role.VIEWER)
@require_safe
def library(request: TenantRequest) -> HttpResponse:
    """Show the tenant's saved items, newest first, of one kind or of all, by a part of their name."""
    wanted = {"kind": request.GET.get("kind", ""), "q": request.GET.get("q", "").strip()[:LONGEST_SEARCH]}
    items = queries.filter_items(queries.saved_items_of(request.tenant), wanted)
    page = queries.page_of(items, before=request.GET.get("before", ""), size=queries.ITEMS_A_PAGE)
    context = {
        "page": page,
        "cards": [(item, parts_of(item.kind)["picture"]) for item in page.rows],
        "names": queries.names_of(item.author for item in page.rows),
        "wanted": wanted,
        "operations": registry.all_operations(),
        "may_design": has_role(request.membership, Role.DESIGNER),
        "deleted": _deleted(request),
    }
    return render(request, "ai_ops/library.html", context)


def _deleted(request: TenantRequest) -> SavedItem | None:
    """Return the item that was deleted just now, by its id in the address, as long as it lies in the bin."""
    try:
        key = UUID(request.GET.get("deleted", ""))
    except ValueError:
        return None
    return queries.bin_of(request.tenant).filter(pk=key).first()


@role_required(Role.VIEWER)
@require_safe
def saved_item(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show one saved item."""
    return item_page(request, find_item(request, item_id))


def item_page(request: TenantRequest, item: SavedItem, *, status: int = 200, **extra: Any) -> HttpResponse:
    """Return the page of a saved item, with `extra` in its context."""
    operation = find_operation(item.kind)
    history = queries.history_of(item, before=request.GET.get("older", ""))
    names = queries.names_of([item.author, *(version.author for version in history.rows)])
    context = {
        "item": item,
        "operation": operation,
        "result": item.content,
        "presented": operation.present(item.content),
        "parts": parts_of(item.kind),
        "preview_url": preview_url(item.kind, "saved_item_preview", item.pk),
        "names": names,
        "author": names.get(item.author) if item.author else None,
        "is_demo": is_demo(item),
        "may_design": has_role(request.membership, Role.DESIGNER),
        "history": history,
        **_choices(request, item),
    }
    return render(request, "ai_ops/saved_item.html", {**context, **extra}, status=status)


def _choices(request: TenantRequest, item: SavedItem) -> dict[str, Any]:
    """Return what an item can be compared with, and the themes that it could have."""
    others = queries.choices_of(request.tenant, item.kind)
    themes = queries.choices_of(request.tenant, "theme") if library_themes.takes_theme(item) else []
    return {"others": [each for each in others if each[0] != str(item.pk)], "themes": themes}


def is_demo(item: SavedItem) -> bool:
    """Return whether the sandbox answered the run that the item was saved from."""
    return item.run is not None and item.run.answered_by == AnsweredBy.SANDBOX


def find_item(request: TenantRequest, item_id: UUID) -> SavedItem:
    """Return the tenant's saved item of that id. Raises Http404; what lies in the bin is not found."""
    return get_object_or_404(queries.saved_items_of(request.tenant), pk=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_rename(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Give a saved item another name."""
    item = find_item(request, item_id)
    before, name = item.name, request.POST.get("name", "")
    try:
        shelf.rename(item, name)
    except (InvalidInputError, NameTakenError) as error:
        return item_page(request, find_item(request, item_id), status=422, new_name=name, name_error=str(error))
    if item.name != before:
        library_trail.record("item.renamed", item, request=request, before=before)
    messages.success(request, _("Renamed to “%(name)s”.") % {"name": item.name})
    return redirect("saved_item", item_id=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_duplicate(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Save a copy of an item under the next free name, and go there."""
    item = find_item(request, item_id)
    try:
        copy = shelf.duplicate(item, author=request.user.pk, at=timezone.now())
    except NameTakenError:  # somebody else took the free name just now
        messages.error(request, _("The copy’s name was taken at the same moment. Try again."))
        return redirect("saved_item", item_id=item_id)
    library_trail.record("item.duplicated", copy, request=request, before=item.name)
    messages.success(request, _("This is the copy, “%(name)s”.") % {"name": copy.name})
    return redirect("saved_item", item_id=copy.pk)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_delete(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Put a saved item into the bin; the library then offers to undo it."""
    item = find_item(request, item_id)
    library_bin.delete(item, at=timezone.now())
    library_trail.record("item.deleted", item, request=request)
    return redirect(f"{reverse('library')}?{urlencode({'deleted': item.pk})}")


@role_required(Role.VIEWER)
@require_safe
def saved_item_export(request: TenantRequest, item_id: UUID, slug: str) -> HttpResponse:
    """Download a saved item as one of its operation's files."""
    item = find_item(request, item_id)
    export = exports.find(find_operation(item.kind), slug)
    return exports.download_item(export, item)


@role_required(Role.VIEWER)
@require_safe
def saved_item_preview(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show a saved item in use, as a document of its own for a frame."""
    item = find_item(request, item_id)
    return preview(request, item.kind, item.content)
