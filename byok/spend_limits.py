"""Limits on what own keys spend in a calendar month: an alert, a stop, or both, in US cents.

They are off until an admin sets one: for the whole tenant, or for one member. What is compared is
an estimate, so runs that are going may pass a stop a little, and unpriced runs do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest

from byok.errors import ByokError
from byok.models import NOBODY, SpendLimit
from byok.money import CENT, of_cents
from byok.spend import month_at, next_month
from tenants import audit
from tenants.models import Membership, Tenant

# The limits of the tenants whose zones are given, each with what it is compared with in its zone's month.
# Lock: none. Index: byok_spendlimit_tenant_member_key by tenant, byok_keyuse_key by tenant and month.
USES: Final = """
SELECT spend.id, spend.tenant_id, spend.member, spend.alert_cents, spend.stop_cents, spend.alerted_month,
    spend.stopped_month, zone.month, used.microdollars, used.unpriced_runs
FROM byok_spendlimit AS spend
JOIN tenants_tenant AS tenant ON tenant.id = spend.tenant_id
JOIN unnest(%(zones)s::text[], %(months)s::date[]) AS zone (name, month) ON zone.name = tenant.time_zone
CROSS JOIN LATERAL (
    SELECT coalesce(sum(microdollars), 0)::bigint AS microdollars,
        coalesce(sum(unpriced_runs), 0)::bigint AS unpriced_runs
    FROM byok_keyuse AS use
    WHERE use.tenant_id = spend.tenant_id AND use.month = zone.month
        AND (spend.member = %(nobody)s OR use.member = spend.member)
) AS used
WHERE %(tenant)s::uuid IS NULL OR spend.tenant_id = %(tenant)s
ORDER BY spend.tenant_id, spend.member
"""


class NotAMemberError(ByokError):
    """This person is not a member of this tenant. Choose one of its members."""


@dataclass(frozen=True, slots=True)
class LimitUse:
    """A limit, and the month's use that it is compared with."""

    id: UUID
    tenant_id: UUID
    member: UUID
    alert_cents: int | None
    stop_cents: int | None
    alerted_month: date | None
    stopped_month: date | None
    month: date
    microdollars: int
    unpriced_runs: int

    @property
    def is_for_all(self) -> bool:
        """Return whether it limits the whole tenant."""
        return self.member == NOBODY

    @property
    def is_alert_reached(self) -> bool:
        """Return whether the month's cost has reached the alert."""
        return self.alert_cents is not None and self.microdollars >= self.alert_cents * CENT

    @property
    def is_stop_reached(self) -> bool:
        """Return whether the month's cost has reached the stop: further runs are refused."""
        return self.stop_cents is not None and self.microdollars >= self.stop_cents * CENT

    @property
    def begins_anew_on(self) -> date:
        """Return the day, in the tenant's zone, on which the count starts at nothing again."""
        return next_month(self.month)


def uses_of(tenant: Tenant, *, at: datetime) -> list[LimitUse]:
    """Return the tenant's limits with the use of the month, the tenant-wide one first, in one query."""
    return read([(tenant.time_zone, month_at(tenant.time_zone, at))], tenant_id=tenant.pk)


def read(months: Sequence[tuple[str, date]], *, tenant_id: UUID | None = None) -> list[LimitUse]:
    """Return limits with their use: of one tenant, or of all whose zone is among `months`."""
    zones, firsts = [zone for zone, _month in months], [month for _zone, month in months]
    with connection.cursor() as cursor:
        cursor.execute(USES, {"zones": zones, "months": firsts, "tenant": tenant_id, "nobody": NOBODY})
        return [LimitUse(*row) for row in cursor.fetchall()]


def stop_of(tenant: Tenant, *, member: UUID | None, at: datetime) -> LimitUse | None:
    """Return the stop that refuses a member's runs on own keys now, or None, in one query.

    A run without a member is stopped by the tenant-wide limit alone.
    """
    stops = (use for use in uses_of(tenant, at=at) if use.is_for_all or use.member == member)
    return next((use for use in stops if use.is_stop_reached), None)


@transaction.atomic
def put(
    tenant: Tenant,
    *,
    member: UUID | None,
    alert_cents: int | None,
    stop_cents: int | None,
    request: HttpRequest | None = None,
) -> SpendLimit:
    """Set a limit, new or not, and record it; return it. The same again is recorded once.

    An alert or a stop that changed tells anew. Raises NotAMemberError.
    """
    _check_member(tenant, member)
    _lock(tenant)
    before = SpendLimit.objects.filter(tenant=tenant, member=member or NOBODY).first()
    limit = before or SpendLimit(tenant=tenant, member=member or NOBODY)
    old, new = (limit.alert_cents, limit.stop_cents), (alert_cents, stop_cents)
    if old == new:
        return limit
    limit.alert_cents, limit.stop_cents = new
    limit.alerted_month = limit.alerted_month if old[0] == new[0] else None
    limit.stopped_month = limit.stopped_month if old[1] == new[1] else None
    limit.save()
    was = {f"{name}_before": amount for name, amount in _amounts(*old).items()}
    _record("spend.limit_set", limit, request, is_new=before is None, **was)
    return limit


@transaction.atomic
def remove(limit: SpendLimit, *, request: HttpRequest | None = None) -> bool:
    """Remove a limit, and record it; return False where it is gone already."""
    _lock(limit.tenant)
    current = SpendLimit.objects.filter(pk=limit.pk).first()
    if current is None:
        return False
    current.delete()
    _record("spend.limit_removed", limit, request)
    return True


def _check_member(tenant: Tenant, member: UUID | None) -> None:
    if member and not Membership.objects.filter(tenant=tenant, user=member).exists():
        raise NotAMemberError(NotAMemberError.__doc__)


def _lock(tenant: Tenant) -> None:
    """Lock the tenant's limits against other changes; runs go on."""
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)


def _amounts(alert_cents: int | None, stop_cents: int | None) -> dict[str, str | None]:
    amounts = {"alert": alert_cents, "stop": stop_cents}
    return {name: None if cents is None else of_cents(cents) for name, cents in amounts.items()}


def _record(action: str, limit: SpendLimit, request: HttpRequest | None, **more: Any) -> None:
    is_for_all = limit.member == NOBODY
    amounts = _amounts(limit.alert_cents, limit.stop_cents)
    detail = {"member": None if is_for_all else str(limit.member), "is_for_all": is_for_all, **amounts, **more}
    target = "" if is_for_all else str(limit.member)
    audit.record(action, tenant=limit.tenant, target=target, detail=detail, request=request)
