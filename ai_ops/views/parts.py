"""The parts of an operation's template, each with an automatic one for operations without it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse

from ai_ops.base import Json
from tenants.access import TenantRequest

PARTS = ("head", "form", "wish", "action", "place", "result", "picture", "compare")
MODES = ("light", "dark")


def parts_of(slug: str) -> dict[str, tuple[str, str]]:
    """Return the template names of an operation's parts, each with the automatic one after it."""
    return {part: (f"ai_ops/operations/{slug}.html#{part}", f"ai_ops/automatic.html#{part}") for part in PARTS}


def preview_url(slug: str, view: str, *args: UUID | int) -> str:
    """Return the address of the result's preview, or "" for an operation without one."""
    return reverse(view, args=args) if _preview_template(slug) else ""


def _preview_template(slug: str) -> str:
    name = f"ai_ops/operations/{slug}_preview.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name


def preview(request: TenantRequest, slug: str, result: Json) -> HttpResponse:
    """Show a result in use, as a document of its own for a frame. Raises Http404 without one."""
    template = _preview_template(slug)
    if not template:
        raise Http404
    mode = request.GET.get("mode", "")
    return render(request, template, {"result": result, "mode": mode if mode in MODES else ""})
