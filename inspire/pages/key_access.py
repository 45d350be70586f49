"""Who may come near an own key: admins, who said a moment ago that it is they."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from tenants.access import TenantRequest, View, role_required
from tenants.models import Role

DROPPED = _("We ask once more who you are. What you sent was not kept, and nothing was changed: send it again.")


def for_key_admins[**P](view: Callable[Concatenate[TenantRequest, P], HttpResponseBase]) -> View[P]:
    """Let admins in who signed in, or confirmed that it is they, minutes ago; nothing of it is cached.

    Others are asked first and come back to the same address. What they sent is dropped: allauth, if
    it asked, would keep the body in the session, and a key must not lie there.
    """

    @wraps(view)
    def guarded(request: TenantRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs) if _is_confirmed(request) else _ask(request)

    return never_cache(role_required(Role.ADMIN)(guarded))


def _is_confirmed(request: HttpRequest) -> bool:
    try:
        reauthentication_required(lambda _request: None)(request)
    except ReauthenticationRequired:
        return False
    return True


def _ask(request: TenantRequest) -> HttpResponse:
    """Send to the page that asks who it is, and from there to this page's own address."""
    if request.method == "POST":
        messages.warning(request, str(DROPPED))
    ways = get_adapter().get_reauthentication_methods(request.user)
    return redirect(f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")
