"""What is offered: each operation with what it makes and what a run costs now."""

from dataclasses import dataclass

from ai_ops import funding, registry
from ai_ops.base import Operation
from credits import prices
from credits.models import Funding
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Offer:
    """An operation on offer.

    `price` is what a run takes now, in credits: nothing on an own key. `credits_price` is what it
    takes on credits, with the model chosen for them.
    """

    operation: Operation
    about: str
    funding: Funding
    price: int
    credits_price: int


def all_offers(tenant: Tenant, *, means: funding.Means | None = None) -> list[Offer]:
    """Return every operation with its price for a tenant, in three queries; in one where its means were read before."""
    means, staff_prices = means or funding.means_of(tenant), prices.all_prices()
    return [_offer(each, means, staff_prices) for each in registry.all_operations()]


def _offer(operation: Operation, means: funding.Means, staff_prices: dict[str, int]) -> Offer:
    multiplier = means.credits_model(operation.provider).multiplier
    on_credits = staff_prices.get(operation.slug, operation.credits) * multiplier
    is_own = means.key_in_use(operation.provider) is not None
    return Offer(
        operation,
        about(operation),
        funding=Funding.OWN_KEY if is_own else Funding.CREDITS,
        price=0 if is_own else on_credits,
        credits_price=on_credits,
    )


def about(operation: Operation) -> str:
    """Return what an operation makes, in one line."""
    return (operation.__doc__ or "").strip().partition("\n")[0]
