"""A table as rules go through it: its rows in order of time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import profile, series
from ai_ops.rules.columns import Column, column
from ai_ops.rules.state import MOST_STEPS, State
from ai_ops.rules.values import microseconds, moment
from connectors.errors import DataError
from connectors.frames import Table
from connectors.kinds.base import Field

type Times = NDArray[np.int64]

EARLIEST: Final = microseconds(datetime.min)  # noqa: DTZ901 - taken as UTC
LATEST: Final = microseconds(datetime.max)  # noqa: DTZ901 - taken as UTC


class NoTimesError(DataError):
    """A table without a column of times."""

    def __init__(self) -> None:
        super().__init__(
            "The data has no times, and a rule is tried on rows in the order of their times. "
            "Add a column with a date or a time to each row."
        )


class Timeline:
    """The rows of a table that have a time, in its order; rows of one time keep the file's order.

    `at` are their times and `step` their usual distance, in microseconds since 1970.
    """

    def __init__(self, frame: pl.DataFrame, at: Times, *, fields: Sequence[Field], time: str) -> None:
        self.frame, self.at, self.fields, self.time = frame, at, tuple(fields), time
        self._columns: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self.at)

    @cached_property
    def step(self) -> int:
        """Return the usual distance of two moments, 0 where there are fewer than two."""
        apart = np.diff(self.at)
        apart = apart[apart > 0]
        return int(np.median(apart)) if len(apart) else 0

    @cached_property
    def gaps(self) -> NDArray[np.bool_]:
        """Return which rows come after more than three usual steps without one."""
        apart = np.diff(self.at, prepend=self.at[:1])
        return np.asarray(apart > MOST_STEPS * self.step) if self.step else np.zeros(len(self), dtype=bool)

    @property
    def is_crowded(self) -> bool:
        """Return whether many rows share their times: data about several things, which a rule would mix up."""
        moments = np.count_nonzero(np.diff(self.at, prepend=EARLIEST - 1))
        return bool(len(self) > series.SEVERAL * moments)

    @property
    def span(self) -> int:
        """Return the time from the first row to the last."""
        return int(self.at[-1] - self.at[0]) if len(self) else 0

    @property
    def names(self) -> list[str]:
        """Return the names of its columns."""
        return self.frame.columns

    def column(self, name: str) -> Column:
        """Return a column as it is compared. Raises UnknownColumnError."""
        if name not in self._columns:
            self._columns[name] = column(series.find(self.frame, name))
        return self._columns[name]

    def row(self, place: int) -> dict[str, Any]:
        """Return a row."""
        return self.frame.row(place, named=True)

    def rows(self, first: int = 0) -> Iterator[tuple[datetime, dict[str, Any]]]:
        """Yield times and rows from a place on, as `stepping.run` takes them."""
        rows = self.frame.slice(first).iter_rows(named=True)
        yield from ((moment(int(at)), row) for at, row in zip(self.at[first:], rows, strict=True))

    def unseen(self, state: State) -> int:
        """Return the place of the first row that a state has not seen, where new rows come after the old ones.

        Rows of the state's last time are counted, so that the same table again gives no row twice.
        """
        if state.last is None:
            return 0
        first, after = np.searchsorted(self.at, [state.last, state.last + 1])
        return int(min(first + state.twins, after))


def of(table: Table, time: str = "") -> Timeline:
    """Return a table's timeline, by a column of times or by the one that its profile goes by.

    Raises NoTimesError, UnknownColumnError and WrongKindError.
    """
    time = time or profile.time_column(table)
    if not time:
        raise NoTimesError
    at = np.rint(series.moments(table.frame, time) * series.MICROSECONDS)
    at = np.where((at >= EARLIEST) & (at <= LATEST), at, np.nan)
    order = series.in_order(at)
    is_ordered = np.array_equal(order, np.arange(len(at)))
    frame = table.frame if is_ordered else table.frame[order]
    return Timeline(frame, at[order].astype(np.int64), fields=table.fields, time=time)
