"""Give and take credits by hand, and return what a run used: through the ledger, and recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction
from django.http import HttpRequest

from credits import ledger
from credits.ledger import Outcome, Result
from credits.models import Account, Entry, Kind
from tenants import audit
from tenants.models import Tenant

MOST: Final = 1_000_000
"""Credits that one adjustment may give or take."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Credits to give, or to take with a minus. The same token adjusts an account once."""

    credits: int
    reason: str
    token: UUID


def adjust(account: Account, wish: Adjustment, *, at: datetime, request: HttpRequest | None = None) -> Outcome:
    """Adjust an account's current month, and record it where it was adjusted now.

    Returns adjusted, replayed, conflict or insufficient: never below zero remaining.
    """
    with transaction.atomic():
        outcome = ledger.adjust(
            account,
            wish.credits,
            reference=uuid5(wish.token, str(account.pk)),
            reason=wish.reason,
            member=_id_of(request),
            at=at,
        )
        if outcome.result == Result.ADJUSTED:
            detail: dict[str, Any] = {"credits": wish.credits, "reason": wish.reason}
            tenant = account.tenant
            audit.record("account.adjusted", tenant=tenant, target=tenant.slug, detail=detail, request=request)
    return outcome


def return_run(
    tenant: Tenant, run_id: UUID, *, reason: str, at: datetime, request: HttpRequest | None = None
) -> Outcome:
    """Return the credits that a run of the tenant used, once, and record it.

    Returns adjusted, replayed, conflict (returned already) or unknown (it used none).
    """
    with transaction.atomic():
        outcome = ledger.return_run(run_id, reason=reason, member=_id_of(request), at=at)
        if outcome.result == Result.ADJUSTED:
            detail = {"credits": credits_returned([run_id])[run_id].credits, "reason": reason}
            audit.record("run.returned", tenant=tenant, target=str(run_id), detail=detail, request=request)
    return outcome


def credits_used(run_ids: list[UUID]) -> dict[UUID, int]:
    """Return what each of these runs used, in credits: only those that used any, in one query."""
    used = Entry.objects.filter(reference__in=run_ids, kind=Kind.SETTLE, credits__gt=0)
    return dict(used.values_list("reference", "credits"))


def credits_returned(run_ids: list[UUID]) -> dict[UUID, Entry]:
    """Return the entry that returned each of these runs' credits, where there is one, in one query."""
    returned = Entry.objects.filter(reference__in=run_ids, kind=Kind.ADJUST).select_related("period")
    return {entry.reference: entry for entry in returned}


def _id_of(request: HttpRequest | None) -> UUID | None:
    person = audit.person_of(request)
    return person.pk if person else None
