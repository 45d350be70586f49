"""Downloads of results: safe file names, and headers that a browser cannot misread."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ai_ops.base import UNKNOWN_ORIGIN, Export, Json, Operation, Origin
from ai_ops.models import AnsweredBy, Run
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
    is_demo = run is not None and run.answered_by == AnsweredBy.SANDBOX
    origin = Origin(run.model, run.funding) if run else UNKNOWN_ORIGIN
    shown = _("%(name)s (demo answers)") % {"name": name} if is_demo else name
    stem = slugify(shown)[:80] or "inspire"
    content = export.render(result, shown, origin)
    whole = downloads.csv_text(content) if isinstance(content, list) else content
    response = HttpResponse(whole, content_type=export.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{stem}{export.suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    return response
