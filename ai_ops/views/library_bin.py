"""The library's bin: what was deleted, brought back or deleted for good."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ai_ops import library_bin as bins
from ai_ops import library_trail, queries
from ai_ops.errors import ItemGoneError
from ai_ops.models import SavedItem
from ai_ops.views.parts import parts_of
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role


@role_required(Role.VIEWER)
@require_safe
def library_bin(request: TenantRequest) -> HttpResponse:
    """Show what was deleted in the last thirty days, the newest deletion first."""
    before = request.GET.get("before", "")
    page = queries.page_of(queries.bin_of(request.tenant), before=before, size=queries.ITEMS_A_PAGE, by="deleted_at")
    context = {
        "page": page,
        "cards": [(item, parts_of(item.kind)["picture"], bins.until(item)) for item in page.rows],
        "may_design": has_role(request.membership, Role.DESIGNER),
        "days": bins.KEPT.days,
    }
    return render(request, "ai_ops/library_bin.html", context)


def _find(request: TenantRequest, item_id: UUID) -> SavedItem:
    return get_object_or_404(SavedItem.objects.filter(tenant=request.tenant).select_related("tenant"), pk=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_bring_back(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Take an item out of the bin; one that is not in it any more stays where it is."""
    item = _find(request, item_id)
    before = item.name
    try:
        bins.bring_back(item)
    except ItemGoneError as error:
        messages.warning(request, str(error))
        return redirect("library")
    library_trail.record("item.brought_back", item, request=request, before=before)
    said = _("“%(name)s” is back in the library.") if item.name == before else _("It is back, as “%(name)s”.")
    messages.success(request, said % {"name": item.name})
    return redirect("saved_item", item_id=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_purge(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Delete an item of the bin for good."""
    item = _find(request, item_id)
    if bins.purge(item):
        library_trail.record("item.purged", item, request=request)
        messages.success(request, _("“%(name)s” is deleted for good.") % {"name": item.name})
    else:
        messages.warning(request, _("“%(name)s” is not in the bin, so it stays as it is.") % {"name": item.name})
    return redirect("library_bin")
