"""A missing burst: values that are missing one after another."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from ai_ops.facts import series
from ai_ops.facts.candidates import lasting
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register

SHORTEST = 2


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the missing bursts of a measure."""
    for first, last, surprise in lasting.longest_runs(np.isnan(measure.values), least=0.001):
        if last - first >= SHORTEST - 1:
            recipe = measure.recipe("missing_burst", first=first, last=last)
            yield Candidate("missing_burst", min(surprise / 10, 1.0), (measure.name,), recipe, "rows", (first, last))


@register
def missing_burst(frame: pl.DataFrame, column: str, time: str, *, first: int, last: int) -> Numbers:
    """Return how many of the rows have no value, and how many have none in all."""
    values = series.series(frame, column, time).values
    return {
        "value": float(np.count_nonzero(np.isnan(values[first : last + 1]))),
        "in_all": float(np.count_nonzero(np.isnan(values))),
    }
