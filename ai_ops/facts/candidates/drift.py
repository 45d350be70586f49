"""Drift: the spread of the values, or their cycle, is another at the end than at the start."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import scores, series
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

FEWEST = 60
TIMES = 2.0
CYCLES = 6
ALIKE = 0.5


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield a changed cycle and a changed spread."""
    span = (0, len(measure.values) - 1)
    if measure.period and len(measure.whole) >= CYCLES * measure.period:
        found = compare_cycles(measure.whole, measure.period)
        if is_other(found["value"]) or found["alike"] < ALIKE:
            recipe = measure.recipe("changed_seasonality", period=measure.period)
            yield Candidate("changed_seasonality", 0.7, (measure.name,), recipe, "times", span)
    if len(measure.whole) >= FEWEST and is_other(compare_spreads(measure.whole)["value"]):
        yield Candidate("drift", 0.5, (measure.name,), measure.recipe("drift"), "times", span)


def is_other(ratio: float) -> bool:
    """Return whether a ratio is far from 1."""
    return ratio > TIMES or 0 < ratio < 1 / TIMES


def compare_cycles(values: Floats, period: int) -> Numbers:
    """Return how many times as wide the cycle is in the second half, and how alike the two halves' cycles are."""
    count = len(values) // period
    cycles = values[len(values) - count * period :].reshape(count, period)
    cycles = cycles - cycles.mean(axis=1, keepdims=True)
    first, second = np.median(cycles[: count // 2], axis=0), np.median(cycles[count // 2 :], axis=0)
    wide, wider = float(first.std()), float(second.std())
    alike = float((first * second).mean() / (wide * wider)) if wide and wider else 0.0
    return {"value": wider / wide if wide else 0.0, "alike": alike}


def compare_spreads(values: Floats) -> Numbers:
    """Return how many times as large the usual step is in the last third as in the first."""
    third = len(values) // 3
    first, last = (float(np.mean(np.abs(np.diff(part)))) for part in (values[:third], values[-third:]))
    return {"value": last / first if first else 0.0, "before": first, "after": last}


def whole(frame: pl.DataFrame, column: str, time: str) -> Floats:
    """Return a series from its first known value on, without gaps."""
    values = series.series(frame, column, time).values
    return scores.filled(values[int(np.flatnonzero(np.isfinite(values))[0]) :])


@register
def changed_seasonality(frame: pl.DataFrame, column: str, time: str, *, period: int) -> Numbers:
    """Return how many times as wide the cycle of so many rows is in the second half, and how alike the halves are."""
    return compare_cycles(whole(frame, column, time), period)


@register
def drift(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return how many times as large the usual step is in the last third as in the first, and both."""
    return compare_spreads(whole(frame, column, time))
