"""The columns of a table as rules compare them: typed, with what is known of each row."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.rules.model import LARGEST
from ai_ops.rules.values import Type, folded

type Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """A column in order of time. `known` says which rows have a value; `numbers` are what is compared by order."""

    type: Type
    raw: pl.Series
    known: Bools
    numbers: NDArray[Any]

    @cached_property
    def ordered(self) -> NDArray[Any]:
        """Return its known numbers, the lowest first."""
        return np.sort(self.numbers[self.known])

    @cached_property
    def folded(self) -> pl.Series:
        """Return its texts as they are compared."""
        seen = self.raw.drop_nulls().unique()
        return self.raw.replace_strict(seen, [folded(each) for each in seen], default=None, return_dtype=pl.String)


def column(values: pl.Series) -> Column:
    """Return a column of a frame as it is compared."""
    if values.dtype in (pl.Categorical, pl.Enum):
        values = values.cast(pl.String)
    known = values.is_not_null().to_numpy()
    kind = type_of(values.dtype)
    return MAKERS[kind](values, known) if kind in MAKERS else Column(kind, values, known, known)


def type_of(dtype: Any) -> Type:
    """Return the type of a column's values. A column of nulls alone has texts, which are all missing."""
    if dtype == pl.Boolean:
        return Type.BOOL
    if dtype.is_numeric():
        return Type.NUMBER
    if dtype in (pl.Date, pl.Datetime):
        return Type.MOMENT
    return Type.TEXT if dtype in (pl.String, pl.Null) else Type.OTHER


def _of_numbers(values: pl.Series, known: Bools) -> Column:
    if values.dtype.is_decimal():
        values = pl.Series(values.name, [None if each is None else float(each) for each in values], dtype=pl.Float64)
    numbers = values.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return Column(Type.NUMBER, values, np.abs(numbers) <= LARGEST, numbers)


def _of_truths(values: pl.Series, known: Bools) -> Column:
    return Column(Type.BOOL, values, known, values.fill_null(value=False).to_numpy())


def _of_moments(values: pl.Series, known: Bools) -> Column:
    whole = values.cast(pl.Datetime("us")) if values.dtype == pl.Date else values
    return Column(Type.MOMENT, values, known, whole.dt.epoch("us").fill_null(0).to_numpy())


def _of_texts(values: pl.Series, known: Bools) -> Column:
    return Column(Type.TEXT, values.cast(pl.String), known, known)


MAKERS: Final = {
    Type.NUMBER: _of_numbers,
    Type.BOOL: _of_truths,
    Type.MOMENT: _of_moments,
    Type.TEXT: _of_texts,
}
