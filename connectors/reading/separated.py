"""CSV and its kin: comma, semicolon, tab or pipe between the values (RFC 4180 quoting)."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from connectors.errors import CutOffError, EmptyFileError, RaggedError
from connectors.reading import limits, plain
from connectors.reading.grids import Grid, from_columns, from_rows

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 50
csv.field_size_limit(limits.MAX_BYTES)  # the module's own 128 kB would refuse a long cell without a sentence

Row = list[str]


def read(text: str, notes: tuple[str, ...] = ()) -> Grid:
    """Return the grid of a CSV. Raises EmptyFileError, CutOffError, RaggedError, TooLargeError."""
    separator = find_separator(text)
    quick = plain.read(text, separator)
    if quick is not None:
        return from_columns(*quick, notes=notes, is_semicolon=separator == ";")
    rows = list(even_rows(text, separator))
    if not rows:
        raise EmptyFileError
    return from_rows(rows, notes=notes, is_semicolon=separator == ";")


def find_separator(text: str) -> str:
    """Return the separator that parts the first rows most evenly, and into the most values."""
    found = {separator: evenness(text, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: found[separator])


def evenness(text: str, separator: str) -> tuple[float, int]:
    """Return which share of the first rows has as many values as the header, and how many those are."""
    lines = io.StringIO(text[:200_000], newline="")
    counts = [len(row) for row in islice(csv.reader(lines, delimiter=separator), LOOKED_AT) if row]
    if not counts or counts[0] == 1:
        return 0.0, 1
    return round(counts.count(counts[0]) / len(counts), 2), counts[0]


def even_rows(text: str, separator: str) -> Iterator[Row]:
    """Yield the header and the rows, each as long as the header. Raises CutOffError, RaggedError, TooLargeError."""
    width, short = 0, 0
    for line, row in numbered_rows(text, separator):
        width = width or start_with(row)
        if short:
            raise RaggedError(line - 1, values=short, columns=width)
        if len(row) < width:
            short = len(row)  # an error of its own if it is the last
            continue
        yield cut(row, width, line=line)
    if short:
        raise CutOffError(f"the last line has {short} of {width} values")


def start_with(header: Row) -> int:
    """Return the width of the table. Raises TooLargeError."""
    limits.check_columns(len(header))
    return len(header)


def cut(row: Row, width: int, *, line: int) -> Row:
    """Return a row without the empty values past the header. Raises RaggedError for more than that."""
    if any(value.strip() for value in row[width:]):
        raise RaggedError(line, values=len(row), columns=width)
    return row[:width]


def numbered_rows(text: str, separator: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows that hold anything, with their line. Raises CutOffError, TooLargeError."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count = 0
    try:
        for row in reader:
            if any(row):
                limits.check_rows(count - 1)
                count += 1
                yield reader.line_num, row
    except csv.Error:
        raise CutOffError("a quotation mark is opened and never closed") from None
