"""A dominant category: one value of a dimension has most of the rows."""

from collections.abc import Iterator

import polars as pl

from ai_ops.facts import series
from ai_ops.facts.candidates.base import Candidate, Surroundings
from ai_ops.facts.profile import Role
from ai_ops.facts.recipes import Numbers, register

MOST_ROWS = 0.6
FEWEST = 20


def find(around: Surroundings) -> Iterator[Candidate]:
    """Yield the dimensions with a dominant category."""
    for column in around.profile.columns:
        filled = around.profile.rows - column.nulls
        if column.role == Role.DIMENSION and filled >= FEWEST and column.top and column.top[0][1] >= MOST_ROWS * filled:
            recipe = {"function": "dominant_category", "column": column.name, "place": 0}
            yield Candidate("dominant_category", column.top[0][1] / filled, (column.name,), recipe, "%")


@register
def dominant_category(frame: pl.DataFrame, column: str, *, place: int) -> Numbers:
    """Return the share in % of the most frequent value (place 0), its rows, and how many values there are."""
    known = series.find(frame, column).drop_nulls()
    counts = sorted(known.value_counts(name="rows").get_column("rows").to_list(), reverse=True)
    return {"value": 100 * counts[place] / len(known), "rows": float(counts[place]), "different": float(len(counts))}
