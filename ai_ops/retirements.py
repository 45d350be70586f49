"""Models that their providers switch off: which are in use, when they end, and what follows them.

Ends are known from the catalogue, and from the providers' lists of models, which checks of keys
read anew. Where an operator's own server stands in for a provider, its ends mean nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from ai_ops import catalogue, choices
from ai_ops.catalogue import Model
from ai_ops.funding import Means
from ai_ops.models import ModelChoice
from ai_ops.providers import addresses
from byok.models import PlatformKey, ProviderKey
from credits.models import Funding
from tenants.models import Tenant

SHOWN: Final = timedelta(days=60)
"""How long before its end a model is shown as ending."""
CHUNK: Final = 500
PROVIDERS: Final = tuple(addresses.DEFAULT_ADDRESSES)
type Ends = dict[str, date]


@dataclass(frozen=True, slots=True)
class Retirement:
    """A model in use that ends soon, or has ended.

    `fundings` says which runs are on it. `is_standard` says that nobody chose it: it is the
    operator's standard model, and the operator's to change. `successor` is what to choose instead.
    """

    model: Model
    retires_on: date
    fundings: tuple[Funding, ...]
    is_standard: bool
    is_over: bool
    successor: Model | None


def coming(means: Means, *, at: datetime, ends: Ends | None = None) -> list[Retirement]:
    """Return the models that a tenant's runs are on and that end within 60 days, soonest first.

    `ends` saves a query where many are asked about: what the operator's keys list.
    """
    ends = platform_ends() if ends is None else ends
    found: dict[str, Retirement] = {}
    for provider in filter(_ends_count, PROVIDERS):
        for model, kind, is_standard in _in_use(means, provider, ends):
            if before := found.get(model.id):
                both = (*before.fundings, kind)
                found[model.id] = replace(before, fundings=both, is_standard=before.is_standard and is_standard)
            elif model.is_retired((at + SHOWN).date()):
                found[model.id] = _retirement(model, kind, is_standard=is_standard, at=at)
    return sorted(found.values(), key=lambda each: (each.retires_on, each.model.id))


def standards(*, at: datetime, ends: Ends | None = None) -> list[Retirement]:
    """Return the operator's standard models that end within 60 days."""
    return coming(Means({}, {}), at=at, ends=ends)


def everywhere(*, at: datetime) -> Iterator[tuple[UUID, list[Retirement]]]:
    """Yield each tenant with what it chose that ends within 60 days, in chunks of tenants.

    What the operator chose for all is left out.
    """
    ends = platform_ends()
    for tenants in _chunks():
        for tenant_id, means in _means_of_many(tenants).items():
            chosen = [each for each in coming(means, at=at, ends=ends) if not each.is_standard]
            if chosen:
                yield tenant_id, chosen


def platform_ends() -> Ends:
    """Return the ends that providers announced to the operator's keys, by model: one query, none without a key."""
    with_key = [each for each in PROVIDERS if addresses.platform_key(each)]
    rows = PlatformKey.objects.filter(provider__in=with_key).values_list("listed", flat=True) if with_key else ()
    return {each["id"]: date.fromisoformat(each["retires_on"]) for row in rows for each in row if each["retires_on"]}


def _ends_count(provider: str) -> bool:
    return addresses.address(provider) == addresses.DEFAULT_ADDRESSES[provider]


def _in_use(means: Means, provider: str, ends: Ends) -> Iterator[tuple[Model, Funding, bool]]:
    """Yield the model of a tenant's runs on credits, and of its runs on an own key, where it has one."""
    choice, key = means.choices.get(provider), means.keys.get(provider)
    model = means.credits_model(provider)
    is_standard = choice is None or choice.credits_model != model.id
    yield replace(model, retires_on=ends.get(model.id) or model.retires_on), Funding.CREDITS, is_standard
    if key is not None:
        own_choice = choice.own_key_model if choice else ""
        yield choices.on_own_key(key, choice), Funding.OWN_KEY, is_standard and not own_choice


def _retirement(model: Model, kind: Funding, *, is_standard: bool, at: datetime) -> Retirement:
    return Retirement(
        model=model,
        retires_on=model.retires_on or at.date(),
        fundings=(kind,),
        is_standard=is_standard,
        is_over=model.is_retired(at.date()),
        successor=successor_of(model, today=at.date()),
    )


def successor_of(model: Model, *, today: date) -> Model | None:
    """Return what to choose instead: what is said to follow, or the family's, or the standard model, if it goes on."""
    choice = [each for each in catalogue.models_of(model.provider) if each.id == model.successor]
    choice += [each for each in catalogue.models_of(model.provider) if _family(each) == _family(model)]
    choice.append(choices.standard(model.provider))
    return next((each for each in choice if each.id != model.id and not each.is_retired(today)), None)


def _family(model: Model) -> str:
    """Return a model's name without its version: claude-sonnet of claude-sonnet-4-5-20250929."""
    return "-".join(part for part in model.id.split("-") if part.isalpha())


def _chunks() -> Iterator[Sequence[UUID]]:
    """Yield the ids of the tenants that chose a model or have a key, so many at a time."""
    owners = ModelChoice.objects.values("tenant_id").union(ProviderKey.objects.values("tenant_id"))
    ids = Tenant.objects.filter(pk__in=owners).order_by("pk").values_list("pk", flat=True)
    first = UUID(int=0)
    while chunk := list(ids.filter(pk__gt=first)[:CHUNK]):
        yield chunk
        first = chunk[-1]


def _means_of_many(tenants: Sequence[UUID]) -> dict[UUID, Means]:
    """Return the keys and choices of so many tenants, in two queries. No sealed key is read."""
    found = {tenant_id: Means({}, {}) for tenant_id in tenants}
    for key in ProviderKey.objects.filter(tenant__in=tenants).defer("sealed"):
        found[key.tenant_id].keys[key.provider] = key
    for choice in ModelChoice.objects.filter(tenant__in=tenants):
        found[choice.tenant_id].choices[choice.provider] = choice
    return found
