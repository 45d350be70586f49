"""A saved layout on a whole screen, which follows its data for as long as it is shown."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ai_ops import screens
from ai_ops.layouts import documents
from ai_ops.models import SavedItem
from ai_ops.screens import Moment
from ai_ops.views.library import find_item
from tenants.access import TenantRequest, role_required
from tenants.models import Role

KIND = "content"
MODES = ("light", "dark")


@role_required(Role.VIEWER)
@require_safe
def saved_screen(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show a saved layout and nothing else, as large as the screen is."""
    return _screen(request, _find(request, item_id), "ai_ops/screen.html")


@role_required(Role.VIEWER)
@require_safe
def saved_screen_drawing(request: TenantRequest, item_id: UUID) -> HttpResponse:
    """Show the drawing of a saved layout anew; 204 where it is still what the screen has `seen`."""
    return _screen(request, _find(request, item_id), "ai_ops/screen.html#drawing")


def _find(request: TenantRequest, item_id: UUID) -> SavedItem:
    item = find_item(request, item_id)
    if item.kind != KIND:
        raise Http404
    return item


def _screen(request: TenantRequest, item: SavedItem, template: str) -> HttpResponse:
    moment = screens.moment_of(request.tenant, item, at=timezone.now(), mode=_mode(request))
    if request.GET.get("seen") == moment.version:
        return _marked(HttpResponse(status=204), moment)
    layout = documents.layout_of(item.content)
    shown = screens.drawn(layout, moment.setting(), mode=moment.mode, zone=request.tenant.time_zone)
    context = {"item": item, "moment": moment, "is_chosen": bool(_mode(request)), **shown, "title": item.name}
    return _marked(render(request, template, context), moment)


def _marked(response: HttpResponse, moment: Moment) -> HttpResponse:
    response["ETag"] = f'"{moment.version}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _mode(request: TenantRequest) -> str:
    mode = request.GET.get("mode", "")
    return mode if mode in MODES else ""
