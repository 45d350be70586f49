"""What an account's page shows beside its fields: months, limits and open asks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from credits.models import Account, Ask, Cap, Period, Wish
from tenants.models import User

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap in words: on whom and on what, in credits a month."""

    member: str
    operation: str
    credits: int


def of_account(account: Account) -> dict[str, Any]:
    """Return an account's last months, newest first, its limits, and how many asks are open, in four queries."""
    return {
        "months": list(Period.objects.filter(account=account.pk).order_by("-starts_at")[:MONTHS]),
        "limits": _limits(account),
        "open_asks": Ask.objects.filter(account=account.pk, answer="", wish=Wish.PLAN).count(),
    }


def _limits(account: Account) -> list[Limit]:
    caps = list(Cap.objects.filter(account=account.pk).order_by("operation", "pk"))
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=[cap.member for cap in caps if cap.member])}
    return [Limit(_name(cap, people), cap.operation, cap.credits) for cap in caps]


def _name(cap: Cap, people: dict[UUID, str]) -> str:
    """Return whom a cap is on; the id of a person who was erased, nothing for all members."""
    return people.get(cap.member, str(cap.member)) if cap.member else ""
