"""A trend: the values rise or fall over the whole period."""

import math
from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates import bins, level_shift
from ai_ops.facts.candidates.association import correlate, follow
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

FEWEST = 10
CLEAR = 4.0  # standard deviations of Mann and Kendall's S
EXPLAINED = 0.3
MOST_BINS = 200


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the trend of a measure, unless it is one step."""
    size = max(bins.bin_size(len(measure.whole), period=measure.period), len(measure.whole) // MOST_BINS + 1)
    binned = bins.means(measure.whole, size)
    if len(binned) < FEWEST or np.isfinite(measure.values).sum() < FEWEST:
        return
    line = correlate(np.arange(len(binned), dtype=np.float64), binned)
    clear = abs(kendall(binned))
    if clear >= CLEAR and line**2 >= EXPLAINED and not looks_like_step(binned):
        recipe = measure.recipe("trend")
        yield Candidate(
            "trend", min(clear / 10, 1.0), (measure.name,), recipe, measure.unit, (0, len(measure.values) - 1)
        )


def looks_like_step(values: Floats) -> bool:
    """Return whether one step explains the values better than a line."""
    return len(values) >= 2 * level_shift.SIDE and level_shift.is_step(values, level_shift.split(values)[0])


def kendall(values: Floats) -> float:
    """Return Mann and Kendall's S in standard deviations (Kendall 1975), thinned for values that follow each other."""
    count = len(values)
    signs = np.sign(values[None, :] - values[:, None])
    rising = float(np.triu(signs).sum())
    steady = min(max(follow(np.diff(values)), 0.0), 0.9)
    factor = math.sqrt((1 + steady) / (1 - steady))
    return rising / math.sqrt(count * (count - 1) * (2 * count + 5) / 18) / factor


@register
def trend(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return how far the least-squares line climbs, its start and end, its climb a row, and the share it explains."""
    values = series.series(frame, column, time).values
    places = np.flatnonzero(np.isfinite(values)).astype(np.float64)
    known = values[np.isfinite(values)]
    if len(known) < FEWEST // 2:
        raise ValueError("There are too few values for a line.")
    away = places - places.mean()
    slope = float(away @ known / (away @ away))
    centred = known - known.mean()
    explained = slope**2 * float(away @ away) / max(float(centred @ centred), 1e-300)
    start = float(known.mean() - slope * places.mean())
    climb = slope * (len(values) - 1)
    return {"value": climb, "start": start, "end": start + climb, "a_row": slope, "explained": explained}
