"""Reads for pages. They stand on the period and its rollup, so they cost the same at any number of entries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from credits import ledger
from credits.models import Account, Funding, Period, Rollup
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Meter:
    """A tenant's month, in credits. `plan` is the plan's name."""

    plan: str
    allowance: int
    used: int
    held: int
    remaining: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class UsageLine:
    """A month's use of one operation, in credits.

    `runs` counts runs on credits, `own_key_runs` those on an own key; failed runs are in neither.
    """

    operation: str
    runs: int
    used: int
    held: int
    own_key_runs: int


def meter(tenant: Tenant, *, at: datetime) -> Meter:
    """Return the tenant's current month; open its period on the first use.

    Raises Period.DoesNotExist for a tenant without an account.
    """
    period = _current(tenant, at)
    if period is None:
        ledger.open_period(Account(pk=tenant.pk), at=at)
        period = _current(tenant, at)
    if period is None:
        raise Period.DoesNotExist(f"{tenant} has no period at {at}.")
    return Meter(
        plan=period.account.plan.name,
        allowance=period.allowance,
        used=period.used,
        held=period.held,
        remaining=period.remaining,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
    )


def usage_by_operation(tenant: Tenant, *, at: datetime) -> list[UsageLine]:
    """Return the current month's use of each operation that ran, most credits first."""
    on_credits, on_own_key = Q(funding=Funding.CREDITS), Q(funding=Funding.OWN_KEY)
    rows: Any = (
        Rollup.objects.filter(period__account=tenant.pk, period__starts_at__lte=at, period__ends_at__gt=at)
        .values("operation")
        .annotate(
            all_used=Sum("used"),
            all_held=Sum("held"),
            credit_runs=Sum("runs", filter=on_credits, default=0),
            own_key_runs=Sum("runs", filter=on_own_key, default=0),
        )
        .filter(Q(credit_runs__gt=0) | Q(own_key_runs__gt=0))
        .order_by("-all_used", "-all_held", "operation")
    )
    return [
        UsageLine(row["operation"], row["credit_runs"], row["all_used"], row["all_held"], row["own_key_runs"])
        for row in rows
    ]


def _current(tenant: Tenant, at: datetime) -> Period | None:
    periods = Period.objects.select_related("account__plan")
    return periods.filter(account=tenant.pk, starts_at__lte=at, ends_at__gt=at).first()
