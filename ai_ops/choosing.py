"""Choose a tenant's models: what its admin may choose from, and the choice itself, written down."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ai_ops import catalogue, choices
from ai_ops.catalogue import Model
from ai_ops.errors import AiOpsError
from ai_ops.images.table import GPT_QUALITIES, IMAGE_MODELS
from ai_ops.models import ModelChoice
from ai_ops.providers.sentences import LABELS
from byok import keys
from byok.models import ProviderKey
from tenants import audit
from tenants.models import Tenant

FIELDS: Final = ("credits_model", "own_key_model", "quality")
PLACES: Final = {model.id: place for place, model in enumerate(catalogue.MODELS)}


class NotOnOfferError(AiOpsError):
    """What was chosen is not on offer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin wants of one provider's models. None leaves a value as it is; "" is the standard one."""

    credits_model: str | None = None
    own_key_model: str | None = None
    quality: str | None = None


def for_credits(provider: str, *, today: date) -> list[Model]:
    """Return the models for runs on credits: the operator's standard one first, then all that still run."""
    standard = choices.standard(provider)
    others = [each for each in catalogue.models_of(provider) if each.id != standard.id]
    return [standard, *(each for each in others if not each.is_retired(today))]


def for_own_key(key: ProviderKey, *, today: date) -> list[Model]:
    """Return the models for runs on an own key, those of the catalogue first.

    They are those that the provider lists for it; of images, those among them that we know how to
    ask. Where it has listed nothing, as a restricted key may not, they are the catalogue's.
    """
    ids = [each.id for each in choices.listed_for(key)] or [each.id for each in catalogue.models_of(key.provider)]
    models = [choices.model_listed(key, each) for each in ids if key.provider != "openai" or each in IMAGE_MODELS]
    running = [each for each in models if not each.is_retired(today)]
    return sorted(running, key=lambda model: PLACES.get(model.id, len(PLACES)))


def choose(tenant: Tenant, provider: str, wish: Wish, *, at: datetime, request: HttpRequest | None = None) -> list[str]:
    """Write down what runs from now on use, and record it; return the names of the fields that changed.

    Runs that are queued or going keep their model. Raises NotOnOfferError.
    """
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=tenant.pk)  # one choice at a time
        choice = ModelChoice.objects.filter(tenant=tenant, provider=provider).first()
        choice = choice or ModelChoice(tenant=tenant, provider=provider)
        wanted = _checked(choice, wish, key=keys.current(tenant.pk, provider), today=at.date())
        changed = {name: value for name, value in wanted.items() if value != getattr(choice, name)}
        for name, value in changed.items():
            detail = {"before": _told(name, getattr(choice, name)), "after": _told(name, value)}
            detail |= {"field": name, "provider": LABELS[provider]}
            audit.record("models.chosen", tenant=tenant, target=provider, detail=detail, request=request)
            setattr(choice, name, value)
        if changed:
            choice.save()
    return list(changed)


def _told(name: str, value: str) -> str:
    """Return a value as it is recorded: an empty one says what it stands for."""
    return value or ("the same as on credits" if name == "own_key_model" else "the standard one")


def _checked(choice: ModelChoice, wish: Wish, *, key: ProviderKey | None, today: date) -> dict[str, str]:
    """Return the values that are wanted. What stands already may stay, also where it is no longer on offer."""
    offered = {
        "credits_model": {each.id for each in for_credits(choice.provider, today=today)},
        "own_key_model": {each.id for each in for_own_key(key, today=today)} if key else set(),
        "quality": set(GPT_QUALITIES) if choice.provider == "openai" else set(),
    }
    wanted = {name: value for name in FIELDS if (value := getattr(wish, name)) is not None}
    for name, value in wanted.items():
        if value and value not in offered[name] and value != getattr(choice, name):
            raise NotOnOfferError(_why_not(name, value, provider=choice.provider, has_key=key is not None))
    if wanted.get("credits_model") == choices.standard(choice.provider).id:
        wanted["credits_model"] = ""
    return wanted


def _why_not(name: str, value: str, *, provider: str, has_key: bool) -> str:
    if name == "quality":
        return _("There is no such quality. Choose draft, standard or high.")
    if name == "own_key_model" and not has_key:
        sentence = _("There is no own key at %(provider)s to choose a model for. Enter one on Settings > AI first.")
    else:
        sentence = _("%(provider)s does not offer this model here, or no longer. Choose one of the list.")
    return sentence % {"provider": LABELS[provider]}
