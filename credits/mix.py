"""What a number of credits is enough for: an example of a month's runs, of every operation at once.

Equal numbers of runs would leave nearly all credits to the dearest operation, and equal credits
would give the cheapest one hundreds of runs. The mix stands between: an operation's share of the
credits grows with the square root of its price. Whole runs come of it by the largest remainders
(Hamilton's method of apportionment).
"""

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import Final

SCALE: Final = 10**12
"""Roots are taken of the price times this: six decimal places, in whole numbers."""


def example_mix(credits: int, prices: Mapping[str, int]) -> dict[str, int]:
    """Return runs by operation that cost no more than `credits`; `prices` are in credits a run.

    As many operations as can have a run each are in it, cheapest first, and a dearer one never
    has more runs than a cheaper one. What is left over is less than the lowest price. What is
    free or dearer than all the credits is left out; without anything else, the mix is empty.
    """
    runs = _one_each(credits, prices)
    if not runs:
        return {}
    rest = credits - _cost(runs, prices)
    for name, more in _shares(rest, {name: prices[name] for name in runs}).items():
        runs[name] += more
    cheapest = next(iter(runs))
    runs[cheapest] += (credits - _cost(runs, prices)) // prices[cheapest]
    return runs


def _one_each(credits: int, prices: Mapping[str, int]) -> dict[str, int]:
    """Return one run of each operation, cheapest first, as long as credits are left."""
    runs: dict[str, int] = {}
    for name in sorted((name for name in prices if prices[name] > 0), key=prices.__getitem__):
        credits -= prices[name]
        if credits < 0:
            break
        runs[name] = 1
    return runs


def _shares(credits: int, prices: Mapping[str, int]) -> dict[str, int]:
    """Return whole runs for the shares of the credits, rounded up where a remainder is large and fits."""
    roots = {name: isqrt(price * SCALE) for name, price in prices.items()}
    whole = sum(roots.values())
    exact = {name: Fraction(credits * roots[name], whole * price) for name, price in prices.items()}
    runs = {name: int(share) for name, share in exact.items()}
    left = credits - _cost(runs, prices)
    for name in sorted(prices, key=lambda name: runs[name] - exact[name]):
        if prices[name] <= left:
            left -= prices[name]
            runs[name] += 1
    return runs


def _cost(runs: Mapping[str, int], prices: Mapping[str, int]) -> int:
    return sum(count * prices[name] for name, count in runs.items())


def about(runs: int) -> int:
    """Return a number of runs as one says it: rounded down to its first two digits. 134 is about 130."""
    step: int = 10 ** max(len(str(runs)) - 2, 0)
    return runs // step * step
