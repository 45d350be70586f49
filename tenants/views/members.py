"""Settings > Members: who belongs to the tenant, in which role, and who is invited."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenants import members, queries
from tenants.access import TenantRequest, get_in_tenant, role_required
from tenants.errors import TenantsError
from tenants.forms import InviteForm, RoleForm
from tenants.models import Membership, Role


@require_safe
@role_required(Role.ADMIN)
def member_list(request: TenantRequest) -> HttpResponse:
    """Show the members and the open invitations."""
    return render_members(request)


def render_members(
    request: TenantRequest, *, form: InviteForm | None = None, shown_once: dict[str, object] | None = None
) -> HttpResponse:
    """Render the page, after an invitation with the link that is shown once."""
    context = {
        "members": queries.members_of(request.tenant),
        "invitations": queries.waiting_invitations(request.tenant, at=timezone.now()),
        "form": form or InviteForm(),
        "roles": Role.choices,
        "shown_once": shown_once,
    }
    status = 422 if form and form.errors else 200
    return render(request, "tenants/members.html", context, status=status)


@require_POST
@role_required(Role.ADMIN)
def member_role(request: TenantRequest, member_id: UUID) -> HttpResponse:
    """Change a member's role; one's own only when asked twice."""
    membership = get_in_tenant(request.tenant, _with_people(), pk=member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This role does not exist. Choose one of the list."))
        return redirect("members")
    role = Role(form.cleaned_data["role"])
    if membership.pk == request.membership.pk and role != membership.role and "confirmed" not in request.POST:
        return render(request, "tenants/own_role.html", {"membership": membership, "role": role})
    done = _("%(name)s is now %(role)s.") % {"name": membership.user, "role": role.label.lower()}
    return _do(request, lambda: members.change_role(membership, role, request=request), done=done)


@require_POST
@role_required(Role.ADMIN)
def member_remove(request: TenantRequest, member_id: UUID) -> HttpResponse:
    """Remove a member, when asked twice."""
    membership = get_in_tenant(request.tenant, _with_people(), pk=member_id)
    if "confirmed" not in request.POST:
        return render(request, "tenants/remove_member.html", {"membership": membership})
    done = _("%(name)s is no longer a member.") % {"name": membership.user}
    return _do(request, lambda: members.remove(membership, request=request), done=done)


def _with_people() -> QuerySet[Membership]:
    return Membership.objects.select_related("user")


def _do(request: TenantRequest, change: Callable[[], None], *, done: str) -> HttpResponse:
    try:
        change()
    except TenantsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("members")
