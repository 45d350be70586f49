"""Rows that other programs send: parsed JSON, added to the rows that are there already."""

from typing import Any, Final

import polars as pl

from connectors import frames
from connectors.errors import BrokenJsonError, CutOffError, NothingSentError
from connectors.reading import limits, nested
from connectors.reading.grids import Grid

MOST_BYTES: Final = 1_000_000
"""How large the body of one push may be."""
MOST_ROWS: Final = 10_000
"""How many rows a source keeps; the oldest go first. All of them are stored anew at each push."""


def parse(body: bytes) -> Any:
    """Return what the JSON of a push says: one document, or one object a line. Raises DataError."""
    try:
        return nested.parse(_text_of(body))
    except CutOffError:
        raise BrokenJsonError("it ends in the middle") from None
    except ValueError:
        raise BrokenJsonError("a number in it has too many digits") from None


def _text_of(body: bytes) -> str:
    """Return the text of a body that may be rows as JSON. Raises BrokenJsonError for what is something else."""
    if not body.strip():
        raise BrokenJsonError("the body is empty")
    if body.startswith(frames.WORKBOOKS):
        raise BrokenJsonError("it is an Excel workbook")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenJsonError("its letters are not UTF-8") from None
    if text.lstrip()[:1] not in ("[", "{"):
        raise BrokenJsonError("rows begin with a bracket, and this does not")
    return text


def read(found: Any) -> Grid:
    """Return the grid of a push's JSON: one object, a list of them, or columns side by side. Raises DataError."""
    if found == []:
        raise NothingSentError
    rows = nested.find_rows(found)
    limits.check_rows(len(rows))
    return nested.from_lists(rows, ()) if isinstance(rows[0], list) else nested.from_objects(rows, ())


def join(before: Grid | None, new: Grid) -> Grid:
    """Return the newest rows of both, with the columns of both. Raises TooLargeError for too many columns."""
    parts = [each.to_frame() for each in (before, new) if each]
    whole = pl.concat(parts, how="diagonal").tail(MOST_ROWS)
    limits.check_columns(whole.width)
    return Grid(tuple(whole.columns), tuple(whole.get_columns()))
