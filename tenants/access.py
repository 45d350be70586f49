"""Who may do what: `request.tenant`, `request.membership`, and the decorator for views."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from tenants.models import Membership, Role, Tenant, User

SESSION_KEY = "tenant"
ROLE_ORDER = {Role.VIEWER: 0, Role.DESIGNER: 1, Role.ADMIN: 2}


class TenantRequest(HttpRequest):
    """A request of a member, as a view behind `role_required` gets it."""

    tenant: Tenant
    membership: Membership
    memberships: list[Membership]
    user: User  # nobody is anonymous here
    htmx: HtmxDetails


type TenantView[**P] = Callable[Concatenate[TenantRequest, P], HttpResponseBase]
type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class TenantMiddleware:
    """Set `request.tenant`, `.membership` and `.memberships`, with one query for a signed-in person.

    Memberships are read anew for each request: one that was removed ends at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        memberships = _memberships_of(request)
        membership = _choose(request, memberships)
        request.memberships = memberships  # type: ignore[attr-defined]
        request.membership = membership  # type: ignore[attr-defined]
        request.tenant = membership.tenant if membership else None  # type: ignore[attr-defined]
        return self.get_response(request)


def _memberships_of(request: HttpRequest) -> list[Membership]:
    if not request.user.is_authenticated:
        return []
    mine = Membership.objects.filter(user=request.user).select_related("tenant")
    return list(mine.order_by("created_at", "id"))


def _choose(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """Return the membership that the session names, or the first.

    A person in several tenants never slides from one into another: the first choice is kept,
    and when it ends they must choose again.
    """
    chosen = request.session.get(SESSION_KEY)
    if chosen is not None:
        return next((each for each in memberships if str(each.tenant_id) == chosen), None)
    if len(memberships) > 1:
        request.session[SESSION_KEY] = str(memberships[0].tenant_id)
    return memberships[0] if memberships else None


def choose_tenant(request: HttpRequest, tenant_id: UUID) -> None:
    """Work in this tenant from the session's next request on."""
    request.session[SESSION_KEY] = str(tenant_id)


def has_role(membership: Membership | None, role: Role | str) -> bool:
    """Say whether a membership holds this role or a higher one."""
    return membership is not None and ROLE_ORDER[Role(membership.role)] >= ROLE_ORDER[Role(role)]


def get_in_tenant[M: Model](tenant: Tenant, rows: type[M] | QuerySet[M], **lookup: Any) -> M:
    """Return the one row of this tenant; another tenant's rows are as absent (404) as none."""
    return get_object_or_404(rows, tenant=tenant, **lookup)


def role_required[**P](role: Role) -> Callable[[TenantView[P]], View[P]]:
    """Let members with this role, or a higher one, open a view.

    Others get the sign-in page (anonymous), a page that lists their tenants (no tenant), or a
    403 page that says what is needed and whom to ask.
    """

    def decorate(view: TenantView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            refusal = _refuse(cast("TenantRequest", request), role)
            return refusal or view(cast("TenantRequest", request), *args, **kwargs)

        return cast("View[P]", guarded)

    return decorate


def _refuse(request: TenantRequest, role: Role) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    if request.membership is None:
        return _refuse_page(request, "tenants/no_tenant.html", {"memberships": request.memberships})
    if not has_role(request.membership, role):
        sentence = _needs_sentence(request, role)
        return _refuse_page(request, "403.html", {"sentence": sentence})
    return None


def _needs_sentence(request: TenantRequest, role: Role) -> str:
    return _(
        "This needs the role of %(needed)s, and your role in %(tenant)s is %(own)s. "
        "Ask an admin of %(tenant)s to change it."
    ) % {
        "needed": role.label.lower(),
        "own": request.membership.get_role_display().lower(),
        "tenant": request.tenant.name,
    }


def _refuse_page(request: TenantRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return the refusal as a page; htmx, which swaps no errors, reloads the page that asked."""
    if not request.htmx:
        return render(request, template, context, status=403)
    messages.error(request, context.get("sentence") or _("You are no longer a member of this tenant."))
    return HttpResponse(status=403, headers={"HX-Redirect": _page_behind(request)})


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and from there back to the page that asked."""
    if getattr(request, "htmx", False):
        query = urlencode({REDIRECT_FIELD_NAME: _page_behind(request)})
        return HttpResponseClientRedirect(f"{resolve_url('account_login')}?{query}")
    return redirect_to_login(_page_behind(request))


def _page_behind(request: HttpRequest) -> str:
    """Return the address of the page that a person sees while this request is made."""
    if request.method == "GET" and not getattr(request, "htmx", False):
        return request.get_full_path()
    seen = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    is_ours = url_has_allowed_host_and_scheme(seen, {request.get_host()}, require_https=request.is_secure())
    return seen if is_ours else "/"
