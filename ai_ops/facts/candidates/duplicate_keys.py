"""Duplicate keys: values that should be there once and are there again."""

from collections.abc import Iterator

import polars as pl

from ai_ops.facts import series
from ai_ops.facts.candidates.base import Candidate, Surroundings
from ai_ops.facts.profile import Role
from ai_ops.facts.recipes import Numbers, register

NEARLY_ALL = 0.9  # different values, of the filled ones, make a key
FEWEST = 20
KEYS = (Role.TIME, Role.ID, Role.TEXT)


def find(around: Surroundings) -> Iterator[Candidate]:
    """Yield the columns that are nearly keys, and are not."""
    for column in around.profile.columns:
        filled = around.profile.rows - column.nulls
        is_key = column.role in KEYS and filled >= FEWEST and column.distinct >= NEARLY_ALL * filled
        if is_key and column.distinct < filled:
            recipe = {"function": "duplicate_keys", "column": column.name}
            yield Candidate("duplicate_keys", 0.6, (column.name,), recipe, "rows")


@register
def duplicate_keys(frame: pl.DataFrame, column: str) -> Numbers:
    """Return how many rows repeat an earlier value, and how many values are repeated."""
    known = series.find(frame, column).drop_nulls()
    return {
        "value": float(len(known) - known.n_unique()),
        "repeated": float(known.filter(known.is_duplicated()).n_unique()),
    }
