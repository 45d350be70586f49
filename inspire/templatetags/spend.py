"""Tags for the page of own-key spend: amounts in words, and bars of them."""

from decimal import Decimal
from typing import Any, Final

from django import template

from ai_ops.list_prices import ListPrice
from byok import money
from byok.money import CENT
from byok.spend_limits import LimitUse

register = template.Library()

PLACES: Final = Decimal("0.01")


@register.filter
def cents(amount: int) -> str:
    """Return an amount of cents: $1,250.00."""
    return money.of_cents(amount)


@register.filter
def typed(amount: int | None) -> str:
    """Return an amount of cents as a person types it into a form: 1250.00, or nothing."""
    return "" if amount is None else f"{amount // 100}.{amount % 100:02}"


@register.filter
def per_million(price: Decimal) -> str:
    """Return a list price in dollars, with two decimal places or as many as it has."""
    return f"${price.quantize(PLACES) if price == price.quantize(PLACES) else price.normalize():f}"


@register.filter
def list_price(price: ListPrice) -> str:
    """Return the list price of a million tokens in and out: $0.10 / $0.50."""
    return f"{per_million(price.input)} / {per_million(price.output)}"


@register.inclusion_tag("partials/meter.html")
def spend_bar(use: LimitUse, line_cents: int) -> dict[str, Any]:
    """Return a bar of what a month has cost against a line in cents."""
    reached = f"{100 * use.microdollars / max(line_cents * CENT, 1):.2f}"
    return {"used": reached, "reached": reached}
