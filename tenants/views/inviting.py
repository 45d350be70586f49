"""Invite people, send an invitation again, revoke it. Admins only."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tenants import invitations, mails
from tenants.access import TenantRequest, get_in_tenant, role_required
from tenants.errors import TenantsError
from tenants.forms import InviteForm
from tenants.models import Invitation, Role
from tenants.views.members import render_members


@require_POST
@never_cache
@role_required(Role.ADMIN)
def invite(request: TenantRequest) -> HttpResponse:
    """Invite an address: mail the link, and show it once."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return render_members(request, form=form)
    if not ratelimit.consume(request, action="invite"):
        form.add_error(None, _("You have sent many invitations within the hour. Wait a while before the next one."))
        return render_members(request, form=form)
    try:
        invitation, token = invitations.invite(
            request.tenant,
            form.cleaned_data["email"],
            role=form.cleaned_data["role"],
            at=timezone.now(),
            request=request,
        )
    except TenantsError as error:
        form.add_error("email", str(error))
        return render_members(request, form=form)
    return _show_once(request, invitation, token)


@require_POST
@never_cache
@role_required(Role.ADMIN)
def invitation_renew(request: TenantRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again, with a new link."""
    invitation = get_in_tenant(request.tenant, Invitation, pk=invitation_id)
    if not ratelimit.consume(request, action="invite"):
        messages.error(request, _("You have sent many invitations within the hour. Wait a while before the next one."))
        return redirect("members")
    try:
        token = invitations.renew(invitation, at=timezone.now(), request=request)
    except TenantsError as error:
        messages.error(request, str(error))
        return redirect("members")
    return _show_once(request, invitation, token)


@require_POST
@role_required(Role.ADMIN)
def invitation_revoke(request: TenantRequest, invitation_id: UUID) -> HttpResponse:
    """Revoke an invitation: its link ends."""
    invitation = get_in_tenant(request.tenant, Invitation, pk=invitation_id)
    try:
        invitations.revoke(invitation, at=timezone.now(), request=request)
    except TenantsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation of %(email)s is revoked.") % {"email": invitation.email})
    return redirect("members")


def link_of(request: HttpRequest, token: str) -> str:
    """Return the address that an invited person opens."""
    return request.build_absolute_uri(reverse("invitation_accept", args=[token]))


def _show_once(request: TenantRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Render the link into this answer alone: it is kept nowhere, not even in the session."""
    link = link_of(request, token)
    is_mailed = mails.send_invitation(invitation, link)
    return render_members(request, shown_once={"link": link, "email": invitation.email, "is_mailed": is_mailed})
