"""Files of results, for members of their tenant alone."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from ai_ops.models import StoredFile
from tenants.access import TenantRequest, role_required
from tenants.models import Role

SHOWN = frozenset({"image/png", "image/webp", "image/jpeg"})


@role_required(Role.VIEWER)
@require_safe
def stored_file(request: TenantRequest, file_id: UUID) -> FileResponse:
    """Send a file: to be shown, or with `?download=name` to be saved under that name."""
    found = get_object_or_404(StoredFile, tenant=request.tenant, pk=file_id, content_type__in=SHOWN)
    try:
        content = default_storage.open(found.name)
    except FileNotFoundError:
        raise Http404 from None
    name = slugify(request.GET.get("download", ""))[:80]
    suffix = found.name[found.name.rfind(".") :]
    options: dict[str, Any] = {"as_attachment": True, "filename": f"{name}{suffix}"} if name else {}
    response = FileResponse(content, content_type=found.content_type, **options)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
