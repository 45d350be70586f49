"""One source: its last rows, the kinds of its fields, its snapshots, and what can be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from connectors import queries, rates, refreshing, showing, snapshots, uploads
from connectors import sources as shelf
from connectors.errors import DataError, SourceError, TooOftenError
from connectors.forms import FieldForm, FileForm, KeepForm
from connectors.kinds.base import Kind
from connectors.models import UPLOAD, Source
from connectors.showing import KINDS
from tenants.access import TenantRequest, get_in_tenant, role_required
from tenants.models import Role

ROWS = 12


@require_safe
@role_required(Role.DESIGNER)
def source(request: TenantRequest, slug: str) -> HttpResponse:
    """Show one source."""
    return _page(request, find(request, slug))


def find(request: TenantRequest, slug: str) -> Source:
    """Return a source of the tenant; another tenant's is not found."""
    return get_in_tenant(request.tenant, queries.sources_of(request.tenant), slug=slug)


@require_POST
@role_required(Role.DESIGNER)
def source_refresh(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Put a new file's table in the place of what was there."""
    found = find(request, slug)
    form = FileForm(request.POST, request.FILES, is_too_large=uploads.is_too_large(request))
    if not form.is_valid():
        return _page(request, found, file_form=form)
    file = form.cleaned_data["file"]
    try:
        rates.take(request.tenant.pk, request.user.pk)
        outcome = refreshing.refresh(found, file.read(), filename=file.name, at=timezone.now(), request=request)
    except (DataError, SourceError) as error:
        form.add_error("file", str(error))
        return _page(request, find(request, slug), file_form=form, status=status_of(error))
    messages.success(request, told(outcome))
    return redirect("source", slug=slug)


def status_of(error: DataError | SourceError) -> int:
    """Return the status of a page that says why a file was not taken."""
    return 429 if isinstance(error, TooOftenError) else 422


def told(outcome: refreshing.Outcome) -> str:
    """Return what a refresh brought: how many rows, and which columns came and went."""
    if not outcome.is_new:
        return _("The file holds what is here already, so no snapshot was made.")
    rows, came, went = outcome.snapshot.rows, outcome.came, outcome.went
    sentences = [ngettext("One row came in.", "%(rows)s rows came in.", rows) % {"rows": f"{rows:,}"}]
    if came:
        said = ngettext("One column is new: %(names)s.", "%(count)d columns are new: %(names)s.", len(came))
        sentences.append(said % {"count": len(came), "names": showing.listed(came)})
    if went:
        said = ngettext("One column is gone: %(names)s.", "%(count)d columns are gone: %(names)s.", len(went))
        sentences.append(said % {"count": len(went), "names": showing.listed(went)})
    return " ".join(sentences)


@require_POST
@role_required(Role.DESIGNER)
def source_field(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Say of which kind a field is."""
    found, form = find(request, slug), FieldForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This type does not exist. Choose one of the list."))
        return _to_fields(slug)
    name, kind = form.cleaned_data["field"], form.cleaned_data["kind"]
    chosen = Kind(kind) if kind else None
    try:
        refreshing.correct_field(found, name, chosen, at=timezone.now(), request=request)
    except (DataError, SourceError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _corrected(name, chosen))
    return _to_fields(slug)


def _corrected(name: str, kind: Kind | None) -> str:
    if kind is None:
        return _("“%(name)s” is read as it is detected again.") % {"name": name}
    return _("“%(name)s” is read as: %(kind)s.") % {"name": name, "kind": KINDS[kind]}


def _to_fields(slug: str) -> HttpResponse:
    return redirect(f"{reverse('source', args=[slug])}#fields")


@require_POST
@role_required(Role.DESIGNER)
def source_keep(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Say how many snapshots stay, and how long."""
    found, form = find(request, slug), KeepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, keep_form=form)
    values = form.cleaned_data
    gone = shelf.keep(found, snapshots=values["snapshots"], days=values["days"], at=timezone.now(), request=request)
    said = ngettext("Saved; one older snapshot went.", "Saved; %(count)d older snapshots went.", gone)
    messages.success(request, said % {"count": gone} if gone else _("Saved."))
    return redirect("source", slug=slug)


@require_POST
@role_required(Role.DESIGNER)
def source_state(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Disable a source, or enable it."""
    found = find(request, slug)
    if "enable" in request.POST:
        return _do(
            request, lambda: shelf.enable(found, request=request), done=_("Enabled: data comes in again."), to=slug
        )
    done = _("Disabled: nothing comes in. What is here can still be used.")
    return _do(request, lambda: shelf.disable(found, request=request), done=done, to=slug)


@require_POST
@role_required(Role.DESIGNER)
def source_remove(request: TenantRequest, slug: str) -> HttpResponseBase:
    """Remove a source, when asked twice."""
    found = find(request, slug)
    if "confirmed" not in request.POST:
        return render(request, "connectors/remove_source.html", {"source": found})
    done = _("“%(name)s” is removed.") % {"name": found.name}
    return _do(request, lambda: shelf.remove(found, request=request), done=done)


def _do(request: TenantRequest, change: Callable[[], None], *, done: str, to: str = "") -> HttpResponse:
    try:
        change()
    except SourceError as error:
        messages.error(request, str(error))
        return redirect("sources")
    messages.success(request, done)
    return redirect("source", slug=to) if to else redirect("sources")


def _page(
    request: TenantRequest,
    found: Source,
    *,
    file_form: FileForm | None = None,
    keep_form: KeepForm | None = None,
    status: int = 422,
) -> HttpResponse:
    newest = snapshots.latest(found)
    fields = showing.fields_of(found, newest) if newest else []
    context: dict[str, Any] = {
        "source": found,
        "snapshot": newest,
        "fields": fields,
        "rows": showing.rows_of(snapshots.rows(newest, ROWS), fields) if newest else [],
        "history": queries.history_of(found),
        "kinds": KINDS.items(),
        "is_upload": found.kind == UPLOAD,
        "file_form": file_form or FileForm(),
        "keep_form": keep_form or KeepForm(initial={"snapshots": found.keep_snapshots, "days": found.keep_days}),
        "made_by": queries.name_of(found.created_by),
        "is_error_said": _is_said(found, file_form),
    }
    return render(request, "connectors/source.html", context, status=status if file_form or keep_form else 200)


def _is_said(found: Source, form: FileForm | None) -> bool:
    """Return whether a form says already what stands on the source."""
    return form is not None and found.last_error in form.errors.get("file", [])
