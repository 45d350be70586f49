"""Change and remove members. A tenant always keeps an admin, whatever happens at once."""

from django.db import transaction

from tenants import audit
from tenants.access import TenantRequest
from tenants.errors import LastAdminError, NoLongerAdminError, NotAMemberError
from tenants.models import Membership, Role, Tenant


@transaction.atomic
def change_role(membership: Membership, role: Role, *, request: TenantRequest) -> None:
    """Give a member another role. Raises TenantsError with the sentence that says why not."""
    current = _lock(membership, request)
    if role != Role.ADMIN:
        _keep_an_admin(current)
    Membership.objects.filter(pk=current.pk).update(role=role)
    detail = {"from": current.role, "to": str(role)}
    audit.record("member.role_changed", request=request, target=str(current.user_id), detail=detail)


@transaction.atomic
def remove(membership: Membership, *, request: TenantRequest) -> None:
    """End a membership, at once. Raises TenantsError with the sentence that says why not."""
    current = _lock(membership, request)
    _keep_an_admin(current)
    current.delete()
    audit.record("member.removed", request=request, target=str(current.user_id), detail={"role": current.role})


def _lock(membership: Membership, request: TenantRequest) -> Membership:
    """Lock the tenant's members against other changes, and return the membership as it is now.

    The tenant's row is the lock: two admins who demote each other take turns. NO KEY UPDATE
    leaves runs and entries, which refer to the tenant, alone.
    """
    Tenant.objects.select_for_update(no_key=True).get(pk=membership.tenant_id)
    if not Membership.objects.filter(pk=request.membership.pk, role=Role.ADMIN).exists():
        raise NoLongerAdminError
    current = Membership.objects.filter(pk=membership.pk).first()
    if current is None:
        raise NotAMemberError
    return current


def _keep_an_admin(leaving: Membership) -> None:
    others = Membership.objects.filter(tenant=leaving.tenant_id, role=Role.ADMIN).exclude(pk=leaving.pk)
    if leaving.role == Role.ADMIN and not others.exists():
        raise LastAdminError
