"""A flatline: the same value again and again, where values otherwise change."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from ai_ops.facts import series
from ai_ops.facts.candidates import lasting
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register
from ai_ops.facts.scoring.runs import LEAST_BEGUN

SHORTEST = 3


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the flatlines of a measure."""
    same = np.concatenate([[False], np.diff(measure.values) == 0])
    for first, last, surprise in lasting.longest_runs(same, least=LEAST_BEGUN):
        if last - first >= SHORTEST - 1:
            recipe = measure.recipe("flatline", first=first - 1, last=last)
            yield Candidate("flatline", min(surprise / 10, 1.0), (measure.name,), recipe, "rows", (first - 1, last))


@register
def flatline(frame: pl.DataFrame, column: str, time: str, *, first: int, last: int) -> Numbers:
    """Return how many of the rows hold the first one's value, and that value."""
    values = series.series(frame, column, time).values[first : last + 1]
    return {"value": float(np.count_nonzero(values == values[0])), "level": float(values[0])}
