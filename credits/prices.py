"""What a run costs: staff's price, or else the operation's own. Prices are in credits a run."""

from credits.models import Price


def price_of(operation: str, *, default: int) -> int:
    """Return staff's price of the operation, or `default` where they set none."""
    price = Price.objects.filter(pk=operation).values_list("credits", flat=True).first()
    return default if price is None else price


def all_prices() -> dict[str, int]:
    """Return staff's prices by operation: the overrides only, in one query."""
    return dict(Price.objects.values_list("operation", "credits"))
