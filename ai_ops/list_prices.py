"""The providers' list prices, with the days from which they hold, and what tokens cost by them.

A price that changes is a new line here: what was written down before keeps the price of its day.
Models that have no line, all image models among them, have no known price.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

MILLION: Final = Decimal(1_000_000)


class Counts(Protocol):
    """Tokens that a provider counted, the four kinds apart."""

    @property
    def input(self) -> int: ...

    @property
    def output(self) -> int: ...

    @property
    def cache_write(self) -> int: ...

    @property
    def cache_read(self) -> int: ...


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A model's price from a day on, in US dollars for a million tokens of each kind.

    Where the provider's price for the cache is not known, its tokens count as input.
    """

    provider: str
    model: str
    since: date
    input: Decimal
    output: Decimal
    cache_write: Decimal | None = None
    cache_read: Decimal | None = None

    def cost_of(self, usage: Counts) -> Decimal:
        """Return what tokens cost, in US dollars."""
        return self._microdollars(usage) / MILLION

    def microdollars_of(self, usage: Counts) -> int:
        """Return what tokens cost, in millionths of a US dollar, rounded half up."""
        return int(self._microdollars(usage).quantize(Decimal(1), ROUND_HALF_UP))

    def _microdollars(self, usage: Counts) -> Decimal:
        """Dollars for a million tokens are millionths of a dollar for one."""
        write = self.input if self.cache_write is None else self.cache_write
        read = self.input if self.cache_read is None else self.cache_read
        cached = usage.cache_write * write + usage.cache_read * read
        return usage.input * self.input + usage.output * self.output + cached


_NOVEMBER_2026: Final = date(2026, 11, 1)

PRICES: Final = (
    ListPrice("anthropic", "claude-haiku-5-5", _NOVEMBER_2026, Decimal("0.10"), Decimal("0.50")),
    ListPrice("anthropic", "claude-sonnet-5-5", _NOVEMBER_2026, Decimal(2), Decimal(10)),
    ListPrice("anthropic", "claude-opus-5-5", _NOVEMBER_2026, Decimal(4), Decimal(20)),
)


def prices_between(model: str, *, provider: str, first: date, last: date) -> tuple[ListPrice, ...]:
    """Return the list prices that a model had from one day to another, the earliest first."""
    before = price_of(model, provider=provider, on=first)
    later = [each for each in _prices_of(model, provider) if first < each.since <= last]
    return (*([before] if before else []), *later)


def price_of(model: str, *, provider: str, on: date) -> ListPrice | None:
    """Return a model's list price on a day, or None where it is not known."""
    return next((each for each in reversed(_prices_of(model, provider)) if each.since <= on), None)


def _prices_of(model: str, provider: str) -> list[ListPrice]:
    prices = [each for each in PRICES if (each.provider, each.model) == (provider, model)]
    return sorted(prices, key=lambda each: each.since)
