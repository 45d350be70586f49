"""The categories of a dimension in their order: the most frequent first, equals by the alphabet."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

Places = NDArray[np.int64]


def ranked(values: pl.Series) -> pl.DataFrame:
    """Return the columns `value` and `times` for each different value that is not missing."""
    counts = values.drop_nulls().cast(pl.String).alias("value").value_counts(name="times")
    return counts.sort(["times", "value"], descending=[True, False])


def places(values: pl.Series) -> Places:
    """Return for each row the place of its category, from 0 on, and -1 where it is missing."""
    names = ranked(values)["value"]
    found = values.cast(pl.String).replace_strict(names, np.arange(len(names)), default=-1, return_dtype=pl.Int64)
    return found.fill_null(-1).to_numpy()


def name_at(values: pl.Series, place: int) -> str:
    """Return the category of a place. Raises IndexError."""
    return str(ranked(values)["value"][place])
