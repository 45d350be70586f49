"""The mails of local mode, in the browser."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants import mails


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails that were written instead of being sent; there is no such page in production."""
    if not settings.HAS_LOCAL_MAILBOX:
        raise Http404
    return render(request, "tenants/mailbox.html", {"letters": mails.local_letters()})
