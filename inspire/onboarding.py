"""Create tenants: the tenant, its credit account, and the invitation of its first admin."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from credits import plans
from tenants import audit, invitations
from tenants.models import Invitation, Role, Tenant


@transaction.atomic
def open_tenant(
    tenant: Tenant, admin_email: str, *, plan: str, at: datetime, request: HttpRequest | None = None
) -> tuple[Invitation, str]:
    """Save a checked tenant with its account, and invite its admin; return the invitation and its token.

    All or nothing. Raises UnknownPlanError.
    """
    tenant.save(force_insert=True)
    plans.open_account(tenant, plan, at=at)
    audit.record("tenant.created", tenant=tenant, target=tenant.slug, detail={"plan": plan}, request=request)
    return invitations.invite(tenant, admin_email, role=Role.ADMIN, at=at, request=request)


def invitation_link(token: str) -> str:
    """Return the address that an invited person opens, at PUBLIC_URL."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("invitation_accept", args=[token])
