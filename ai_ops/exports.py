"""Downloads of results: safe file names, and headers that a browser cannot misread."""

import base64
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ai_ops import screens
from ai_ops.base import UNKNOWN_ORIGIN, Export, Json, Operation, Origin
from ai_ops.models import AnsweredBy, Run, SavedItem, StoredFile
from tenants import downloads


def find(operation: Operation, slug: str) -> Export:
    """Return the operation's export of that slug. Raises Http404."""
    for export in operation.exports:
        if export.slug == slug:
            return export
    raise Http404


def download(export: Export, result: Json, *, name: str, run: Run | None) -> HttpResponse:
    """Return a result as a file to save.

    The file's name and content say where answers are demo answers; the content says what paid for
    the run. `run` is None where the result outlived it.
    """
    origin = Origin(run.model, run.funding) if run else UNKNOWN_ORIGIN
    taken = _taken(export, result, owner=run) if run else {}
    return _response(export, {**result, **taken}, name=_shown(name, run), origin=origin)


def download_item(export: Export, item: SavedItem) -> HttpResponse:
    """Return a saved item as a file to save, as `download` does."""
    origin = Origin(item.run.model if item.run else "", item.run.funding if item.run else "", item.is_ai_made)
    content = {**item.content, **_taken(export, item.content, owner=item)}
    return _response(export, content, name=_shown(item.name, item.run), origin=origin)


def _shown(name: str, run: Run | None) -> str:
    is_demo = run is not None and run.answered_by == AnsweredBy.SANDBOX
    return _("%(name)s (demo answers)") % {"name": name} if is_demo else name


def _taken(export: Export, result: Json, *, owner: Run | SavedItem) -> Json:
    """Return what an export takes along beside the result. Raises Http404 where a file is gone."""
    inlined = _inlined(export, result, tenant_id=owner.tenant_id) if export.inlined else {}
    return {**inlined, "sources": screens.sources_of(owner.tenant, result)} if export.opens_sources else inlined


def _inlined(export: Export, result: Json, *, tenant_id: UUID) -> Json:
    """Return the files that an export takes along, as base64 by their field. Raises Http404 where one is gone."""
    rows = StoredFile.objects.filter(tenant=tenant_id, pk__in=[result.get(field) for field in export.inlined])
    names = {str(row.pk): row.name for row in rows}
    try:
        return {field: _base64(names[str(result.get(field))]) for field in export.inlined}
    except (KeyError, FileNotFoundError):
        raise Http404 from None


def _base64(name: str) -> str:
    with default_storage.open(name) as file:
        return base64.b64encode(file.read()).decode()


def _response(export: Export, result: Json, *, name: str, origin: Origin) -> HttpResponse:
    stem = slugify(name)[:80] or "inspire"
    content = export.render(result, name, origin)
    whole = downloads.csv_text(content) if isinstance(content, list) else content
    response = HttpResponse(whole, content_type=export.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{stem}{export.suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
