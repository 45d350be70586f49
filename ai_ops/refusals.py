"""Refuse a run before it exists, in sentences for a person of that role."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats

from ai_ops.errors import AiOpsError, CappedError, NotAllowedError, NotEnoughCreditsError
from ai_ops.providers import sentences
from credits.ledger import Outcome, Result
from tenants.models import Role, Tenant

CONFLICT = (
    "This form was already sent once, with other contents, and that run goes on. Open the form again to start another."
)
ROLES_THAT_RUN = (Role.ADMIN, Role.DESIGNER, None)


class HoldRefusedError(AiOpsError):
    """The ledger gave an answer that a new run cannot have."""


def check_role(role: str | None, *, tenant: Tenant) -> None:
    """Raise NotAllowedError where the role may not run operations."""
    if role not in ROLES_THAT_RUN:
        raise NotAllowedError(
            f"Viewers can look at results but not generate them. Ask an admin of {tenant} to make you a designer."
        )


def of_ledger(outcome: Outcome, *, role: str | None, tenant: Tenant) -> AiOpsError:
    """Return the error for a hold that the ledger refused."""
    if outcome.result == Result.INSUFFICIENT:
        return NotEnoughCreditsError(
            _not_enough(outcome, role=role, tenant=tenant),
            needed=outcome.needed,
            remaining=outcome.remaining,
            ends_at=outcome.ends_at,
        )
    if outcome.result == Result.CAPPED:
        return CappedError(_capped(outcome, role=role, tenant=tenant))
    return HoldRefusedError(f"The ledger refused the hold: {outcome.result}.")


def _not_enough(outcome: Outcome, *, role: str | None, tenant: Tenant) -> str:
    until = _until(outcome.ends_at, tenant=tenant)
    needed, remaining = _count(outcome.needed), outcome.remaining
    remains = "remains" if remaining == 1 else "remain"
    return f"This needs {needed} and {remaining} {remains}{until}. {_advice(role, tenant, 'a larger plan')}"


def _capped(outcome: Outcome, *, role: str | None, tenant: Tenant) -> str:
    until = _until(outcome.ends_at, tenant=tenant)
    cap = outcome.cap
    whose = "your" if cap and cap.member else "this tenant's"
    limit = f"{_count(cap.credits)} a month, of which {cap.used} are taken" if cap else "the month's limit"
    return (
        f"This needs {_count(outcome.needed)}, which is more than {whose} limit allows: {limit}{until}. "
        f"{_advice(role, tenant, 'a higher limit')}"
    )


def _count(credits: int) -> str:
    return "1 credit" if credits == 1 else f"{credits} credits"


def _until(ends_at: datetime | None, *, tenant: Tenant) -> str:
    if ends_at is None:
        return ""
    return f" until {formats.date_format(ends_at.astimezone(ZoneInfo(tenant.time_zone)), 'j F Y')}"


def _advice(role: str | None, tenant: Tenant, wish: str) -> str:
    """Return what the person can do about it; an admin is not told to ask an admin."""
    whom = f"an admin of {tenant}" if role == Role.DESIGNER else sentences.operator()
    return f"Ask {whom} for {wish}, or wait until then."
