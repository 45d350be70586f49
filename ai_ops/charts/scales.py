"""Scales: where a value stands between a plot's two sides, and the round values to write beside it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ai_ops.charts.amounts import MINUS

MOST_TICKS: Final = 5
ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
NEAR: Final = 0.4  # of the highest value: from here on down, a scale begins at zero
FARTHEST: Final = 1e300
DECIMALS: Final = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high`, and evenly spaced round `ticks` between them, lowest first."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return where a value stands, from 0 (low) to 1 (high)."""
        return min(max((bounded(value) - self.low) / (self.high - self.low), 0.0), 1.0)


def bounded(value: float) -> float:
    """Return a value that can be calculated with: finite, and far from overflowing."""
    return min(max(value, -FARTHEST), FARTHEST)


def around(values: Iterable[float], *, most: int = MOST_TICKS) -> Scale:
    """Return a scale from a round value to a round one, both ticks, that holds all values.

    It begins at zero where that is near. Steps are 1, 2, 2.5 or 5 times a power of ten (after Heckbert 1990).
    """
    known = [bounded(value) for value in values if math.isfinite(value)] or [0.0]
    low, high = widened(min(known), max(known))
    step = round_step((high - low) / (most - 1))
    while math.ceil(high / step) - math.floor(low / step) >= most:
        step = round_step(step * 1.01)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(step * place for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def between(low: float, high: float, *, most: int = MOST_TICKS) -> Scale:
    """Return a scale from `low` to `high` exactly, with the round values that lie between them."""
    low, high = apart(bounded(low), bounded(high))
    step = round_step((high - low) / (most - 1))
    ticks = tuple(step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1))
    return Scale(low, high, ticks)


def widened(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a scale for these values: zero taken in where it is near, never one point."""
    if 0 < low < NEAR * high:
        low = 0.0
    if low * NEAR < high < 0:
        high = 0.0
    return apart(low, high)


def apart(low: float, high: float) -> tuple[float, float]:
    """Return two ends that differ enough to calculate with."""
    least = max(abs(low), abs(high), 1e-290) * 1e-9
    return (low, high) if high - low > least else (low - (abs(low) or 1.0) / 10, high + (abs(high) or 1.0) / 10)


def round_step(least: float) -> float:
    """Return the first of 1, 2, 2.5, 5, 10, 20, … (and 0.5, 0.25, …) that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((each * power for each in ROUND if each * power >= least * (1 - 1e-9)), ROUND[-1] * power)


def tick_text(value: float, scale: Scale) -> str:
    """Return a tick's value with as many decimals as its scale needs: 0.25, 1,500, 2.5M."""
    step = scale.ticks[1] - scale.ticks[0] if len(scale.ticks) > 1 else 1.0
    most = max(abs(scale.low), abs(scale.high))
    for size, suffix in ((1e12, "tn"), (1e9, "bn"), (1e6, "M")):
        if most >= size:
            return _with_decimals(value / size, step / size) + (suffix if value else "")
    return _with_decimals(value, step)


def _with_decimals(value: float, step: float) -> str:
    if abs(value) >= 1e6 or step < 1e-6:  # noqa: PLR2004 - too many digits for a scale
        return f"{value:.3g}".replace("-", MINUS)
    decimals = next((count for count in range(DECIMALS) if is_whole(step * 10**count)), DECIMALS)
    return f"{value:,.{decimals}f}".replace("-", MINUS) if round(value, decimals) else "0"


def is_whole(value: float) -> bool:
    """Return whether a number is whole, but for what calculating with floats leaves."""
    return abs(value - round(value)) < 1e-6 * max(abs(value), 1)
