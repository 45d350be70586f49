"""The models that operations run on, and what they cost a tenant."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from ai_ops import list_prices
from ai_ops.images import table
from ai_ops.list_prices import ListPrice


class UnknownModelError(LookupError):
    """The catalogue has no model of that name."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model of a provider. `multiplier` is applied to an operation's price in credits."""

    id: str
    provider: str
    label: str
    multiplier: int
    is_standard: bool = False
    retires_on: date | None = None
    successor: str = ""

    def is_retired(self, today: date) -> bool:
        """Return whether the provider has switched the model off by `today`."""
        return self.retires_on is not None and self.retires_on <= today

    @property
    def list_price(self) -> ListPrice | None:
        """Return the provider's list price today, or None where it is not known."""
        return list_prices.price_of(self.id, provider=self.provider, on=timezone.now().date())

    @property
    def input_price(self) -> Decimal | None:
        """Return the list price of a million tokens of input, in US dollars, or None where it is not known."""
        price = self.list_price
        return price.input if price else None

    @property
    def output_price(self) -> Decimal | None:
        """Return the list price of a million tokens of output, in US dollars, or None where it is not known."""
        price = self.list_price
        return price.output if price else None

    @property
    def priced_on(self) -> date | None:
        """Return the day from which the list price holds, or None where it is not known."""
        price = self.list_price
        return price.since if price else None


TEXTS = (
    Model(
        "claude-haiku-5-5",
        "anthropic",
        "Claude Haiku 5.5",
        multiplier=1,
        is_standard=True,
    ),
    Model(
        "claude-sonnet-5-5",
        "anthropic",
        "Claude Sonnet 5.5",
        multiplier=2,  # its list price is twenty times the standard model's, so not the standard price
    ),
    Model(
        "claude-opus-5-5",
        "anthropic",
        "Claude Opus 5.5",
        multiplier=2,
    ),
)

IMAGES = tuple(
    Model(
        image.id,
        "openai",
        image.label,
        multiplier=1,
        is_standard=image.id == table.STANDARD,
        retires_on=image.retires_on,
        successor=image.successor,
    )
    for image in table.IMAGE_MODELS.values()
)

MODELS = (*TEXTS, *IMAGES)

_BY_ID = {model.id: model for model in MODELS}


def get(model_id: str) -> Model:
    """Return the model of that id. Raises UnknownModelError."""
    try:
        return _BY_ID[model_id]
    except KeyError:
        raise UnknownModelError(model_id) from None


def describe(model_id: str, *, provider: str, label: str = "", retires_on: date | None = None) -> Model:
    """Return a model that a provider lists: the catalogue's, or one whose prices are not known.

    A retirement that the provider announced replaces ours.
    """
    known = _BY_ID.get(model_id)
    if known is not None and known.provider == provider:
        return replace(known, retires_on=retires_on or known.retires_on)
    return Model(
        model_id,
        provider,
        label or model_id,
        multiplier=1,
        retires_on=retires_on,
    )


def models_of(provider: str) -> list[Model]:
    """Return a provider's models, the standard one first."""
    return sorted((model for model in MODELS if model.provider == provider), key=lambda model: not model.is_standard)
