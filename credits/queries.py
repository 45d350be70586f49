"""Reads for pages. They stand on the month and its sums, so they cost the same at any number of entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from credits import ledger
from credits.models import Account, AlertRule, Day, Period, Plan
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Meter:
    """A tenant's month, in credits. `plan` is the plan's name.

    `warn_at` is the percent of the allowance at which admins are warned, or None for no warning,
    and `is_told_at_limit` says whether they are told when all is used.
    """

    plan: str
    allowance: int
    used: int
    held: int
    remaining: int
    starts_at: datetime
    ends_at: datetime
    warn_at: int | None
    is_told_at_limit: bool


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


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A month's use by one member, as in UsageLine.

    `member` is NOBODY for runs without a person; `name` is empty for them, and for a member who
    was erased. Who left the tenant keeps the name, and is no member.
    """

    member: UUID
    name: str
    is_member: bool
    runs: int
    used: int
    held: int
    own_key_runs: int


@dataclass(frozen=True, slots=True)
class Usage:
    """A month's use, by operation and by person, most credits first. What never ran is in neither."""

    by_operation: list[UsageLine]
    by_person: list[PersonLine]


@dataclass(frozen=True, slots=True)
class History:
    """An account's months, newest first, and the current one among them.

    Each period has its account with plan, waiting plan and alert rule, and `runs`: how many runs
    succeeded in it. `is_new` is True where the current month was opened by this very read.
    """

    periods: Sequence[Period]
    current: Period
    is_new: bool = False

    @property
    def account(self) -> Account:
        """Return the account, with its plan and the plan that waits."""
        return self.current.account


def meter(tenant: Tenant, *, at: datetime) -> Meter:
    """Return the tenant's current month; open its period on the first use.

    Raises Period.DoesNotExist for a tenant without an account.
    """
    current = _periods(tenant).filter(starts_at__lte=at, ends_at__gt=at)
    period = current.first()
    if period is None:
        _open(tenant, at)
        period = current.get()
    return meter_of(period)


def meter_of(period: Period) -> Meter:
    """Return a month that was read already, with its account, as a meter."""
    rule = getattr(period.account, "alert_rule", None) or AlertRule()
    return Meter(
        plan=period.account.plan.name,
        allowance=period.allowance,
        used=period.used,
        held=period.held,
        remaining=period.remaining,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        warn_at=rule.warn_at,
        is_told_at_limit=rule.is_at_limit,
    )


def history(tenant: Tenant, *, at: datetime) -> History:
    """Return all the tenant's months, in one query; open the current one on its first use.

    Raises Period.DoesNotExist for a tenant without an account.
    """
    rows = _periods(tenant).annotate(**RUNS).order_by("-starts_at")
    periods = list(rows)
    current = _current(periods, at)
    if current:
        return History(periods, current)
    _open(tenant, at)
    periods = list(rows.all())
    current = _current(periods, at)
    if current is None:
        raise Period.DoesNotExist(f"{tenant} has no period at {at}.")
    return History(periods, current, is_new=True)


RUNS: Final[dict[str, Any]] = {
    "runs": Coalesce(Subquery(Day.objects.filter(period=OuterRef("pk")).values("period").values(total=Sum("runs"))), 0)
}
"""At most two rows a day, by credits_day_key: as quick for a month of a million runs as for one."""


def _periods(tenant: Tenant) -> QuerySet[Period]:
    joined = ("account__plan", "account__next_plan", "account__alert_rule")
    return Period.objects.filter(account=tenant.pk).select_related(*joined)


def _current(periods: Sequence[Period], at: datetime) -> Period | None:
    return next((each for each in periods if each.starts_at <= at < each.ends_at), None)


def _open(tenant: Tenant, at: datetime) -> None:
    ledger.open_period(Account(pk=tenant.pk), at=at)


# Lock: none. Index: credits_rollup_key, by its first column, for the rows of one month; they are
# read once and summed twice; tenants_membership by its unique key for each person. A
# person's name is what User.__str__ says.
USAGE: Final = """
WITH sums AS (
    SELECT
        operation, member, sum(used)::bigint AS used, sum(held)::bigint AS held,
        coalesce(sum(runs) FILTER (WHERE funding = 'credits'), 0)::bigint AS runs,
        coalesce(sum(runs) FILTER (WHERE funding = 'own_key'), 0)::bigint AS own_key_runs
    FROM credits_rollup WHERE period_id = %s
    GROUP BY GROUPING SETS ((operation), (member))
)
SELECT
    operation, member, coalesce(nullif(person.name, ''), person.email, '') AS name,
    EXISTS (SELECT FROM tenants_membership WHERE tenant_id = %s AND user_id = sums.member) AS is_member,
    runs, used, held, own_key_runs
FROM sums LEFT JOIN tenants_user AS person ON person.id = sums.member
WHERE runs > 0 OR own_key_runs > 0
ORDER BY used DESC, held DESC, runs DESC, own_key_runs DESC, operation, name, member
"""


def usage(period: Period) -> Usage:
    """Return a month's use by operation and by person, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(USAGE, [period.pk, period.account_id])
        rows = cursor.fetchall()
    return Usage(
        by_operation=[UsageLine(operation, *sums) for operation, member, _, _, *sums in rows if member is None],
        by_person=[
            PersonLine(member, name, is_member, *sums)
            for _, member, name, is_member, *sums in rows
            if member is not None
        ],
    )


def days(periods: Sequence[Period]) -> list[Day]:
    """Return the days of these months on which runs succeeded, oldest first, in one query."""
    return list(Day.objects.filter(period__in=[each.pk for each in periods]).order_by("day", "funding"))


def plans(account: Account) -> list[Plan]:
    """Return the plans on offer, smallest first, and those that the account has or waits for, in one query."""
    own = [account.plan_id, account.next_plan_id]
    return list(Plan.objects.filter(Q(retired_at=None) | Q(pk__in=own)).order_by("credits", "name"))
