"""A dip: a few values far below what is usual beside them."""

from collections.abc import Iterator

import polars as pl

from ai_ops.facts.candidates import extremes
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers, register


def find(measure: Measure) -> Iterator[Candidate]:
    """Yield the dips of a measure."""
    yield from extremes.find(measure, "dip", sign=-1)


@register
def dip(frame: pl.DataFrame, column: str, time: str, *, first: int, last: int) -> Numbers:
    """Return the lowest value of the rows, what is usual beside them, and the difference."""
    return extremes.compute(frame, column, time, rows=(first, last), sign=-1)
