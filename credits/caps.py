"""Caps: limits in credits a month, inside a tenant. They are enforced in the reserve itself (credits/sql)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest

from credits import ledger
from credits.ledger import CapHit
from credits.models import Account, Cap, Period
from tenants import audit

# Lock: none. Index: credits_cap_key, credits_period_account_starts_key, credits_rollup_key by period.
USES: Final = """
SELECT cap.id, cap.member, cap.operation, cap.credits, coalesce(spent.used, 0)
FROM credits_cap AS cap
LEFT JOIN LATERAL (
    SELECT id, ends_at FROM credits_period
    WHERE account_id = cap.account_id AND starts_at <= %(at)s ORDER BY starts_at DESC LIMIT 1
) AS period ON period.ends_at > %(at)s
CROSS JOIN LATERAL (
    SELECT sum(rollup.used + rollup.held)::integer AS used FROM credits_rollup AS rollup
    WHERE rollup.period_id = period.id
        AND (cap.member IS NULL OR rollup.member = cap.member)
        AND (cap.operation = '' OR rollup.operation = cap.operation)
) AS spent
WHERE cap.account_id = %(account)s
ORDER BY cap.member NULLS FIRST, cap.operation
"""

# The very test of the reserve, without taking anything. Lock: none.
BROKEN: Final = """
SELECT member, operation, credits, used
FROM credits_broken_cap(%(account)s, %(period)s, %(member)s, %(operation)s, %(credits)s) WHERE credits IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class CapUse:
    """A cap, and what of it is used or held this month, in credits. A cap may be lower than its use."""

    id: int
    member: UUID | None
    operation: str
    credits: int
    used: int

    @property
    def room(self) -> int:
        """Return what may still be reserved under the cap, in credits."""
        return max(self.credits - self.used, 0)


def uses_of(account: Account, *, at: datetime) -> list[CapUse]:
    """Return the account's caps, each with this month's use, in one query."""
    return [CapUse(*row) for row in _rows(USES, account=account.pk, at=at)]


def broken_by(account: Account, *, member: UUID, operation: str, credits: int, at: datetime) -> CapHit | None:
    """Return the cap that a run of so many credits would break now, the tightest first, or None."""
    period = month_of(account, at=at)
    content = {"member": member, "operation": operation, "credits": credits}
    rows = _rows(BROKEN, account=account.pk, period=period, **content)
    return next((CapHit(*row) for row in rows), None)


@transaction.atomic
def put(
    account: Account, credits: int, *, member: UUID | None, operation: str, request: HttpRequest | None = None
) -> int | None:
    """Set a cap, new or not; return the credits that it had before, or None.

    Null `member` means all members together, an empty `operation` all operations together.
    The same cap twice is written down once.
    """
    lock(account)
    cap = Cap.objects.filter(account=account.pk, member=member, operation=operation).first()
    before = cap.credits if cap else None
    if before == credits:
        return before
    Cap.objects.update_or_create(
        account_id=account.pk, member=member, operation=operation, defaults={"credits": credits}
    )
    _record("cap.set", account, member, operation, request, before=before, after=credits)
    return before


@transaction.atomic
def remove(cap: Cap, *, request: HttpRequest | None = None) -> bool:
    """Remove a cap; return False where it is gone already."""
    lock(cap.account)
    current = Cap.objects.filter(pk=cap.pk).first()
    if current is None:
        return False
    current.delete()
    _record("cap.removed", cap.account, cap.member, cap.operation, request, before=current.credits, after=None)
    return True


def month_of(account: Account, *, at: datetime) -> int:
    """Return the key of the account's current period; lock it only where it must be opened first."""
    months = Period.objects.filter(account=account.pk, starts_at__lte=at, ends_at__gt=at)
    return months.values_list("pk", flat=True).first() or ledger.open_period(account, at=at).pk


def lock(account: Account) -> None:
    """Lock an account's caps and asks against other changes of them; reserves go on."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def _record(
    action: str,
    account: Account,
    member: UUID | None,
    operation: str,
    request: HttpRequest | None,
    **change: int | None,
) -> None:
    detail = {"member": str(member) if member else None, "operation": operation, **change}
    audit.record(action, tenant=account.tenant, target=operation or str(member), detail=detail, request=request)


def _rows(statement: str, **parameters: Any) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
