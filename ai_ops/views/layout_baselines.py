"""The layout that rules make of data: without AI, free, and drawn at once beside the form."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ai_ops import screens
from ai_ops.layouts import baseline
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas
from ai_ops.screens import MOST_SOURCES, Setting
from tenants.access import TenantRequest, role_required
from tenants.models import Role

CANVASES = {"landscape": LANDSCAPE, "portrait": PORTRAIT}
LEAST_SIDE, LARGEST_SIDE = 8, 64
USUAL_COMPONENTS, MOST_COMPONENTS = 8, 16


@role_required(Role.DESIGNER)
@require_safe
def layout_baseline(request: TenantRequest) -> HttpResponse:
    """Show the frame of a rule-made layout of the sources in the address, or nothing while there are none."""
    newest = screens.newest_of(request.tenant, request.GET.getlist("sources"))
    canvas = _canvas(request.GET)
    context = {
        "newest": newest,
        "canvas": canvas,
        "query": request.GET.urlencode(),
        "problem": _problem(request.GET, canvas),
        "shape": "upright" if canvas and canvas.rows > canvas.columns else "full-hd",
        "modes": Setting(screens.read([]), _theme(request)).modes,
    }
    return render(request, "ai_ops/operations/content_baseline.html", context)


def _problem(data: QueryDict, canvas: Canvas | None) -> str:
    if canvas is None:
        return "A screen of your own has 8 to 64 columns and 8 to 64 rows. Enter both."
    if len(data.getlist("sources")) > MOST_SOURCES:
        return f"Choose at most {MOST_SOURCES} sources."
    return ""


@role_required(Role.DESIGNER)
@require_safe
def layout_baseline_drawing(request: TenantRequest) -> HttpResponse:
    """Show a rule-made layout of the sources in the address, as a document of its own for a frame."""
    setting = Setting(screens.data_of(request.tenant, request.GET.getlist("sources")), _theme(request))
    canvas = _canvas(request.GET)
    if canvas is None or not setting.data.columns:
        raise Http404
    mode = request.GET.get("mode", "")
    layout = baseline.layout(setting.data, canvas, setting.look(mode), _most(request.GET))
    shown = screens.drawn(layout, setting, mode=mode, zone=request.tenant.time_zone)
    return render(request, "ai_ops/operations/content_document.html", shown)


def _theme(request: TenantRequest) -> Any:
    return screens.saved_theme(request.tenant, request.GET.get("theme", ""))


def _canvas(data: QueryDict) -> Canvas | None:
    """Return the canvas that a form asks for, or None where it is none."""
    if data.get("canvas") != "own":
        return CANVASES.get(data.get("canvas", ""), LANDSCAPE)
    sides = [_whole(data.get(name, "")) for name in ("columns", "rows")]
    return Canvas(*sides) if all(LEAST_SIDE <= side <= LARGEST_SIDE for side in sides) else None


def _most(data: QueryDict) -> int:
    return min(max(_whole(data.get("max_components", "")) or USUAL_COMPONENTS, 1), MOST_COMPONENTS)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < LEAST_SIDE else 0
