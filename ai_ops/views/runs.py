"""Runs: what ran, one run while it goes, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from ai_ops import exports, forms, library, queries, registry, runner
from ai_ops.base import Json, Operation
from ai_ops.errors import AiOpsError, InvalidInputError, NameTakenError
from ai_ops.following import Follows
from ai_ops.models import Run, State
from ai_ops.views.operations import find_operation, status_of
from ai_ops.views.parts import parts_of, preview, preview_url
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role

FILTERS = ("operation", "state", "member")


@role_required(Role.VIEWER)
@require_safe
def runs(request: TenantRequest) -> HttpResponse:
    """Show the tenant's runs, filtered by the address, newest first."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    found = queries.filter_runs(queries.runs_of(request.tenant), wanted)
    page = queries.page_of(found, before=request.GET.get("before", ""), size=queries.RUNS_A_PAGE)
    context = {
        "page": page,
        "names": queries.names_of(run.member for run in page.rows),
        "wanted": wanted,
        "is_filtered": any(wanted.values()),
        "operations": registry.all_operations(),
        "states": State.choices,
        "members": queries.members_of(request.tenant),
    }
    return render(request, "ai_ops/runs.html", context)


@role_required(Role.VIEWER)
@require_safe
def run(request: TenantRequest, run_id: UUID) -> HttpResponseBase:
    """Show one run: live while it goes, then its result. htmx asks again each second until it ends."""
    found = _find(request, run_id)
    if not request.htmx:
        return _page(request, found)
    if found.is_live:
        return render(request, "ai_ops/run.html#progress", {"run": found})
    response = HttpResponseStopPolling()
    response.content = render(request, "ai_ops/run.html#ended", _context(request, found)).content
    response["HX-Retarget"] = "#run"
    response["HX-Reswap"] = "outerHTML"
    return response


def _page(request: TenantRequest, found: Run, *, status: int = 200, **extra: Any) -> HttpResponse:
    return render(request, "ai_ops/run.html", {**_context(request, found), **extra}, status=status)


def _context(request: TenantRequest, found: Run) -> dict[str, Any]:
    operation = operation_of(found)
    typical = queries.typical_seconds(request.tenant, found.operation) if found.is_live else None
    return {
        "run": found,
        "operation": operation,
        "result": found.result,
        "presented": operation.present(found.result) if operation and found.result else {},
        "parts": parts_of(found.operation),
        "typical": typical,
        "member": queries.names_of([found.member]).get(found.member) if found.member else None,
        "preview_url": preview_url(found.operation, "run_preview", found.pk),
        "may_design": has_role(request.membership, Role.DESIGNER),
        "saved_items": list(found.saved_items.filter(deleted_at=None)),
        **_following(request, found, operation),
        **_compared(found, operation),
    }


def _compared(found: Run, operation: Operation | None) -> dict[str, Any]:
    """Return the last result that is like this one, by what the operation says, and how this one differs from it."""
    if not operation or not operation.compared_by or not found.result:
        return {}
    last = queries.last_like(found, operation.compared_by)
    if last is None or last.result is None:
        return {"former": None}
    return {"former": None, "last": last, "compared": operation.compare(last.result, found.result)}


def _following(request: TenantRequest, found: Run, operation: Operation | None) -> dict[str, Any]:
    """Return what a result's page shows of the runs around it, and what one more would cost."""
    thread = queries.thread_of(found) if found.state == State.SUCCEEDED else []
    may_follow = operation and thread and has_role(request.membership, Role.DESIGNER)
    return {
        "thread": thread if len(thread) > 1 else [],
        "former": next((each for each in thread if each.pk == found.former_id), None),
        "again_key": forms.new_key(),
        "quote": runner.quote(operation, request.tenant, at=timezone.now(), member=request.user.pk)
        if operation and may_follow
        else None,
    }


def operation_of(found: Run) -> Operation | None:
    """Return the run's operation, or None for one that is no longer built in."""
    try:
        return registry.get(found.operation)
    except registry.UnknownOperationError:
        return None


def _find(request: TenantRequest, run_id: UUID) -> Run:
    return get_object_or_404(queries.runs_of(request.tenant), pk=run_id)


def _find_result(request: TenantRequest, run_id: UUID) -> tuple[Run, Json]:
    found = _find(request, run_id)
    if found.state != State.SUCCEEDED or found.result is None:
        raise Http404
    return found, found.result


@role_required(Role.DESIGNER)
@require_POST
def run_cancel(request: TenantRequest, run_id: UUID) -> HttpResponseBase:
    """Cancel a run that is still going; a run that has ended stays as it is."""
    found = _find(request, run_id)
    if not runner.cancel(found, at=timezone.now()):
        messages.warning(request, _("This run had already ended, so there was nothing to cancel."))
    return redirect("run", run_id=run_id)


@role_required(Role.DESIGNER)
@require_POST
def run_again(request: TenantRequest, run_id: UUID) -> HttpResponseBase:
    """Start a run with a result's inputs that follows it, with a note on what should be different."""
    found, _result = _find_result(request, run_id)
    note = request.POST.get("note", "")
    try:
        following = runner.start(
            request.tenant,
            find_operation(found.operation),
            member=request.user.pk,
            role=request.membership.role,
            inputs=found.inputs,
            submission_key=request.POST.get("submission_key", ""),
            at=timezone.now(),
            follows=Follows(former=found.pk, note=note),
        )
    except AiOpsError as error:
        return _page(request, found, status=status_of(error), note=note, again_error=error)
    return redirect("run", run_id=following.pk)


@role_required(Role.DESIGNER)
@require_POST
def run_save(request: TenantRequest, run_id: UUID) -> HttpResponseBase:
    """Save a run's result under a name."""
    found, _result = _find_result(request, run_id)
    name, chosen = request.POST.get("name", ""), request.POST.get("chosen", "")
    place = int(chosen) if chosen.isdecimal() and chosen.isascii() else None
    try:
        item = library.save(found, name, author=request.user.pk, at=timezone.now(), chosen=place)
    except (InvalidInputError, NameTakenError) as error:
        return _page(request, found, status=422, save_name=name, save_error=str(error))
    messages.success(request, _("Saved to the library as “%(name)s”.") % {"name": item.name})
    return redirect("saved_item", item_id=item.pk)


@role_required(Role.VIEWER)
@require_safe
def run_export(request: TenantRequest, run_id: UUID, slug: str) -> HttpResponse:
    """Download a run's result as one of its operation's files."""
    found, result = _find_result(request, run_id)
    operation = find_operation(found.operation)
    name = str(result.get("name") or operation.label)
    return exports.download(exports.find(operation, slug), result, name=name, run=found)


@role_required(Role.VIEWER)
@require_safe
def run_preview(request: TenantRequest, run_id: UUID) -> HttpResponse:
    """Show a run's result in use, as a document of its own for a frame."""
    found, result = _find_result(request, run_id)
    return preview(request, found.operation, result)
