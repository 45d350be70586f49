"""Amounts that people can read: rounded thresholds, and lengths of time."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ai_ops.rules.columns import Column
from ai_ops.rules.model import DAY, HOUR, LARGEST

WAITS: Final = (
    *(5, 10, 30, 60, 120, 180, 300, 600, 900, 1800),
    *(HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY),
)
"""Lengths of time that a rule may wait, in seconds."""
FINENESS: Final = 100
TINIEST: Final = 1e-300


@dataclass(frozen=True)
class Amounts:
    """The known numbers of a column, sorted."""

    known: NDArray[np.float64]

    @cached_property
    def spread(self) -> float:
        """Return the distance of the quartiles, or a tenth of the range where they are one; 0 for a constant."""
        low, high = (float(each) for each in np.quantile(self.known, (0.25, 0.75)))
        return high - low or float(self.known[-1] - self.known[0]) / 10

    @cached_property
    def digits(self) -> int:
        """Return the decimals that thresholds are rounded to, below 0 for tens and hundreds."""
        width = float(self.known[-1] - self.known[0])
        return -math.floor(math.log10(max(width / FINENESS, TINIEST))) if width > 0 else 0

    def rounded(self, value: float) -> float:
        """Return a value as a number of few digits that a rule may hold."""
        return min(max(float(round(value, self.digits)) + 0.0, -LARGEST), LARGEST)

    def quantile(self, share: float) -> float:
        """Return a quantile, rounded."""
        return self.rounded(float(np.quantile(self.known, share)))

    @property
    def middle(self) -> float:
        return float(np.median(self.known))

    @cached_property
    def robust_spread(self) -> float:
        """Return 1.4826 times the median distance from the median: the standard deviation of normal values."""
        return 1.4826 * float(np.median(np.abs(self.known - self.middle)))


def amounts(column: Column) -> Amounts:
    """Return the known numbers of a column of numbers."""
    return Amounts(column.ordered)


def waits(step: int, *, steps: int) -> tuple[int, ...]:
    """Return the lengths of time from so many steps (in microseconds) on, the shortest first."""
    return tuple(each for each in WAITS if each * 1_000_000 >= steps * step)
