"""What the page of limits and alerts reads: rows with names, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ai_ops import queries, registry
from credits import asks, caps
from credits.caps import CapUse
from credits.models import Account, AlertRule, Ask, Wish
from inspire.pages.limit_forms import LimitForm
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap as the page shows it. `name` is None for everybody, and "" for who is no longer a member."""

    use: CapUse
    name: str | None
    label: str | Promise

    @property
    def is_changeable(self) -> bool:
        """Return whether it still limits somebody, and something that is built in."""
        return self.name != ""


@dataclass(frozen=True, slots=True)
class AskRow:
    """An open ask as the page shows it: who asks, and what granting it would do.

    `limit` is the limit as it stands now, and `raised` the credits that it would be raised to.
    """

    ask: Ask
    name: str
    limit: Limit | None
    raised: int | None

    @property
    def is_raise(self) -> bool:
        """Return whether granting it raises a limit."""
        return self.limit is not None and self.raised is not None and self.raised > self.limit.use.credits


def operations() -> list[tuple[str, str | Promise]]:
    """Return the operations as choices."""
    return [(each.slug, each.label) for each in registry.all_operations()]


def limit_form(tenant: Tenant, data: QueryDict) -> LimitForm:
    """Return the form of a limit with what was sent."""
    return LimitForm(data, members=queries.members_of(tenant), operations=operations())


def context_of(account: Account, *, at: datetime) -> dict[str, Any]:
    """Return the page's members as choices, limits and open asks."""
    members = queries.members_of(account.tenant)
    limits = _limits(account, dict(members), at=at)
    return {
        "members": members,
        "limits": limits,
        "asks": [row_of(ask, limits, names=dict(members)) for ask in _open(account, at=at)],
    }


def _limits(account: Account, names: dict[str, str], *, at: datetime) -> list[Limit]:
    found = [
        Limit(use, _name(use.member, names), label_of(use.operation) if use.operation else "")
        for use in caps.uses_of(account, at=at)
    ]
    return sorted(found, key=_place)


def _place(limit: Limit) -> tuple[int, str, str]:
    """Return where a limit stands: everybody's first, then members by name, former members last."""
    rank = 0 if limit.name is None else 1 if limit.name else 2
    return rank, (limit.name or "").casefold(), str(limit.label).casefold()


def _name(member: UUID | None, names: dict[str, str]) -> str | None:
    return None if member is None else names.get(str(member), "")


def _open(account: Account, *, at: datetime) -> list[Ask]:
    return list(asks.open_asks(account, at=at).exclude(wish=Wish.PLAN))


def row_of(ask: Ask, limits: list[Limit], *, names: dict[str, str]) -> AskRow:
    """Return an ask with its limit among those given, if that is still there."""
    key = (ask.cap_member, ask.cap_operation)
    limit = next((each for each in limits if (each.use.member, each.use.operation) == key), None)
    if ask.wish != Wish.CAP:
        limit = None
    return AskRow(ask, names.get(str(ask.member), ""), limit, asks.raised(limit.use, ask) if limit else None)


def find_row(account: Account, ask: Ask, *, at: datetime) -> AskRow:
    """Return one ask as its own page shows it."""
    names = dict(queries.members_of(account.tenant))
    return row_of(ask, _limits(account, names, at=at), names=names)


def label_of(operation: str) -> str | Promise:
    """Return an operation's label, or its slug where it is no longer built in."""
    try:
        return registry.get(operation).label
    except registry.UnknownOperationError:
        return operation


def describe(rule: AlertRule) -> str:
    """Return when admins are told, in a sentence."""
    lines = [_("%(percent)s %% is used") % {"percent": rule.warn_at}] if rule.warn_at else []
    lines += [_("nothing remains")] if rule.is_at_limit else []
    if not lines:
        return _("admins are told of nothing.")
    when = _(" and when ").join(lines)
    if rule.is_mailed:
        return _("admins are told when %(when)s, on every page and by mail.") % {"when": when}
    return _("admins are told when %(when)s, on every page.") % {"when": when}
