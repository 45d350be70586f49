"""From a file to a table whose columns have kinds: CSV, Excel or JSON, known by its content and not by its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from connectors.errors import EmptyFileError, NoRowsError, NotATableError, UnknownColumnError
from connectors.kinds import detection
from connectors.kinds.base import WORDS, Field, Kind
from connectors.reading import decoding, limits, nested, separated, workbooks
from connectors.reading.grids import Grid

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # OOXML and ODF are archives; .xls is a compound file
EXCEL_NAMES = (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods")
OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PK\x05\x06", "an empty ZIP archive"),
)


@dataclass(frozen=True)
class Table:
    """A frame with the fields of its columns. `notes` are sentences on how the file was read."""

    frame: pl.DataFrame
    fields: tuple[Field, ...]
    notes: tuple[str, ...] = ()
    form: str = ""

    def field(self, name: str) -> Field:
        """Return the field of a column. Raises UnknownColumnError, which lists the columns."""
        found = next((field for field in self.fields if field.name == name), None)
        if found is None:
            raise UnknownColumnError(name, self.frame.columns)
        return found


def read(data: bytes, name: str = "", *, kinds: Mapping[str, Kind] | None = None) -> Table:
    """Return the table in a file's bytes. Raises DataError, whose text is for the person who sent it.

    `name` is only compared with what the file is; `kinds` corrects the detected kinds of columns.
    """
    limits.check_bytes(len(data))
    form, grid = read_grid(data)
    return type_columns(grid, kinds or {}, notes=(*name_notes(name, form), *grid.notes), form=form)


def read_file(path: Path, *, kinds: Mapping[str, Kind] | None = None) -> Table:
    """Return the table in a file. Raises DataError, and OSError where there is no such file."""
    limits.check_bytes(path.stat().st_size)
    return read(path.read_bytes(), path.name, kinds=kinds)


def from_records(records: Iterable[Mapping[str, Any]], *, kinds: Mapping[str, Kind] | None = None) -> Table:
    """Return the table of objects such as a JSON push holds; nested names are joined by dots. Raises DataError."""
    rows = list(records)
    if not rows:
        raise NoRowsError
    limits.check_rows(len(rows))
    return type_columns(nested.from_objects(rows, ()), kinds or {}, form="JSON")


def from_frame(frame: pl.DataFrame) -> Table:
    """Return the table of a frame that has types already."""
    return Table(frame, tuple(Field(name, kind_of(frame[name])) for name in frame.columns))


def kind_of(values: pl.Series) -> Kind:
    """Return the kind of a column that has a type already."""
    if values.dtype.is_integer():
        return Kind.INTEGER
    if values.dtype.is_numeric():
        return Kind.NUMBER
    if values.dtype.is_temporal():
        return Kind.DATE if values.dtype == pl.Date else Kind.TIME
    if values.dtype == pl.Boolean:
        return Kind.BOOLEAN
    return detection.kind_of_words(values.cast(pl.String).drop_nulls(), len(values))


def read_grid(data: bytes) -> tuple[str, Grid]:
    """Return what the file is, and the grid in it. Raises DataError."""
    if not data.strip():
        raise EmptyFileError
    if data.startswith(WORKBOOKS):
        return "Excel", workbooks.read(data)
    other = next((found for magic, found in OTHERS if data.startswith(magic)), None)
    if other:
        raise NotATableError(other)
    text, notes = decoding.decode(data)
    return read_text(text, notes)


def read_text(text: str, notes: tuple[str, ...]) -> tuple[str, Grid]:
    """Return what a text is, CSV or JSON, and the grid in it. Raises DataError."""
    start = text.lstrip()[:1]
    if not start:
        raise EmptyFileError
    if start == "<":
        raise NotATableError("a web page or XML")
    if start in "[{":
        return "JSON", nested.read(text, notes)
    return "CSV", separated.read(text, notes)


def name_notes(name: str, form: str) -> tuple[str, ...]:
    """Return a sentence where a file's name says another form than it has."""
    suffix = Path(name.lower()).suffix
    expected = {".csv": "CSV", ".tsv": "CSV", ".json": "JSON", **dict.fromkeys(EXCEL_NAMES, "Excel")}.get(suffix, form)
    if expected == form:
        return ()
    article = "an Excel workbook" if form == "Excel" else form
    return (f"The file's name ends in {suffix}, but it holds {article}; it was read as that.",)


def type_columns(grid: Grid, kinds: Mapping[str, Kind], *, notes: tuple[str, ...] = (), form: str = "") -> Table:
    """Return the table of a grid. Raises NoRowsError, and UnknownColumnError for a kind of no column."""
    if not grid.columns or not len(grid.columns[0]):
        raise NoRowsError
    unknown = next((name for name in kinds if name not in grid.names), None)
    if unknown is not None:
        raise UnknownColumnError(unknown, list(grid.names))
    typed = [type_column(grid, place, kinds.get(name)) for place, name in enumerate(grid.names)]
    frame = pl.DataFrame([values.alias(field.name) for field, values in typed])
    fields = tuple(field for field, _ in typed)
    return Table(frame, fields, (*notes, *unread_notes(fields)), form)


def type_column(grid: Grid, place: int, kind: Kind | None) -> tuple[Field, pl.Series]:
    """Return one field of a grid and its values."""
    texts = pl.Series(grid.names[place], grid.columns[place], dtype=pl.String)
    if kind is None:
        return detection.detect(grid.names[place], texts, prefers_comma=grid.has_comma_decimals)
    return detection.convert(grid.names[place], texts, kind, prefers_comma=grid.has_comma_decimals)


def unread_notes(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Return a sentence for each column in which cells did not fit its kind."""
    return tuple(
        f"In “{field.name}”, {field.unread:,} {'value fits' if field.unread == 1 else 'values fit'} "
        f"no {field.kind.value} and {'counts' if field.unread == 1 else 'count'} as missing."
        for field in fields
        if field.unread and field.kind not in WORDS
    )
