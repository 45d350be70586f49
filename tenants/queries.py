"""What the pages about people read."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from tenants.invitations import State, state_of
from tenants.models import Invitation, Membership, Tenant


def members_of(tenant: Tenant) -> QuerySet[Membership]:
    """Return the members with their people, and `has_second_factor`, by name."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type=Authenticator.Type.TOTP)
    rows = tenant.memberships.select_related("user").annotate(has_second_factor=Exists(factors))
    return rows.order_by("user__name", "user__email")


def waiting_invitations(tenant: Tenant, *, at: datetime) -> list[Invitation]:
    """Return the invitations that wait or have expired, newest first, each with `is_expired`."""
    rows = tenant.invitations.filter(accepted_at=None, revoked_at=None).order_by("-created_at")
    waiting = list(rows)
    for invitation in waiting:
        invitation.is_expired = state_of(invitation, at=at) == State.EXPIRED  # type: ignore[attr-defined]
    return waiting
