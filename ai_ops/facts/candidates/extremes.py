"""What spikes and dips share: where the values leave what is usual, and how far."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates.base import Candidate, Measure
from ai_ops.facts.recipes import Numbers

Floats = NDArray[np.float64]

BESIDE = 15  # rows on each side
LONGEST = 12  # rows; what lasts longer is a level
MOST = 5
FEWEST = 12


def find(measure: Measure, kind: str, *, sign: int) -> Iterator[Candidate]:
    """Yield the candidates that leave the usual upwards (1) or downwards (-1)."""
    if measure.is_empty or len(measure.values) < FEWEST:
        return
    for event in sorted(measure.events, key=lambda each: -each.score)[: 2 * MOST]:
        if event.last - event.first < LONGEST and direction(measure.values, event.first, event.last) == sign:
            recipe = measure.recipe(kind, first=event.first, last=event.last)
            yield Candidate(kind, event.score, (measure.name,), recipe, measure.unit, (event.first, event.last))


def direction(values: Floats, first: int, last: int) -> int:
    """Return 1 for rows that go further up than down from what is usual, -1 for down, 0 where none is known."""
    rows, middle = values[first : last + 1], usual(values, first, last)
    if not np.isfinite(rows).any():
        return 0
    return int(np.sign(extreme(rows, 1) + extreme(rows, -1) - 2 * middle))


def extreme(values: Floats, sign: int) -> float:
    """Return the highest known value, or the lowest."""
    return float(np.nanmax(values) if sign > 0 else np.nanmin(values))


def usual(values: Floats, first: int, last: int) -> float:
    """Return the median of the known values beside some rows, not among them."""
    beside = np.concatenate([values[max(0, first - BESIDE) : first], values[last + 1 : last + 1 + BESIDE]])
    known = beside[np.isfinite(beside)]
    return float(np.median(known)) if len(known) else 0.0


def compute(frame: pl.DataFrame, column: str, time: str, *, rows: tuple[int, int], sign: int) -> Numbers:
    """Return the extreme value of some rows, what is usual beside them, and the difference."""
    values = series.series(frame, column, time).values
    first, last = rows
    value, usual_value = extreme(values[first : last + 1], sign), usual(values, first, last)
    return {"value": value, "usual": usual_value, "change": value - usual_value}
