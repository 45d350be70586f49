"""What may be chosen on the page of models: a card for text and one for images, with what each model costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ai_ops import choices, choosing, registry, retirements
from ai_ops.base import Operation
from ai_ops.catalogue import Model
from ai_ops.funding import Means
from ai_ops.images.table import IMAGE_MODELS, STANDARD_QUALITY, final_size
from ai_ops.models import ModelChoice
from ai_ops.retirements import Ends, Retirement
from byok import shapes
from byok.models import ProviderKey
from credits import prices

TITLES: Final = {"anthropic": _("Text"), "openai": _("Images")}
QUALITIES: Final = (("draft", _("Draft")), ("standard", _("Standard")), ("high", _("High")))
AT_A_GLANCE: Final = 12
"""Models of an own key that are shown at once; more stand behind a line that opens."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a run of an operation takes on credits: with the model that stands now, and with the row's."""

    label: str | Promise
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Row:
    """A model that may be chosen. `value` is what the form sends; `size` is the largest picture, in pixels."""

    model: Model
    value: str
    is_chosen: bool
    is_standard: bool = False
    is_gone: bool = False
    prices: Sequence[Price] = ()

    @property
    def size(self) -> tuple[int, int] | None:
        """Return the largest picture that an image model makes, or None."""
        image = IMAGE_MODELS.get(self.model.id)
        return final_size("landscape", image.sizes["landscape"]) if image else None


@dataclass(frozen=True, slots=True)
class Card:
    """One provider's models.

    `gone` is a model that was chosen for runs on credits and is no longer in the catalogue.
    """

    provider: str
    operations: Sequence[Operation]
    standard: Model
    credits_model: Model
    on_credits: Sequence[Row]
    key: ProviderKey | None
    on_own_key: Sequence[Row]
    quality: str
    gone: str
    ending: Sequence[Retirement]
    error: str = ""

    @property
    def title(self) -> str | Promise:
        return TITLES[self.provider]

    @property
    def label(self) -> str:
        """Return the provider's name."""
        return shapes.SHAPES[self.provider].label

    @property
    def is_key_in_use(self) -> bool:
        """Return whether new runs are on the own key."""
        return self.key is not None and not self.key.is_paused

    @property
    def follows_credits(self) -> bool:
        """Return whether runs on the own key are on the same model as those on credits."""
        return not any(row.is_chosen for row in self.on_own_key)

    @property
    def is_listed(self) -> bool:
        """Return whether the provider has listed models for the own key."""
        return bool(self.key and self.key.listed)

    @property
    def has_list_prices(self) -> bool:
        """Return whether the list price of any of the own key's models is known."""
        return any(row.model.input_price is not None for row in self.on_own_key)

    @property
    def is_credits_model_missing(self) -> bool:
        """Return whether the provider does not list the model of runs on credits for the own key."""
        return self.is_listed and self.credits_model.id not in {row.model.id for row in self.on_own_key}

    @property
    def at_a_glance(self) -> Sequence[Row]:
        """Return the own key's models that are shown at once, the chosen one among them."""
        return [row for place, row in enumerate(self.on_own_key) if place < AT_A_GLANCE or row.is_chosen]

    @property
    def more(self) -> Sequence[Row]:
        """Return the own key's other models."""
        return [row for row in self.on_own_key if row not in self.at_a_glance]

    @property
    def qualities(self) -> Sequence[tuple[str, str | Promise]]:
        """Return the qualities to choose from; text has none."""
        return QUALITIES if self.provider == "openai" else ()


def cards(means: Means, *, at: datetime) -> list[Card]:
    """Return the card of text and that of images, in two queries."""
    ends, staff_prices = retirements.platform_ends(), prices.all_prices()
    ending = retirements.coming(means, at=at, ends=ends)
    return [_card(provider, means, staff_prices, ends, ending, today=at.date()) for provider in TITLES]


def refuse(card: Card, error: str, wish: choosing.Wish) -> Card:
    """Return a card as it was sent, with why nothing of it was written down."""
    return replace(
        card,
        error=error,
        on_credits=_chosen_again(card.on_credits, wish.credits_model),
        on_own_key=_chosen_again(card.on_own_key, wish.own_key_model),
        quality=wish.quality if wish.quality in dict(QUALITIES) else card.quality,
    )


def _chosen_again(rows: Sequence[Row], value: str | None) -> Sequence[Row]:
    if value not in {row.value for row in rows}:
        return rows
    return [replace(row, is_chosen=row.value == value) for row in rows]


def _card(
    provider: str,
    means: Means,
    staff_prices: dict[str, int],
    ends: Ends,
    ending: Sequence[Retirement],
    *,
    today: date,
) -> Card:
    choice, key = means.choices.get(provider), means.keys.get(provider)
    operations = [each for each in registry.all_operations() if each.provider == provider]
    standard, present = choices.standard(provider), means.credits_model(provider)
    offered = choosing.for_credits(provider, today=today)
    offered += [] if present.id in {each.id for each in offered} else [present]
    chosen = choice.credits_model if choice else ""
    return Card(
        provider=provider,
        operations=operations,
        standard=standard,
        credits_model=present,
        on_credits=[
            Row(
                replace(each, retires_on=ends.get(each.id) or each.retires_on),
                "" if each.id == standard.id else each.id,
                is_chosen=each.id == present.id,
                is_standard=each.id == standard.id,
                prices=_prices(operations, staff_prices, present=present, wanted=each),
            )
            for each in offered
        ],
        key=key,
        on_own_key=_own_rows(key, choice, today=today) if key else [],
        quality=(choice.quality if choice else "") or STANDARD_QUALITY,
        gone=chosen if chosen not in ("", present.id) else "",
        ending=[each for each in ending if each.model.provider == provider],
    )


def _prices(
    operations: Sequence[Operation], staff_prices: dict[str, int], *, present: Model, wanted: Model
) -> list[Price]:
    base = {each.slug: staff_prices.get(each.slug, each.credits) for each in operations}
    return [
        Price(each.label, base[each.slug] * present.multiplier, base[each.slug] * wanted.multiplier)
        for each in operations
    ]


def _own_rows(key: ProviderKey, choice: ModelChoice | None, *, today: date) -> list[Row]:
    """Return the models of an own key, with the chosen one where the provider lists it no longer."""
    chosen = choice.own_key_model if choice else ""
    offered = choosing.for_own_key(key, today=today)
    rows = [Row(each, each.id, is_chosen=each.id == chosen) for each in offered]
    if chosen and chosen not in {each.id for each in offered}:
        rows.insert(0, Row(choices.model_listed(key, chosen), chosen, is_chosen=True, is_gone=True))
    return rows


@dataclass(frozen=True, slots=True)
class Line:
    """One provider's models in short. `own_model` is None without an own key; `quality` is empty for text."""

    title: str | Promise
    credits_model: Model
    own_model: Model | None
    quality: str | Promise


def summary(means: Means, *, at: datetime) -> dict[str, Any]:
    """Return what `settings/models_summary.html` shows of a tenant's models, in one query at most."""
    lines = [_line(provider, means) for provider in TITLES]
    return {"model_lines": lines, "ending": retirements.coming(means, at=at)}


def _line(provider: str, means: Means) -> Line:
    choice, key = means.choices.get(provider), means.keys.get(provider)
    quality = dict(QUALITIES).get((choice.quality if choice else "") or STANDARD_QUALITY, "")
    return Line(
        title=TITLES[provider],
        credits_model=means.credits_model(provider),
        own_model=choices.on_own_key(key, choice) if key else None,
        quality=quality if provider == "openai" else "",
    )
