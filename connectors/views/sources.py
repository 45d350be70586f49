"""Data: the sources, and two forms that make one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from connectors import queries, rates, uploads
from connectors import sources as shelf
from connectors.errors import DataError, SourceError, TooOftenError
from connectors.forms import PushForm, UploadForm
from connectors.models import PUSH
from connectors.views.source import status_of
from tenants.access import TenantRequest, role_required
from tenants.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.DESIGNER)
def sources(request: TenantRequest) -> HttpResponse:
    """Show the sources; make one of a file that is posted, or one that other programs send rows to."""
    if request.method != "POST":
        return _page(request)
    return _create_push(request) if request.POST.get("kind") == PUSH else _create_upload(request)


def _create_upload(request: TenantRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, is_too_large=uploads.is_too_large(request))
    if not form.is_valid():
        return _page(request, upload_form=form)
    file, name = form.cleaned_data["file"], form.cleaned_data["name"]
    try:
        rates.take(request.tenant.pk, request.user.pk)
        source = shelf.create_upload(
            request.tenant, name, file.read(), filename=file.name, at=timezone.now(), request=request
        )
    except (DataError, SourceError) as error:
        form.add_error("file" if isinstance(error, DataError | TooOftenError) else "name", str(error))
        return _page(request, upload_form=form, status=status_of(error))
    messages.success(request, _("“%(name)s” is here.") % {"name": source.name})
    return redirect("source", slug=source.slug)


def _create_push(request: TenantRequest) -> HttpResponse:
    form = PushForm(request.POST, prefix="push")
    if not form.is_valid():
        return _page(request, push_form=form)
    try:
        source = shelf.create_push(request.tenant, form.cleaned_data["name"], at=timezone.now(), request=request)
    except SourceError as error:
        form.add_error("name", str(error))
        return _page(request, push_form=form)
    messages.success(request, _("“%(name)s” waits for its first rows.") % {"name": source.name})
    return redirect("source", slug=source.slug)


def _page(
    request: TenantRequest,
    *,
    upload_form: UploadForm | None = None,
    push_form: PushForm | None = None,
    status: int = 422,
) -> HttpResponse:
    context: dict[str, Any] = {
        "rows": queries.rows_of(request.tenant),
        "upload_form": upload_form or UploadForm(),
        "push_form": push_form or PushForm(prefix="push"),
        "is_push_open": push_form is not None,
    }
    return render(request, "connectors/sources.html", context, status=status if upload_form or push_form else 200)
