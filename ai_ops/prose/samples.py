"""A few values of a column, cut short: all that is told of texts, and what prose is then not to copy."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from ai_ops.facts.profile import ColumnProfile
from ai_ops.prose.cleaning import cleaned

MOST: Final = 5
LONGEST: Final = 40
LOOKED_AT: Final = 1_000  # rows
LOOKED_THROUGH: Final = 4 * LONGEST  # characters of a value, before what cannot be seen is taken out


def of(column: ColumnProfile, frame: pl.DataFrame) -> list[str]:
    """Return at most five values: the most frequent ones where there are such, else the first."""
    if column.top:
        return [cut(value) for value, _ in column.top[:MOST]]
    first = frame[column.name].head(LOOKED_AT).drop_nulls().unique(maintain_order=True).head(MOST)
    return [cut(str(value)) for value in first]


def cut(text: str) -> str:
    """Return the beginning of a value without characters that cannot be seen."""
    return cleaned(text[:LOOKED_THROUGH])[:LONGEST]


def quoted(columns: tuple[ColumnProfile, ...], frame: pl.DataFrame) -> Iterator[str]:
    """Yield the names and values that a model was told; names whole, and as they are told."""
    for column in columns:
        yield from (column.name, cut(column.name))
        if column.mean is None:
            yield from of(column, frame)
