"""What stands between a person and a run: too few credits, or a limit."""

from datetime import datetime

from ai_ops import runner
from ai_ops.base import Operation
from credits import caps, queries
from credits.asks import Need
from credits.models import Account, Wish
from tenants.models import Tenant, User


def need_of(tenant: Tenant, operation: Operation, *, person: User, at: datetime) -> Need | None:
    """Return what the person is short of for a run of the operation now; None where nothing is in the way.

    It is found anew and never taken from what a browser sends.
    """
    quote = runner.quote(operation, tenant, at=at, member=person.pk)
    if not quote.is_affordable:
        return Need(Wish.CREDITS, operation.slug, quote.price, quote.remaining)
    if not quote.price:
        return None
    account = Account(pk=tenant.pk)
    cap = caps.broken_by(account, member=person.pk, operation=operation.slug, credits=quote.price, at=at)
    return Need(Wish.CAP, operation.slug, quote.price, quote.remaining, cap) if cap else None


def plan_need(tenant: Tenant, operation: Operation | None, *, at: datetime) -> Need:
    """Return the need of a larger plan, for an operation that was refused or for none in particular."""
    if operation is None:
        return Need(Wish.PLAN, "", 0, queries.meter(tenant, at=at).remaining)
    quote = runner.quote(operation, tenant, at=at)
    return Need(Wish.PLAN, operation.slug, quote.price, quote.remaining)
