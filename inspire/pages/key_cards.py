"""What the cards of own keys show: a key's condition, who entered it, and what it did this month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from ai_ops import catalogue, registry
from ai_ops.models import LIVE_STATES, Run, State
from byok import shapes, spend
from byok.models import ProviderKey
from byok.shapes import Shape
from byok.spend import MonthUse
from credits.models import Funding
from inspire import key_signs
from inspire.key_signs import Shown
from tenants.models import Tenant, User


@dataclass(frozen=True, slots=True)
class KeyCard:
    """One provider's card. Without a key `shown` is None; `priced_on` is the day of the list prices, or None."""

    provider: str
    shape: Shape
    pays_for: list[str]
    shown: Shown | None
    use: MonthUse
    priced_on: date | None


@dataclass(frozen=True, slots=True)
class LiveRuns:
    """How many runs on a key wait for a worker, and how many are being worked on."""

    queued: int
    running: int

    @property
    def count(self) -> int:
        """Return how many there are in all."""
        return self.queued + self.running


def read_keys(tenant: Tenant) -> dict[str, ProviderKey]:
    """Return a tenant's keys by provider, each with the names of who entered and who paused it, in one query.

    Who is no longer a member has no name.
    """
    rows = ProviderKey.objects.filter(tenant=tenant)
    named = rows.annotate(entered_by_name=_name(tenant, "entered_by"), paused_by_name=_name(tenant, "paused_by"))
    return {key.provider: key for key in named}


def _name(tenant: Tenant, field: str) -> Subquery:
    people: QuerySet[User] = User.objects.filter(pk=OuterRef(field), memberships__tenant=tenant)
    return Subquery(people.values(said=Coalesce(NullIf("name", Value("")), "email", output_field=CharField())))


def cards(tenant: Tenant, own_keys: Mapping[str, ProviderKey], *, at: datetime) -> list[KeyCard]:
    """Return a card for each provider, in one query."""
    used = spend.month_of(tenant, at=at)
    return [card_of(provider, own_keys.get(provider), use=used.get(provider)) for provider in shapes.SHAPES]


def card_of(provider: str, key: ProviderKey | None, *, use: MonthUse | None = None) -> KeyCard:
    """Return one provider's card."""
    return KeyCard(
        provider=provider,
        shape=shapes.SHAPES[provider],
        pays_for=pays_for(provider),
        shown=key_signs.show(key) if key else None,
        use=use or MonthUse(),
        priced_on=_priced_on(provider),
    )


def pays_for(provider: str) -> list[str]:
    """Return the labels of the operations that a provider's key pays for."""
    return [str(each.label) for each in registry.all_operations() if each.provider == provider]


def _priced_on(provider: str) -> date | None:
    known = [each.priced_on for each in catalogue.models_of(provider) if each.priced_on]
    return max(known, default=None)


def live_runs(tenant: Tenant, provider: str) -> LiveRuns:
    """Return the runs on a tenant's own key that have not ended, in one query. Index: ai_ops_run_live_idx."""
    rows = Run.objects.filter(tenant=tenant, provider=provider, funding=Funding.OWN_KEY, state__in=LIVE_STATES)
    counts = dict(rows.values_list("state").annotate(Count("id")))
    return LiveRuns(counts.get(State.QUEUED, 0), counts.get(State.RUNNING, 0))
