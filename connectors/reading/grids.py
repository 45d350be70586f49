"""A grid: named columns of texts, before anybody knows what they mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from connectors.reading import limits

NAME_LENGTH = 100
# Control characters, and those that turn or hide text (Unicode's Bidi_Control and zero-width ones).
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
NUMBERED = "The first row holds numbers, so it was read as data and the columns were numbered."
NUMBER_LIKE = re.compile(r"[+-]?[\d.,]*\d[\d.,]*")


Texts = Sequence[str | None] | pl.Series


@dataclass(frozen=True)
class Grid:
    """Columns of texts; None is an empty cell. `notes` are sentences for the person who sent the file."""

    names: tuple[str, ...]
    columns: tuple[Texts, ...]
    notes: tuple[str, ...] = ()
    has_comma_decimals: bool = False

    def to_frame(self) -> pl.DataFrame:
        """Return the texts as a frame."""
        columns = (
            pl.Series(name, texts, dtype=pl.String) for name, texts in zip(self.names, self.columns, strict=True)
        )
        return pl.DataFrame(list(columns))


def from_rows(rows: Sequence[Sequence[str | None]], *, notes: Iterable[str] = (), is_semicolon: bool = False) -> Grid:
    """Return the grid of rows of equal length, the first of which is the header if it looks like one."""
    header, *body = rows
    limits.check_cells(len(body), len(header))
    columns = [pl.Series(each, dtype=pl.String) for each in zip(*body, strict=True)] or [pl.Series([], dtype=pl.String)]
    return from_columns(header, columns, notes=notes, is_semicolon=is_semicolon)


def from_columns(
    header: Sequence[str | None], columns: Sequence[pl.Series], *, notes: Iterable[str] = (), is_semicolon: bool = False
) -> Grid:
    """Return the grid of columns under a first row, which may be a row of data too."""
    if is_header(header):
        return Grid(tuple(tidy_names(header)), tuple(columns), tuple(notes), is_semicolon)
    first = [pl.Series([cell], dtype=pl.String) for cell in header]
    whole = (
        [top.append(rest) for top, rest in zip(first, columns, strict=True)] if len(columns) == len(first) else first
    )
    return Grid(tuple(tidy_names([""] * len(header))), tuple(whole), (*notes, NUMBERED), is_semicolon)


def is_header(cells: Sequence[str | None]) -> bool:
    """Return whether cells can name columns: not if every one of several is a number."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    return not filled or any(not NUMBER_LIKE.fullmatch(cell) for cell in filled)


def tidy_names(names: Iterable[str | None]) -> list[str]:
    """Return names that can be seen, are not empty, and differ from each other."""
    tidy: list[str] = []
    taken: set[str] = set()
    for place, name in enumerate(names, start=1):
        shown = UNSEEN.sub(" ", name or "").strip()[:NAME_LENGTH] or f"column {place}"
        one = next(each for each in numbered(shown) if each not in taken)
        taken.add(one)
        tidy.append(one)
    return tidy


def numbered(name: str) -> Iterable[str]:
    """Yield a name, then the name with each number from 2 on."""
    yield name
    for number in range(2, limits.MAX_COLUMNS + 2):
        yield f"{name} ({number})"
