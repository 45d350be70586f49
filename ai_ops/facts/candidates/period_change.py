"""Period over period: the last period beside the one before."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates import bins
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

FEWEST = 12
LEAST = 0.05  # of the former mean
ERRORS = 3.0


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the change from the period before to the last one, if it is more than the usual to and fro."""
    length = measure.period or len(measure.values) // 4
    if len(measure.whole) < FEWEST or len(measure.whole) < 3 * length:
        return
    means = np.array([measure.whole[len(measure.whole) - (at + 1) * length :][:length].mean() for at in range(2)])
    change, errors = means[0] - means[1], usual_change(measure.whole, length)
    if abs(change) > ERRORS * errors and abs(change) > LEAST * abs(means[1]):
        rows = len(measure.values)
        recipe = measure.recipe("period_change", length=length)
        strength = min(abs(change) / errors / 20, 1.0)
        yield Candidate("period_change", strength, (measure.name,), recipe, "%", (rows - 2 * length, rows - 1))


def usual_change(values: Floats, length: int) -> float:
    """Return how much the mean of a period usually differs from that of the one before."""
    earlier = bins.means(values[len(values) % length :], length)[:-1]
    by_noise = float(bins.noise(values) * np.sqrt(2 / length))
    return max(float(np.median(np.abs(np.diff(earlier)))) if len(earlier) > 2 else 0.0, by_noise, 1e-12)  # noqa: PLR2004


@register
def period_change(frame: pl.DataFrame, column: str, time: str, *, length: int) -> Numbers:
    """Return the change in % of the mean of the last `length` rows from that of as many before, and both means."""
    values = series.series(frame, column, time).values
    last, before = float(np.nanmean(values[-length:])), float(np.nanmean(values[-2 * length : -length]))
    return {"value": 100 * (last - before) / abs(before) if before else 0.0, "last": last, "before": before}
