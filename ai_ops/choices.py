"""Which model a tenant's runs use: what its admin chose, or else the operator's standard."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from ai_ops import catalogue
from ai_ops.models import ModelChoice
from byok.models import ProviderKey
from tenants.models import Tenant

SETTING_OF: Final = {"anthropic": "ANTHROPIC_MODEL", "openai": "OPENAI_IMAGE_MODEL"}
"""Where the operator names each provider's standard model."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A model as a provider listed it for an own key."""

    id: str
    label: str
    retires_on: date | None


def all_of(tenant: Tenant) -> dict[str, ModelChoice]:
    """Return the tenant's choices by provider, in one query."""
    return {each.provider: each for each in ModelChoice.objects.filter(tenant=tenant)}


def standard(provider: str) -> catalogue.Model:
    """Return the model that the operator set for a provider."""
    return catalogue.get(getattr(settings, SETTING_OF[provider]))


def on_credits(provider: str, choice: ModelChoice | None) -> catalogue.Model:
    """Return the model of runs on credits. What is no longer in the catalogue gives way to the standard one."""
    try:
        return catalogue.get(choice.credits_model) if choice and choice.credits_model else standard(provider)
    except catalogue.UnknownModelError:
        return standard(provider)


def on_own_key(key: ProviderKey, choice: ModelChoice | None) -> catalogue.Model:
    """Return the model of runs on an own key: the one chosen for it, or else the one of runs on credits."""
    chosen = choice.own_key_model if choice else ""
    return model_listed(key, chosen or on_credits(key.provider, choice).id)


def model_listed(key: ProviderKey, model_id: str) -> catalogue.Model:
    """Return a model by its id, with what the provider said of it; one that we know no price of, without."""
    listed = next((each for each in listed_for(key) if each.id == model_id), None)
    return catalogue.describe(
        model_id,
        provider=key.provider,
        label=listed.label if listed else "",
        retires_on=listed.retires_on if listed else None,
    )


def listed_for(key: ProviderKey) -> list[Listed]:
    """Return the models that a key's provider listed for it, as they were last listed."""
    return [
        Listed(each["id"], each["label"], date.fromisoformat(each["retires_on"]) if each["retires_on"] else None)
        for each in key.listed
    ]
