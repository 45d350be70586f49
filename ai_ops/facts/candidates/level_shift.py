"""A level shift: the mean moves at one row and stays."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates import bins
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

FEWEST = 24
SIDE = 6  # bins on each side
STRONG = 8.0
BETTER = 0.6  # of the squares about the mean must be left out, and fewer be left than about a line


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the clearest level shift of a measure."""
    size = bins.bin_size(len(measure.whole), period=measure.period)
    binned = bins.means(measure.whole, size)
    if len(measure.whole) < FEWEST or len(binned) < 2 * SIDE:
        return
    place, strength = split(binned)
    if strength >= STRONG and is_step(binned, place):
        at = measure.start + place * size
        recipe = measure.recipe("level_shift", at=at)
        yield Candidate(
            "level_shift", strength / 10, (measure.name,), recipe, measure.unit, (at, len(measure.values) - 1)
        )


def split(values: Floats) -> tuple[int, float]:
    """Return where the means before and after differ most, and by how many standard errors."""
    count = len(values)
    places = np.arange(SIDE, count - SIDE + 1)
    sums = np.cumsum(values)
    before = sums[places - 1] / places
    after = (sums[-1] - sums[places - 1]) / (count - places)
    errors = max(bins.noise(values), 1e-9 * np.abs(values).max()) * np.sqrt(1 / places + 1 / (count - places))
    strength = np.abs(after - before) / np.maximum(errors, 1e-12)
    best = int(np.argmax(strength))
    return int(places[best]), float(strength[best])


def is_step(values: Floats, place: int) -> bool:
    """Return whether two levels explain the values well, and better than a straight line does."""
    left = squares(values[:place] - values[:place].mean()) + squares(values[place:] - values[place:].mean())
    line = np.polyval(np.polyfit(np.arange(len(values)), values, 1), np.arange(len(values)))
    return left < (1 - BETTER) * squares(values - values.mean()) and left < 0.8 * squares(values - line)


def squares(values: Floats) -> float:
    """Return the sum of squares."""
    return float(values @ values)


@register
def level_shift(frame: pl.DataFrame, column: str, time: str, *, at: int) -> Numbers:
    """Return how far the mean from row `at` on lies from the mean before it."""
    values = series.series(frame, column, time).values
    before, after = float(np.nanmean(values[:at])), float(np.nanmean(values[at:]))
    return {"value": after - before, "before": before, "after": after}
