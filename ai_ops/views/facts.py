"""What stands out in a source's data, shown free and before anything is asked of a provider."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ai_ops import profiling
from ai_ops.base import NothingToAskError
from ai_ops.errors import InvalidInputError
from connectors import queries, snapshots
from connectors.errors import DataError
from connectors.models import Source
from tenants.access import TenantRequest, get_in_tenant, role_required
from tenants.models import Role

PARTIALS = {"facts": "form", "standing-out": "found"}
"""The partial for each place on a page that htmx fills."""


@role_required(Role.DESIGNER)
@require_safe
def source_facts(request: TenantRequest, slug: str) -> HttpResponse:
    """Show the facts of a source: of `columns`, `since` and `until` in the address, or of all."""
    return _facts_of(request, slug)


@role_required(Role.DESIGNER)
@require_safe
def chosen_facts(request: TenantRequest) -> HttpResponse:
    """Show the facts of the source that a form names, or nothing while it names none."""
    if not request.GET.get("source"):
        return render(request, "ai_ops/facts.html#form", {})
    return _facts_of(request, request.GET["source"])


def _facts_of(request: TenantRequest, slug: str) -> HttpResponse:
    source = get_in_tenant(request.tenant, queries.sources_of(request.tenant), slug=slug)
    partial = PARTIALS.get(request.htmx.target or "")
    found = _found(request, source)
    template = f"ai_ops/facts.html#{partial}" if request.htmx and partial else "ai_ops/facts.html"
    return render(request, template, {"source": source, **found}, status=422 if "problem" in found else 200)


def _found(request: TenantRequest, source: Source) -> dict[str, Any]:
    newest, data = snapshots.latest(source), request.GET
    if newest is None:
        return {"waits": True}
    period, columns = (data.get("since", ""), data.get("until", "")), data.getlist("columns")
    try:
        return {"snapshot": newest, "found": profiling.found_in(source, newest, period=period, columns=columns)}
    except InvalidInputError as error:
        return {"snapshot": newest, "problem": " ".join(each for said in error.errors.values() for each in said)}
    except (NothingToAskError, DataError) as error:
        return {"snapshot": newest, "problem": str(error)}
