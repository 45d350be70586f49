"""Plain facts: what anybody would ask of a table, remarkable or not."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates.base import Candidate, Surroundings
from ai_ops.facts.profile import ColumnProfile, Role
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

KIND: Final = "statistic"
MOST_COLUMNS: Final = 12


def find(around: Surroundings) -> Iterator[Candidate]:
    """Yield the rows, the statistics of measures, the categories of dimensions, and what is missing."""
    columns = around.profile.columns
    yield stated("rows", around, around.profile.time or columns[0].name, unit="rows")
    for column in islice((each for each in columns if each.role == Role.MEASURE), MOST_COLUMNS):
        yield from of_measure(column, around)
    for column in islice((each for each in columns if each.role == Role.DIMENSION), MOST_COLUMNS):
        yield stated("different", around, column.name, unit="values")
    for column in islice((each for each in columns if each.nulls), MOST_COLUMNS):
        yield stated("missing", around, column.name, unit="%")


def of_measure(column: ColumnProfile, around: Surroundings) -> Iterator[Candidate]:
    """Yield mean, highest, lowest and, where rows have an order of time, the last value of a measure."""
    values = in_time(around.frame, column.name, around.profile.time)
    known = np.flatnonzero(np.isfinite(values))
    if not len(known):
        return
    yield stated("mean", around, column.name, unit=column.unit)
    if around.profile.time:
        yield stated("last", around, column.name, unit=column.unit, row=int(known[-1]))
    for which, place in (("highest", np.argmax(values[known])), ("lowest", np.argmin(values[known]))):
        yield stated(which, around, column.name, unit=column.unit, row=int(known[place]))


def stated(which: str, around: Surroundings, column: str, *, unit: str, row: int | None = None) -> Candidate:
    """Return a statistic as a candidate without strength."""
    recipe = {"function": KIND, "which": which, "column": column, "time": around.profile.time}
    return Candidate(KIND, 0.0, (column,), recipe, unit, None if row is None else (row, row))


def in_time(frame: pl.DataFrame, column: str, time: str) -> Floats:
    """Return a column's numbers in order of time, none averaged, or in the file's order without a time."""
    values = series.numbers(frame, column)
    return values[series.in_order(series.moments(frame, time))] if time else values


def mean(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return the mean, the median, the standard deviation, and how many values there are."""
    known = known_of(frame, column)
    spread = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    return {
        "value": float(known.mean()),
        "median": float(np.median(known)),
        "spread": spread,
        "n": float(len(known)),
    }


def highest(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return the highest value, and in how many rows it stands."""
    known = known_of(frame, column)
    return {"value": float(known.max()), "times": float(np.count_nonzero(known == known.max()))}


def lowest(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return the lowest value, and in how many rows it stands."""
    known = known_of(frame, column)
    return {"value": float(known.min()), "times": float(np.count_nonzero(known == known.min()))}


def last(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return the last known value, and the one before it if there is one."""
    values = in_time(frame, column, time)
    known = values[np.isfinite(values)]
    former = {"before": float(known[-2])} if len(known) > 1 else {}
    return {"value": float(known[-1]), **former}


def missing(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return the share in % of the rows without a value, their number, and that of all rows."""
    values = series.find(frame, column)
    return {
        "value": 100 * values.null_count() / len(values),
        "missing": float(values.null_count()),
        "rows": float(len(values)),
    }


def different(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return how many different values there are, and how many rows have one."""
    known = series.find(frame, column).drop_nulls()
    return {"value": float(known.n_unique()), "rows": float(len(known))}


def rows_of_table(frame: pl.DataFrame, column: str, time: str) -> Numbers:
    """Return how many rows the table has."""
    return {"value": float(len(series.find(frame, column)))}


def known_of(frame: pl.DataFrame, column: str) -> Floats:
    """Return the known numbers of a column, the lowest first, so that a sum is the same in any order of rows."""
    values = series.numbers(frame, column)
    return np.sort(values[np.isfinite(values)])


STATISTICS: Final[dict[str, Callable[[pl.DataFrame, str, str], Numbers]]] = {
    "mean": mean,
    "highest": highest,
    "lowest": lowest,
    "last": last,
    "missing": missing,
    "different": different,
    "rows": rows_of_table,
}


@register
def statistic(frame: pl.DataFrame, which: str, column: str, *, time: str) -> Numbers:
    """Return one of the statistics of a column, by name."""
    return STATISTICS[which](frame, column, time)
