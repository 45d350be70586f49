"""What a saved item was before: one version, restored, or dressed in another theme as a new one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ai_ops import library as shelf
from ai_ops import library_themes, library_trail, queries
from ai_ops.errors import AiOpsError
from ai_ops.models import SavedItem, SavedVersion
from ai_ops.views.library import find_item
from ai_ops.views.operations import find_operation
from ai_ops.views.parts import parts_of, preview, preview_url
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role


@role_required(Role.VIEWER)
@require_safe
def saved_item_version(request: TenantRequest, item_id: UUID, number: int) -> HttpResponse:
    """Show a saved item as it was in one of its versions."""
    item, version = _find(request, item_id, number)
    operation = find_operation(item.kind)
    context = {
        "item": item,
        "version": version,
        "operation": operation,
        "result": version.content,
        "presented": operation.present(version.content),
        "parts": parts_of(item.kind),
        "preview_url": preview_url(item.kind, "saved_item_version_preview", item.pk, number),
        "author": queries.names_of([version.author]).get(version.author) if version.author else None,
        "may_design": has_role(request.membership, Role.DESIGNER),
    }
    return render(request, "ai_ops/saved_item_version.html", context)


@role_required(Role.VIEWER)
@require_safe
def saved_item_version_preview(request: TenantRequest, item_id: UUID, number: int) -> HttpResponse:
    """Show a version in use, as a document of its own for a frame."""
    item, version = _find(request, item_id, number)
    return preview(request, item.kind, version.content)


def _find(request: TenantRequest, item_id: UUID, number: int) -> tuple[SavedItem, SavedVersion]:
    item = find_item(request, item_id)
    return item, get_object_or_404(item.versions.select_related("run"), number=number)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_restore(request: TenantRequest, item_id: UUID, number: int) -> HttpResponseBase:
    """Make an earlier version the newest again."""
    item = find_item(request, item_id)
    try:
        item = shelf.restore(item, number, author=request.user.pk, at=timezone.now())
    except AiOpsError as error:
        messages.error(request, str(error))
        return redirect("saved_item", item_id=item_id)
    library_trail.record("item.restored", item, request=request, number=number, version=item.version)
    said = _("Version %(number)d is back, as version %(newest)d.") % {"number": number, "newest": item.version}
    messages.success(request, said)
    return redirect("saved_item", item_id=item_id)


@role_required(Role.DESIGNER)
@require_POST
def saved_item_theme(request: TenantRequest, item_id: UUID) -> HttpResponseBase:
    """Give a saved layout the look of a saved theme, as a new version."""
    item = find_item(request, item_id)
    theme = _find_theme(request)
    if theme is None:
        messages.error(request, _("That theme is not in the library any more. Choose another."))
        return redirect("saved_item", item_id=item_id)
    try:
        item = library_themes.apply(item, theme, author=request.user.pk, at=timezone.now())
    except AiOpsError as error:
        messages.error(request, str(error))
    else:
        library_trail.record("item.theme_applied", item, request=request, theme=theme.name, version=item.version)
        said = _("“%(name)s” is shown in the theme “%(theme)s” now.") % {"name": item.name, "theme": theme.name}
        messages.success(request, said)
    return redirect("saved_item", item_id=item_id)


def _find_theme(request: TenantRequest) -> SavedItem | None:
    try:
        key = UUID(request.POST.get("theme", ""))
    except ValueError:
        return None
    return queries.saved_items_of(request.tenant).filter(kind="theme", pk=key).first()
