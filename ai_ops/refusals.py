"""Refuse a run before it exists, in sentences for a person of that role."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import formats

from ai_ops import registry
from ai_ops.errors import AiOpsError, CappedError, NotAllowedError, NotEnoughCreditsError
from ai_ops.providers import sentences
from credits.ledger import CapHit, Outcome, Result
from tenants.models import Role, Tenant

CONFLICT: Final = (
    "This form was already sent once, with other contents, and that run goes on. Open the form again to start another."
)
ROLES_THAT_RUN: Final = (Role.ADMIN, Role.DESIGNER, None)


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
    if outcome.result == Result.CAPPED and outcome.cap:
        return CappedError(
            _capped(outcome, outcome.cap, role=role, tenant=tenant),
            needed=outcome.needed,
            remaining=max(outcome.cap.credits - outcome.cap.used, 0),
            ends_at=outcome.ends_at,
            cap=outcome.cap,
        )
    return HoldRefusedError(f"The ledger refused the hold: {outcome.result}.")


def whose(cap: CapHit) -> str:
    """Return whose limit it is: "your limit for data analysis", "everybody's limit for image generation"."""
    owner = "your limit" if cap.member else "everybody's limit"
    return f"{owner} for {_name(cap.operation)}" if cap.operation else owner


def _name(operation: str) -> str:
    """Return an operation's name as it stands within a sentence."""
    try:
        label = str(registry.get(operation).label)
    except registry.UnknownOperationError:
        return operation
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _not_enough(outcome: Outcome, *, role: str | None, tenant: Tenant) -> str:
    until = _until(outcome.ends_at, tenant=tenant)
    needed, remaining = _count(outcome.needed), outcome.remaining
    remains = "remains" if remaining == 1 else "remain"
    whom = f"an admin of {tenant}" if role == Role.DESIGNER else sentences.operator()
    return f"This needs {needed} and {remaining} {remains}{until}. Ask {whom} for a larger plan, or wait until then."


def _capped(outcome: Outcome, cap: CapHit, *, role: str | None, tenant: Tenant) -> str:
    wait = f", or wait{_until(outcome.ends_at, tenant=tenant)}" if outcome.needed <= cap.credits else ""
    return f"{_limit(outcome.needed, cap)} {_way_out(role, tenant)}{wait}."


def _limit(needed: int, cap: CapHit) -> str:
    if not cap.credits:
        return f"This needs {_count(needed)}, and {whose(cap)} is 0 credits a month: none at all."
    left = max(cap.credits - cap.used, 0)
    leaves = f"{whose(cap)} leaves {left}" if left else f"{whose(cap)} is reached"
    return f"This needs {_count(needed)}, and {leaves}: {_count(cap.credits)} a month, {cap.used} used or reserved."


def _way_out(role: str | None, tenant: Tenant) -> str:
    if role == Role.ADMIN:
        return "Raise it on Settings > Limits and alerts"
    return f"Ask an admin of {tenant} to raise it"


def _count(credits: int) -> str:
    return "1 credit" if credits == 1 else f"{credits} credits"


def _until(ends_at: datetime | None, *, tenant: Tenant) -> str:
    if ends_at is None:
        return ""
    return f" until {formats.date_format(ends_at.astimezone(ZoneInfo(tenant.time_zone)), 'j F Y')}"
