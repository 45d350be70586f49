"""CSV downloads: streamed in pieces, so that a million rows take no more memory than one piece.

Between two pieces the database connection goes back to the pool: a slow reader on a slow line
keeps neither a connection nor a snapshot.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from django.db import connection
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

BOM: Final = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""
PIECE: Final = 2_000
"""Rows that are read, and sent, at once."""
CONTROLS: Final = ("\t", "\r", "\n")
# Where a cell begins, also for a program that splits at semicolons, tabs or lines, and a sign
# that begins a formula there, in its wide form too.
FORMULA: Final = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")  # noqa: RUF001 -- the wide forms are meant

type Cell = str | int | float | None
type Row = Sequence[Cell]


def csv_response(name: str, header: Sequence[str], pieces: Iterable[Iterable[Row]]) -> StreamingHttpResponse:
    """Return a download of that file name: the header, then the rows, piece by piece."""
    response = StreamingHttpResponse(_lines(header, pieces), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def csv_text(rows: Iterable[Row]) -> str:
    """Return a small CSV as a whole, the header being its first row."""
    writer = csv.writer(_Echo())
    return BOM + "".join([writer.writerow([safe_cell(cell) for cell in row]) for row in rows])


def in_pieces[M](read: Callable[[M | None, int], list[M]], *, size: int = PIECE) -> Iterator[list[M]]:
    """Read rows by keyset: `read(last, size)` returns the rows after `last`, or the first ones.

    Each read is a short query of its own; after it the connection is given back.
    """
    last: M | None = None
    while True:
        rows = read(last, size)
        if rows:
            yield rows
        if len(rows) < size:
            return
        last = rows[-1]


def safe_cell(value: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula. Numbers stay numbers.

    OWASP, CSV injection: a text that begins with = + - @ (or their wide forms), with a tab or
    with a line break gets an apostrophe before it. So does such a sign after a semicolon, a tab
    or a line break, where a spreadsheet set to other separators would begin a cell.
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return repr(value)
    text = FORMULA.sub(r"\1'", value)
    return f"'{text}" if text.startswith(CONTROLS) else text


def _lines(header: Sequence[str], pieces: Iterable[Iterable[Row]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    release_connection()
    yield BOM + writer.writerow(header)
    for rows in pieces:
        text = "".join([writer.writerow([safe_cell(cell) for cell in row]) for row in rows])
        release_connection()
        yield text


def release_connection() -> None:
    """Give the connection back to the pool, unless a transaction is open on it."""
    if not connection.in_atomic_block:
        connection.close()


class _Echo:
    """A file that keeps nothing: `write` gives back the line, and so does the writer's `writerow`."""

    def write(self, line: str) -> str:
        return line
