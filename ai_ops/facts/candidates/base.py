"""What a fact is, and what the finders of facts are given and give."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import scores, series
from ai_ops.facts.profile import Profile, Role
from ai_ops.facts.recipes import Recipe
from ai_ops.facts.scores import Event
from ai_ops.facts.scoring.periods import find_period
from ai_ops.facts.series import Series

Floats = NDArray[np.float64]

SCORED = 20_000  # values that are scored row by row in one table; where there are more, a quick look is taken
LOOKED_AT = 4096
NEIGHBOURS = 15  # rows, for the quick look
FAR = 8.0  # robust standard deviations from them


@dataclass(frozen=True)
class Fact:
    """Something true in a table, without a sentence: `value` in `unit`, and more numbers by name.

    `first` and `last` are the rows in order of time, `since` and `until` their times. `strength`
    ranks facts and says nothing by itself. `recipe` computes value and more again.
    """

    id: str
    kind: str
    value: float
    unit: str
    columns: tuple[str, ...]
    rows: int
    first: int | None
    last: int | None
    since: str
    until: str
    strength: float
    more: Mapping[str, float]
    recipe: Recipe


@dataclass(frozen=True)
class Candidate:
    """A fact before its numbers are computed."""

    kind: str
    strength: float
    columns: tuple[str, ...]
    recipe: Recipe
    unit: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Measure:
    """A column of numbers with its series."""

    name: str
    unit: str
    time: str
    series: Series
    is_scored: bool

    @property
    def values(self) -> Floats:
        """Return the values in order of time."""
        return self.series.values

    @cached_property
    def whole(self) -> Floats:
        """Return the values from the first known one on, each missing one replaced by the last known before it."""
        return scores.filled(np.nan_to_num(self.values[:1]) if self.is_empty else self.values[self.start :])

    @cached_property
    def is_empty(self) -> bool:
        """Return whether no value is known."""
        return not np.isfinite(self.values).any()

    @cached_property
    def start(self) -> int:
        """Return the row of the first known value."""
        return 0 if self.is_empty else int(np.flatnonzero(np.isfinite(self.values))[0])

    @cached_property
    def period(self) -> int:
        """Return the period in rows, 0 for none."""
        return find_period(self.whole[-LOOKED_AT:])

    @cached_property
    def events(self) -> list[Event]:
        """Return where values are unusual: by their scores, or in a large table beside their neighbours."""
        if self.is_scored:
            given = scores.score(self.values, self.series.seconds, is_pause_scored=False)
            return scores.events(given, apart=2)
        away = np.abs(self.whole - neighbours(self.whole))
        far = away / (1.4826 * np.median(away) or away.mean() or 1.0)
        found = scores.events(far / (far + FAR), apart=2)
        return [
            Event(each.first + self.start, each.last + self.start, each.peak + self.start, each.score) for each in found
        ]

    def recipe(self, function: str, **parameters: Any) -> Recipe:
        """Return the recipe of a function of this column."""
        return {"function": function, "column": self.name, "time": self.time, **parameters}


def neighbours(values: Floats) -> Floats:
    """Return the median of the rows around each, of fewer at both ends."""
    half = NEIGHBOURS // 2
    if len(values) < NEIGHBOURS:
        return np.array([np.median(values[max(0, at - half) : at + half + 1]) for at in range(len(values))])
    windows = np.lib.stride_tricks.sliding_window_view(values, NEIGHBOURS)
    first = [np.median(values[: at + half + 1]) for at in range(half)]
    last = [np.median(values[at - half :]) for at in range(len(values) - half, len(values))]
    return np.concatenate([first, np.partition(windows, half, axis=1)[:, half], last])


@dataclass(frozen=True)
class Surroundings:
    """A table as the finders see it."""

    frame: pl.DataFrame
    profile: Profile

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Return the columns of numbers with their series."""
        time = self.profile.time
        columns = [column for column in self.profile.columns if column.role == Role.MEASURE]
        is_scored = self.frame.height * len(columns) <= SCORED
        return tuple(
            Measure(column.name, column.unit, time, series.series(self.frame, column.name, time), is_scored)
            for column in columns
        )


MeasureFinder = Callable[[Measure], Iterator[Candidate]]
TableFinder = Callable[[Surroundings], Iterator[Candidate]]
