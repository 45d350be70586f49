"""What can be made, and the page on which one asks for it."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from ai_ops import defaults, forms, offers, queries, registry, runner
from ai_ops.base import Json, Operation
from ai_ops.errors import (
    AiOpsError,
    CappedError,
    InvalidInputError,
    NotAllowedError,
    NotEnoughCreditsError,
    ProviderNotReadyError,
    SubmissionConflictError,
)
from ai_ops.following import Follows
from ai_ops.models import Run, State
from ai_ops.views.parts import parts_of
from connectors import queries as sources
from tenants.access import TenantRequest, has_role, role_required
from tenants.models import Role

LAST_RUNS = 6
STATUSES: tuple[tuple[type[AiOpsError], int], ...] = (
    (InvalidInputError, 422),
    (NotEnoughCreditsError, 402),
    (CappedError, 402),
    (ProviderNotReadyError, 503),
    (SubmissionConflictError, 409),
    (NotAllowedError, 403),
)


@role_required(Role.VIEWER)
@require_safe
def home(request: TenantRequest) -> HttpResponseBase:
    """Send people to the first page that their role may open."""
    return redirect("ai_home" if has_role(request.membership, Role.DESIGNER) else "runs")


@role_required(Role.DESIGNER)
@require_safe
def ai_home(request: TenantRequest) -> HttpResponse:
    """Show what can be made and what it costs, and the member's last runs."""
    runs = queries.runs_of(request.tenant).filter(member=request.user.pk)[:LAST_RUNS]
    return render(request, "ai_ops/ai_home.html", {"offers": offers.all_offers(request.tenant), "runs": runs})


@role_required(Role.DESIGNER)
@require_http_methods(["GET", "HEAD", "POST"])
def operation(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Show an operation's form, or start a run with what was submitted."""
    chosen = find_operation(slug)
    if request.method != "POST":
        return _form_page(request, forms.OperationForm(chosen, _start_values(request, chosen)))
    return _start(request, chosen)


def find_operation(slug: str) -> Operation:
    """Return the operation of that slug. Raises Http404."""
    try:
        return registry.get(slug)
    except registry.UnknownOperationError:
        raise Http404 from None


def _start(request: TenantRequest, chosen: Operation) -> HttpResponseBase:
    form = forms.OperationForm(chosen, forms.read(chosen, request.POST))
    form.key = request.POST.get("submission_key") or form.key
    try:
        run = runner.start(
            request.tenant,
            chosen,
            member=request.user.pk,
            role=request.membership.role,
            inputs=form.values,
            submission_key=form.key,
            at=timezone.now(),
            follows=_follows(request),
        )
    except AiOpsError as error:
        return _refuse(request, form, error)
    address = reverse("run", args=[run.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _follows(request: TenantRequest) -> Follows:
    """Return which run the new one follows, and with what note, from a submitted form."""
    note = request.POST.get("note", "")
    try:
        return Follows(former=UUID(request.POST["former"]), note=note)
    except (KeyError, ValueError):
        return Follows(note=note)


def _refuse(request: TenantRequest, form: forms.OperationForm, error: AiOpsError) -> HttpResponse:
    """Show the form again with what was typed, and why nothing was started."""
    if isinstance(error, InvalidInputError):
        form.errors = error.errors
    if isinstance(error, SubmissionConflictError):
        form.key = forms.new_key()
    return _form_page(request, form, refusal=error, status=status_of(error))


def status_of(error: AiOpsError) -> int:
    """Return the HTTP status for a refusal."""
    return next((code for kind, code in STATUSES if isinstance(error, kind)), 400)


def _form_page(
    request: TenantRequest, form: forms.OperationForm, *, refusal: AiOpsError | None = None, status: int = 200
) -> HttpResponse:
    chosen = form.operation
    part = "#request" if request.htmx else ""
    context = {
        "form": form,
        "operation": chosen,
        "about": offers.about(chosen),
        "quote": runner.quote(chosen, request.tenant, at=timezone.now(), member=request.user.pk),
        "refusal": refusal,
        "saved_items": queries.choices_of(request.tenant, chosen.slug) if "base" in chosen.needs else [],
        "sources": sources.rows_of(request.tenant) if {"source", "sources"} & {*chosen.needs} else [],
        "themes": queries.choices_of(request.tenant, "theme") if "theme" in chosen.needs else [],
        "former": _former_of(request, chosen),
        "note": request.POST.get("note", ""),
        "parts": parts_of(chosen.slug),
    }
    return render(request, f"ai_ops/operation.html{part}", context, status=status)


def _former_of(request: TenantRequest, chosen: Operation) -> Run | None:
    """Return the run that the form follows: one of the tenant's, of this operation, with a result."""
    wanted = request.POST.get("former") or request.GET.get("from", "")
    try:
        key = UUID(wanted)
    except ValueError:
        return None
    runs = queries.runs_of(request.tenant).filter(pk=key, operation=chosen.slug, state=State.SUCCEEDED)
    return runs.defer("context").first()


def _start_values(request: TenantRequest, chosen: Operation) -> Json:
    """Return the form's first values: an example's, an earlier run's, the address's, or the defaults."""
    fresh = {**forms.initial(chosen), **defaults.defaults_of(chosen, request.tenant)}
    if (index := request.GET.get("example", "")).isdecimal() and int(index) < len(chosen.examples):
        return {**fresh, **chosen.examples[int(index)].inputs}
    if earlier := request.GET.get("from"):
        return {**fresh, **_inputs_of(request, chosen, earlier)}
    if base := request.GET.get("base"):
        fresh |= _varied(request, chosen, base)
    return {**fresh, **_given(chosen, request.GET)} if request.GET else fresh


def _given(chosen: Operation, data: QueryDict) -> Json:
    """Return what an address says of the inputs; what it leaves empty stays as it was."""
    return {name: value for name, value in forms.read(chosen, data).items() if value not in ("", [], None)}


def _varied(request: TenantRequest, chosen: Operation, item_id: str) -> Json:
    """Return the inputs with which a variation of a saved item begins, or nothing."""
    try:
        item = queries.saved_items_of(request.tenant).filter(pk=UUID(item_id), kind=chosen.slug).first()
    except ValueError:
        return {}
    return chosen.vary(item.content) if item else {}


def _inputs_of(request: TenantRequest, chosen: Operation, run_id: str) -> Json:
    try:
        key = UUID(run_id)
    except ValueError:
        raise Http404 from None
    run = queries.runs_of(request.tenant).filter(pk=key, operation=chosen.slug).first()
    if run is None:
        raise Http404
    return dict(run.inputs)
