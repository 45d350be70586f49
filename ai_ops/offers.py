"""What is offered: each operation with what it makes and what a run costs now."""

from dataclasses import dataclass

from ai_ops import funding, registry
from ai_ops.base import Operation
from credits import prices


@dataclass(frozen=True, slots=True)
class Offer:
    """An operation on offer. `price` is in credits, for the model that runs use now."""

    operation: Operation
    about: str
    price: int


def all_offers() -> list[Offer]:
    """Return every operation with its price, in one query."""
    staff_prices = prices.all_prices()
    return [
        Offer(each, about(each), staff_prices.get(each.slug, each.credits) * funding.model_of(each.provider).multiplier)
        for each in registry.all_operations()
    ]


def about(operation: Operation) -> str:
    """Return what an operation makes, in one line."""
    return (operation.__doc__ or "").strip().partition("\n")[0]
