"""Import files into the library: choose them, see what will happen, decide, and it is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from ai_ops import library_files, library_importing
from ai_ops.base import InvalidFileError
from ai_ops.errors import AiOpsError
from ai_ops.library_importing import MOST_FILES, Looked, Taken
from connectors import uploads
from tenants.access import TenantRequest, role_required
from tenants.models import Role

MOST_OF_ALL = 40_000_000
"""Bytes of all files of one import together."""
CHOICES = (
    (Taken.RENAME, gettext_lazy("Import it under a new name")),
    (Taken.OVERWRITE, gettext_lazy("Make it a new version of what is there")),
    (Taken.SKIP, gettext_lazy("Leave it out")),
)


class ImportHandler(uploads.CappedUploadHandler):
    """Skip what is larger than any file of ours."""

    @property
    def most(self) -> int:
        return library_files.largest()

    @property
    def most_of_all(self) -> int:
        return MOST_OF_ALL


@csrf_exempt  # the inner view is protected: the token is read from the body, after its handlers are set
def library_import(request: HttpRequest) -> HttpResponseBase:
    """Take larger files than other pages do, and go on as a page of its own."""
    capped = ImportHandler(request)
    request.upload_handlers = [capped, MemoryFileUploadHandler(request), TemporaryFileUploadHandler(request)]
    return _import(request)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.DESIGNER)
def _import(request: TenantRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request)
    return _carry_out(request) if "key" in request.POST else _look(request)


def _look(request: TenantRequest) -> HttpResponse:
    """Show what the chosen files hold, and ask where a name is taken."""
    chosen = request.FILES.getlist("files")
    if uploads.is_too_large(request):
        return _page(request, error=_("A file is larger than 15 MB, or all are larger than 40 MB. Choose fewer."))
    if not chosen:
        return _page(request, error=_("Choose one or more files."))
    if len(chosen) > MOST_FILES:
        return _page(request, error=_("Choose at most %(most)d files at once.") % {"most": MOST_FILES})
    read = ((each.name or "", each.read()) for each in chosen)
    looked = library_importing.look(request.tenant, read, at=timezone.now())
    return _page(request, looked=looked)


def _carry_out(request: TenantRequest) -> HttpResponseBase:
    """Bring in what was looked at."""
    wanted = {key: _taken(request, key) for text in request.POST.getlist("key") if (key := _uuid(text))}
    try:
        items = library_importing.carry_out(
            request.tenant, wanted, author=request.user.pk, at=timezone.now(), request=request
        )
    except (InvalidFileError, AiOpsError) as error:
        return _page(request, error=_("Nothing was imported. %(reason)s") % {"reason": error})
    if items:
        said = ngettext("“%(name)s” is in the library.", "%(count)d files are in the library.", len(items))
        messages.success(request, said % {"name": items[0].name, "count": len(items)})
    else:
        messages.warning(request, _("Nothing was imported: everything was left out, or waited longer than an hour."))
    return redirect("library")


def _taken(request: TenantRequest, key: UUID) -> Taken:
    """Return what to do where the name is taken; without an answer nothing is ever overwritten."""
    chosen = request.POST.get(f"taken_{key}", "")
    return Taken(chosen) if chosen in list(Taken) else Taken.RENAME


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: TenantRequest, *, looked: list[Looked] | None = None, error: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "looked": looked or [],
        "has_good": any(each.file for each in looked or []),
        "choices": CHOICES,
        "error": error,
        "suffixes": library_files.suffixes(),
        "most": MOST_FILES,
    }
    return render(request, "ai_ops/library_import.html", context, status=422 if error else 200)
