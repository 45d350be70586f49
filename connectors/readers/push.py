"""Rows that other programs send: parsed JSON, added to the rows that are there already."""

from typing import Any, Final

import polars as pl

from connectors.errors import NoRowsError
from connectors.reading import limits, nested
from connectors.reading.grids import Grid

MOST_BYTES: Final = 1_000_000
"""How large the body of one push may be."""
MOST_ROWS: Final = 10_000
"""How many rows a source keeps; the oldest go first. All of them are stored anew at each push."""


def read(found: Any) -> Grid:
    """Return the grid of a push's JSON: one object, a list of them, or columns side by side. Raises DataError."""
    if found == []:
        raise NoRowsError
    rows = nested.find_rows(found)
    limits.check_rows(len(rows))
    return nested.from_lists(rows, ()) if isinstance(rows[0], list) else nested.from_objects(rows, ())


def join(before: Grid | None, new: Grid) -> Grid:
    """Return the newest rows of both, with the columns of both. Raises TooLargeError for too many columns."""
    parts = [each.to_frame() for each in (before, new) if each]
    whole = pl.concat(parts, how="diagonal").tail(MOST_ROWS)
    limits.check_columns(whole.width)
    return Grid(tuple(whole.columns), tuple(whole.get_columns()))
