"""A group difference: the rows of one category lie far above or below the other rows in a measure.

Welch's t-test on each category with enough rows, all comparisons of a table adjusted together
(Benjamini and Hochberg 1995). Where rows have times, it is made on what a straight line over time
leaves, and rows of a group that follow each other count for less: groups that differ by a trend
alone are no finding. Where many rows share each moment, groups were there at the same times, so
time does not explain their difference, and rows count in full.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import categories, series
from ai_ops.facts.candidates import welch
from ai_ops.facts.candidates.base import Candidate, Surroundings
from ai_ops.facts.profile import Role
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

FEWEST = 12  # rows on each side
LARGE = 0.5  # standard deviations between the means: Cohen's medium effect
LEAST = 10.0  # % of the mean elsewhere
FROM_ZERO = 0.1  # standard deviations; nearer to 0 a share in % would say nothing
LIKELY = 0.01
MOST_CATEGORIES = 50
MOST_PLACES = 12
MOST_MEASURES, MOST_DIMENSIONS = 12, 8
MOST = 12


@dataclass(frozen=True)
class Order:
    """The places of rows in order of time, with their times; None where rows have no time."""

    rows: NDArray[np.int64] | None
    seconds: Floats | None

    @classmethod
    def of(cls, frame: pl.DataFrame, time: str) -> Self:
        """Return the order of a frame's rows by a column of times, "" for none."""
        if not time:
            return cls(None, None)
        seconds = series.moments(frame, time)
        rows = series.in_order(seconds)
        return cls(rows, seconds[rows])

    @cached_property
    def is_series(self) -> bool:
        """Return whether rows follow each other in time, rather than many sharing each moment."""
        return self.seconds is not None and len(self.seconds) <= series.SEVERAL * len(np.unique(self.seconds))

    def put[Values: (Floats, categories.Places)](self, values: Values) -> Values:
        """Return values in this order."""
        return values if self.rows is None else values[self.rows]


@dataclass(frozen=True)
class Groups:
    """A measure by category: rows, means here and elsewhere in the table, distance in standard deviations, and p.

    Distance and p are of what a line over time leaves; p is NaN for a category that cannot be compared.
    """

    counts: Floats
    here: Floats
    elsewhere: Floats
    effect: Floats
    p: Floats

    def percent(self, place: int) -> float:
        """Return how far a group's mean lies from that of the other rows, in % of that, 0 where that is 0."""
        here, elsewhere = float(self.here[place]), float(self.elsewhere[place])
        return 100 * (here - elsewhere) / abs(elsewhere) if elsewhere else 0.0


@dataclass(frozen=True)
class Comparison:
    """One category beside the other rows."""

    measure: str
    dimension: str
    place: int
    effect: float
    p: float
    is_large: bool


def find(around: Surroundings) -> Iterator[Candidate]:
    """Yield the largest of the differences that chance does not explain."""
    tried = sorted(comparisons(around), key=lambda one: (one.p, one.measure, one.dimension, one.place))
    sure = [(rank, one) for rank, one in enumerate(tried, start=1) if one.p * len(tried) / rank <= LIKELY]
    large = [(rank, one) for rank, one in sure if one.is_large]
    for rank, one in sorted(large, key=lambda each: -abs(each[1].effect))[:MOST]:
        recipe = {
            "function": "group_difference",
            "column": one.measure,
            "time": around.profile.time,
            "dimension": one.dimension,
            "place": one.place,
            "comparisons": len(tried),
            "rank": rank,
        }
        strength = abs(one.effect) / math.sqrt(one.effect**2 + 4)  # Cohen's d as a correlation
        yield Candidate("group_difference", strength, (one.measure, one.dimension), recipe, "%")


def comparisons(around: Surroundings) -> Iterator[Comparison]:
    """Yield each category with enough rows beside the other rows, in each measure."""
    chosen = dimensions(around)
    order = Order.of(around.frame, around.profile.time)
    names = [one.name for one in around.measures[:MOST_MEASURES]] if chosen else []
    measures = {name: left(around.frame, name, order) for name in names}
    for dimension in chosen:
        places = order.put(categories.places(series.find(around.frame, dimension)))
        for measure, (values, remains) in measures.items():
            yield from compared(measure, dimension, compare(values, remains, places, is_series=order.is_series))


def dimensions(around: Surroundings) -> list[str]:
    """Return the columns of categories that are few enough to be groups."""
    columns = (one for one in around.profile.columns if one.role == Role.DIMENSION)
    return [one.name for one in columns if one.distinct <= MOST_CATEGORIES][:MOST_DIMENSIONS]


def compared(measure: str, dimension: str, groups: Groups) -> Iterator[Comparison]:
    """Yield the comparisons of a measure by a dimension."""
    first = 1 if len(groups.counts) == 2 else 0  # noqa: PLR2004 - of two categories the second says it all
    for place in range(first, min(len(groups.counts), MOST_PLACES)):
        if np.isfinite(groups.p[place]):
            effect, p = float(groups.effect[place]), float(groups.p[place])
            yield Comparison(measure, dimension, place, effect, p, is_large(groups, place))


def is_large(groups: Groups, place: int) -> bool:
    """Return whether a difference is worth telling: beside the spread, and beside the mean elsewhere."""
    effect, apart = groups.effect[place], groups.here[place] - groups.elsewhere[place]
    return bool(
        abs(effect) >= LARGE
        and effect * apart > 0
        and abs(groups.elsewhere[place]) >= FROM_ZERO * abs(apart / effect)
        and abs(groups.percent(place)) >= LEAST
    )


def left(frame: pl.DataFrame, measure: str, order: Order) -> tuple[Floats, Floats]:
    """Return a measure in order of time, and what a straight line over time leaves of it."""
    values = order.put(series.numbers(frame, measure))
    return values, values if order.seconds is None else without_line(values, order.seconds)


def without_line(values: Floats, seconds: Floats) -> Floats:
    """Return values without their least-squares line over time, their mean kept."""
    known = np.isfinite(values)
    if not known.any():
        return values
    away = seconds - seconds[known].mean()
    on = np.where(known, away, 0.0)
    size = float((on * away).sum())
    return np.asarray(values - away * (float((on * np.where(known, values, 0.0)).sum()) / size if size else 0.0))


def compare(values: Floats, remains: Floats, places: categories.Places, *, is_series: bool) -> Groups:
    """Return a measure by category. Raises ValueError where there are too many categories."""
    count = int(places.max(initial=-1)) + 1
    if count > MOST_CATEGORIES:
        raise ValueError("There are too many categories to be groups.")
    known = np.isfinite(values) & (places >= 0)
    groups = places[known].astype(np.int16)
    here, elsewhere = welch.means_of(values[known], groups, count)
    inside, outside = welch.sides(remains[known], groups, count, is_series=is_series)
    effect, p = welch.test(inside, outside)
    is_comparable = (inside.counts >= FEWEST) & (outside.counts >= FEWEST) & (inside.variances + outside.variances > 0)
    return Groups(inside.counts, here, elsewhere, effect, np.where(is_comparable, p, np.nan))


@register
def group_difference(
    frame: pl.DataFrame, column: str, time: str, *, dimension: str, place: int, comparisons: int, rank: int
) -> Numbers:
    """Return how far the mean of a category's rows lies from that of the others in %, both means, its rows, and p.

    `place` counts the categories from the most frequent on. p is adjusted for so many comparisons, of
    which this was the `rank`-th surest.
    """
    order = Order.of(frame, time)
    places = order.put(categories.places(series.find(frame, dimension)))
    groups = compare(*left(frame, column, order), places, is_series=order.is_series)
    return {
        "value": groups.percent(place),
        "here": float(groups.here[place]),
        "elsewhere": float(groups.elsewhere[place]),
        "n": float(groups.counts[place]),
        "p": min(float(groups.p[place]) * comparisons / rank, 1.0),
    }
