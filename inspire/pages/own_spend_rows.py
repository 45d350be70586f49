"""What the page of own-key spend reads: a month by provider, model and member, and the limits with names."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from ai_ops import catalogue, list_prices, queries
from ai_ops.list_prices import ListPrice
from ai_ops.providers.sentences import LABELS
from byok import spend, spend_limits
from byok.models import NOBODY, SpendLimit
from byok.money import of_cents
from byok.spend import MonthUse
from byok.spend_limits import LimitUse
from tenants import trail
from tenants.models import Tenant
from tenants.trail import Person

OVERVIEW: Final = 12
AT_A_GLANCE: Final = 10
WANTED: Final = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Choice:
    """The month that is shown, by its first day, the ones beside it, and the last twelve. Empty months are left out."""

    shown: date
    is_current: bool
    older: date | None
    newer: date | None
    overview: list[date]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. `about` says what the label does not; `prices` are those of a model's cost."""

    label: str
    use: MonthUse
    about: str = ""
    prices: tuple[ListPrice, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as the page shows it. `name` is None for everybody, and "" for who is no longer a member."""

    use: LimitUse
    name: str | None

    @property
    def is_changeable(self) -> bool:
        """Return whether it still limits somebody."""
        return self.name != ""

    @property
    def line_cents(self) -> int:
        """Return the amount that its bar is drawn against: the stop, or else the alert."""
        return self.use.stop_cents or self.use.alert_cents or 0


def choose(tenant: Tenant, wanted: str, *, at: datetime) -> Choice:
    """Return the month such as 2026-11, or the current one for "". Raises Http404 where nothing was used in it."""
    current = spend.month_at(tenant.time_zone, at)
    months = sorted({current, *spend.months_of(tenant)}, reverse=True)
    shown = _find(months, wanted) if wanted else current
    place = months.index(shown)
    return Choice(
        shown=shown,
        is_current=shown == current,
        older=months[place + 1] if place + 1 < len(months) else None,
        newer=months[place - 1] if place else None,
        overview=months[:OVERVIEW],
    )


def _find(months: Iterable[date], wanted: str) -> date:
    if WANTED.fullmatch(wanted):
        for month in months:
            if f"{month:%Y-%m}" == wanted:
                return month
    raise Http404


def context_of(tenant: Tenant, choice: Choice, *, at: datetime) -> dict[str, Any]:
    """Return what the page shows, in five queries whatever the data."""
    used = spend.by_model(tenant, choice.shown)
    people = _people(tenant, choice.shown)
    members = members_of(tenant)
    return {
        "choice": choice,
        "total": sum(used.values(), start=MonthUse()),
        "providers": _providers(used),
        "models": [_model(provider, model, use, month=choice.shown) for (provider, model), use in used.items()],
        "people": people[:AT_A_GLANCE],
        "more_people": people[AT_A_GLANCE:],
        "members": members,
        "limits": _limits(tenant, dict(members), at=at),
        "begins_anew_on": spend.next_month(choice.shown),
    }


def _providers(used: dict[tuple[str, str], MonthUse]) -> list[Line]:
    sums: dict[str, MonthUse] = {}
    for (provider, _model), use in used.items():
        sums[provider] = sums.get(provider, MonthUse()) + use
    return [Line(LABELS.get(provider, provider), use) for provider, use in sums.items()]


def _model(provider: str, model: str, use: MonthUse, *, month: date) -> Line:
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return Line(
        catalogue.describe(model, provider=provider).label,
        use,
        about=LABELS.get(provider, provider),
        prices=list_prices.prices_between(model, provider=provider, first=month, last=last),
    )


def _people(tenant: Tenant, month: date) -> list[Line]:
    used = spend.by_member(tenant, month)
    known = trail.people_of(tenant, used)
    return [_person(member, known.get(member), use) for member, use in used.items()]


def _person(member: UUID, known: Person | None, use: MonthUse) -> Line:
    if member == NOBODY:
        return Line(_("Without a person"), use, about=_("started by a program"))
    if known is None:
        return Line(_("Former member"), use)
    return Line(known.name, use, about="" if known.is_member else _("Former member"))


def members_of(tenant: Tenant) -> list[tuple[str, str]]:
    """Return the members as choices."""
    return list(queries.members_of(tenant))


def _limits(tenant: Tenant, names: dict[str, str], *, at: datetime) -> list[Limit]:
    found = [
        Limit(use, None if use.is_for_all else names.get(str(use.member), ""))
        for use in spend_limits.uses_of(tenant, at=at)
    ]
    return sorted(found, key=_place)


def _place(limit: Limit) -> tuple[int, str]:
    """Return where a limit stands: everybody's first, then members by name, former members last."""
    return 0 if limit.name is None else 1 if limit.name else 2, (limit.name or "").casefold()


def describe(limit: SpendLimit) -> str:
    """Return what a limit says: admins are told at $20.00, and runs stop at $50.00."""
    said = []
    if limit.alert_cents is not None:
        said.append(_("admins are told at %(amount)s") % {"amount": of_cents(limit.alert_cents)})
    if limit.stop_cents is not None:
        said.append(_("runs stop at %(amount)s") % {"amount": of_cents(limit.stop_cents)})
    return _(", and ").join(said)
