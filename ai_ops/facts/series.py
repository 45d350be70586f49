"""A column as a series: its values in order of time, one for each moment."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from connectors.errors import UnknownColumnError, WrongKindError

Floats = NDArray[np.float64]

FIRST_YEAR, LAST_YEAR = 1500, 2200
FEWEST_YEARS = 5
MICROSECONDS = 1_000_000
LARGEST = 1e100
SEVERAL = 1.1  # rows for each moment, from which on moments are averaged


@dataclass(frozen=True)
class Series:
    """Values in order of time, NaN where one is missing, with their times in seconds since 1970 if there are any."""

    values: Floats
    seconds: Floats | None


def series(frame: pl.DataFrame, column: str, time: str = "") -> Series:
    """Return a column in order of a time column, or in the file's order. Rows of one moment are averaged.

    Raises UnknownColumnError, WrongKindError.
    """
    values = numbers(frame, column)
    if not time:
        return Series(values, None)
    seconds = moments(frame, time)
    order = in_order(seconds)
    values, seconds = values[order], seconds[order]
    starts = np.concatenate([[True], np.diff(seconds) > 0]) if len(seconds) else np.empty(0, dtype=bool)
    if len(values) > SEVERAL * np.count_nonzero(starts):
        return averaged(values, seconds, np.flatnonzero(starts))
    return Series(values, seconds)


def in_order(seconds: Floats) -> NDArray[np.int64]:
    """Return the places of rows in order of time, rows without a time left out; equal times keep the file's order."""
    known = np.flatnonzero(np.isfinite(seconds))
    if (np.diff(seconds[known]) >= 0).all():  # as most files are, and far quicker than to sort
        return known
    return np.asarray(known[np.argsort(seconds[known], kind="stable")])


def averaged(values: Floats, seconds: Floats, starts: NDArray[np.int64]) -> Series:
    """Return the mean of each moment's known values."""
    known = np.isfinite(values)
    sums = np.add.reduceat(np.where(known, values, 0.0), starts)
    counts = np.add.reduceat(known.astype(np.float64), starts)
    return Series(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan), seconds[starts])


def numbers(frame: pl.DataFrame, column: str) -> Floats:
    """Return a column's numbers in the file's order, NaN where one is missing or too large. Raises WrongKindError."""
    values = find(frame, column)
    if not (values.dtype.is_numeric() or values.dtype == pl.Boolean):
        raise WrongKindError(f"“{column}” holds no numbers, so it cannot be used for this. Choose a column of numbers.")
    return sized(values.cast(pl.Float64).to_numpy())


def sized(values: Floats) -> Floats:
    """Return values with NaN for those whose squares could not be added up, infinity among them."""
    return np.where(np.abs(values) <= LARGEST, values, np.nan)


def moments(frame: pl.DataFrame, column: str) -> Floats:
    """Return a column's times in seconds since 1970, NaN where one is missing. Raises WrongKindError."""
    values = find(frame, column)
    if holds_years(values):
        values = pl.Series(values.cast(pl.String).str.zfill(4) + "-01-01").str.to_date("%Y-%m-%d")
    if not values.dtype.is_temporal():
        raise WrongKindError(
            f"“{column}” holds no times, so rows cannot be put in its order. Choose a column of times."
        )
    return values.cast(pl.Datetime("us")).cast(pl.Int64).cast(pl.Float64).to_numpy() / MICROSECONDS


def ordered_moments(frame: pl.DataFrame, column: str) -> Floats:
    """Return the times of all rows that have one, in order of time. Raises WrongKindError."""
    seconds = moments(frame, column)
    return seconds[in_order(seconds)]


def holds_years(values: pl.Series) -> bool:
    """Return whether whole numbers are years that run on: a time, not an amount."""
    if not values.dtype.is_integer() or values.null_count() or len(values) < FEWEST_YEARS:
        return False
    years = values.unique().sort()
    first, last = int(years[0]), int(years[-1])
    return first >= FIRST_YEAR and last < LAST_YEAR and len(years) >= FEWEST_YEARS and last - first == len(years) - 1


def find(frame: pl.DataFrame, column: str) -> pl.Series:
    """Return a column. Raises UnknownColumnError, which lists the columns."""
    if column not in frame.columns:
        raise UnknownColumnError(column, frame.columns)
    return frame[column]
