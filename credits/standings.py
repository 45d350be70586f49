"""Where accounts stand this month: what plans and adjustments begin from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from credits import ledger
from credits.models import Account, Period, Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """An account's plan and month, in credits, as the next movement of the ledger would find them.

    `waits` is the plan of the next reset. A month that nobody has opened stands as it would
    open: with the plan that waited, and with `resets_at` None.
    """

    account: Account
    plan: Plan
    waits: Plan | None
    granted: int
    remaining: int
    resets_at: datetime | None


def standing(account: Account, *, at: datetime) -> Standing:
    """Return where an account stands. Opens the month, as every page that shows one does."""
    period = ledger.open_period(account, at=at)
    fresh = Account.objects.select_related("tenant", "plan", "next_plan").get(pk=account.pk)
    return _stand(fresh, period)


def standings(accounts: Iterable[UUID], *, at: datetime) -> list[Standing]:
    """Return where each account stands, by tenant's name, in two queries. Opens nothing."""
    ids = list(accounts)
    chosen = Account.objects.filter(pk__in=ids).select_related("tenant", "plan", "next_plan")
    months = Period.objects.filter(account__in=ids, starts_at__lte=at, ends_at__gt=at)
    is_open = {month.account_id: month for month in months}
    return [_stand(each, is_open.get(each.pk)) for each in chosen.order_by("tenant__name", "pk")]


def _stand(account: Account, period: Period | None) -> Standing:
    if period is None:
        plan = account.next_plan or account.plan
        return Standing(account, plan, waits=None, granted=plan.credits, remaining=plan.credits, resets_at=None)
    return Standing(
        account=account,
        plan=account.plan,
        waits=account.next_plan,
        granted=period.granted,
        remaining=period.remaining,
        resets_at=period.ends_at,
    )
