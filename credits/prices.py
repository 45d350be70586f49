"""What a run costs: staff's price, or else the operation's own. Prices are in credits a run."""

from django.db import transaction
from django.http import HttpRequest

from credits.models import Price
from tenants import audit


def price_of(operation: str, *, default: int) -> int:
    """Return staff's price of the operation, or `default` where they set none."""
    price = Price.objects.filter(pk=operation).values_list("credits", flat=True).first()
    return default if price is None else price


def all_prices() -> dict[str, int]:
    """Return staff's prices by operation: the overrides only, in one query."""
    return dict(Price.objects.values_list("operation", "credits"))


def set_price(operation: str, credits: int, *, request: HttpRequest | None = None) -> bool:
    """Set staff's price for runs from now on, and record it; return whether that changed anything.

    A run keeps the price that it was queued with.
    """
    with transaction.atomic():
        price, is_new = Price.objects.select_for_update().get_or_create(pk=operation, defaults={"credits": credits})
        if not is_new and price.credits == credits:
            return False
        detail = {"credits": credits, "before": None if is_new else price.credits}
        Price.objects.filter(pk=operation).update(credits=credits)
        audit.record("price.saved", target=operation, detail=detail, request=request)
    return True


def remove_price(operation: str, *, request: HttpRequest | None = None) -> bool:
    """Go back to the operation's own price, and record it; return whether there was another."""
    with transaction.atomic():
        price = Price.objects.select_for_update().filter(pk=operation).first()
        if price is None:
            return False
        price.delete()
        audit.record("price.deleted", target=operation, detail={"before": price.credits}, request=request)
    return True
