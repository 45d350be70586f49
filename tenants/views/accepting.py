"""What an invited person sees. Only a POST accepts: mail scanners open every link."""

from typing import cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tenants import invitations
from tenants.access import choose_tenant
from tenants.errors import TenantsError
from tenants.forms import AcceptForm
from tenants.invitations import State
from tenants.models import Invitation, Membership, User


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def invitation_accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let an invited person in: with a new account, or with the one that they have."""
    invitation = invitations.find(token)
    if invitation is None:
        return render(request, "tenants/invitation_closed.html", {"state": "unknown"}, status=404)
    state = invitations.state_of(invitation, at=timezone.now())
    if state != State.OPEN:
        return _closed(request, invitation, state)
    if request.user.is_authenticated:
        return _as_member(request, invitation, token)
    if User.objects.filter(email=invitation.email).exists():
        return _page(request, invitation, token, kind="sign_in")
    return _as_newcomer(request, invitation, token)


def _closed(request: HttpRequest, invitation: Invitation, state: State) -> HttpResponse:
    """Say which it is; the person who used it (perhaps by a second click) just goes on."""
    if state == State.USED and any(each.tenant_id == invitation.tenant_id for each in _memberships(request)):
        choose_tenant(request, invitation.tenant_id)
        return redirect("/")
    context = {"state": state.value, "invitation": invitation}
    return render(request, "tenants/invitation_closed.html", context, status=410)


def _memberships(request: HttpRequest) -> list[Membership]:
    return cast("list[Membership]", getattr(request, "memberships", []))


def _as_member(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponseBase:
    user = cast("User", request.user)
    if user.email.lower() != invitation.email:
        return _page(request, invitation, token, kind="other_person")
    if request.method != "POST":
        return _page(request, invitation, token, kind="join")
    try:
        membership = invitations.accept_as(user, token, at=timezone.now(), request=request)
    except TenantsError:
        return redirect("invitation_accept", token=token)
    return _welcome(request, membership, redirect("/"))


def _as_newcomer(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponseBase:
    form = AcceptForm(request.POST or None, email=invitation.email)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, token, kind="newcomer", form=form)
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    try:
        membership = invitations.accept_as_new(token, name=name, password=password, at=timezone.now(), request=request)
    except TenantsError:
        return redirect("invitation_accept", token=token)
    return _welcome(request, membership, perform_login(request, membership.user, email_verification="none"))


def _welcome(request: HttpRequest, membership: Membership, response: HttpResponseBase) -> HttpResponseBase:
    choose_tenant(request, membership.tenant_id)
    messages.success(request, _("Welcome to %(tenant)s.") % {"tenant": membership.tenant.name})
    return response


def _page(
    request: HttpRequest, invitation: Invitation, token: str, *, kind: str, form: AcceptForm | None = None
) -> HttpResponse:
    context = {"invitation": invitation, "token": token, "kind": kind, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "tenants/invitation.html", context, status=status)
