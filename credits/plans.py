"""Open accounts on a plan."""

from datetime import datetime

from django.db import transaction

from credits import ledger
from credits.errors import UnknownPlanError
from credits.models import Account, Plan
from tenants.models import Tenant


def plan_on_offer(slug: str) -> Plan:
    """Return the plan that is not retired, or raise UnknownPlanError, which names those on offer."""
    offered = {plan.slug: plan for plan in Plan.objects.filter(retired_at=None)}
    if slug not in offered:
        raise UnknownPlanError(slug, list(offered))
    return offered[slug]


def open_account(tenant: Tenant, plan_slug: str = "essentials", *, at: datetime) -> Account:
    """Return the tenant's account; make it on the plan, with its first period granted, if there is none.

    An account that is there keeps its plan. Raises UnknownPlanError.
    """
    plan = plan_on_offer(plan_slug)
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(tenant=tenant, defaults={"plan": plan, "created_at": at})
        ledger.open_period(account, at=at)
    return account
