"""Seasonality: the values repeat after so many rows."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import scores, series
from ai_ops.facts.candidates.base import LOOKED_AT, Candidate, Measure
from ai_ops.facts.recipes import Numbers, register
from ai_ops.facts.scoring.periods import correlations, detrended, find_period

Floats = NDArray[np.float64]

FEWEST = 12


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the cycle of a measure."""
    if len(measure.whole) < FEWEST or not measure.period:
        return
    strength = cycle_strength(measure.whole, measure.period)
    recipe = measure.recipe("seasonality")
    yield Candidate("seasonality", strength, (measure.name,), recipe, "rows", (0, len(measure.values) - 1))


def cycle_strength(values: Floats, period: int) -> float:
    """Return the correlation of the values with those a period earlier, in levels or in steps, 0 to 1."""
    late = values[-LOOKED_AT:]
    strengths = [float(correlations(each)[period]) for each in (detrended(late), np.diff(late))]
    return min(max(*strengths, 0.0), 1.0)


@register
def seasonality(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return the period in rows and how strong it is."""
    values = series.series(frame, column, time).values
    whole = scores.filled(values[int(np.flatnonzero(np.isfinite(values))[0]) :])
    period = find_period(whole[-LOOKED_AT:])
    return {"value": float(period), "strength": cycle_strength(whole, period) if period else 0.0}
