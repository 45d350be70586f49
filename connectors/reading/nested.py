"""JSON: rows in a list, in an object around a list, in columns, or one a line; nested names joined by dots."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connectors.errors import BrokenJsonError, CutOffError, ShapelessJsonError
from connectors.reading import limits
from connectors.reading.grids import Grid, from_rows, tidy_names

FAVOURED = ("data", "rows", "items", "results", "records", "values")
DEEPEST = 12
HALVES = re.compile(r"\\u[dD][89a-fA-F]")
"""The escapes of a letter's halves, of which JSON may hold one without the other."""

Cells = dict[str, str | None]


def read(text: str, notes: tuple[str, ...] = ()) -> Grid:
    """Return the grid of a JSON text. Raises BrokenJsonError, CutOffError, ShapelessJsonError, TooLargeError."""
    found = parse(text)
    rows = find_rows(found)
    limits.check_rows(len(rows))
    if isinstance(rows[0], list):
        return from_lists(rows, notes)
    return from_objects(rows, notes)


def parse(text: str) -> Any:
    """Return what the JSON says: one document, or one object on each line."""
    try:
        return load(text)
    except RecursionError:
        raise BrokenJsonError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        if error.msg == "Extra data" and all(not line.strip() or line.lstrip().startswith("{") for line in lines):
            return parse_lines(lines)
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise CutOffError("its brackets or quotation marks are not closed") from None
        raise BrokenJsonError(f"{error.msg.lower()} in line {error.lineno}, column {error.colno}") from None


def load(text: str) -> Any:
    """Return what a document says, with a sign in the place of half a letter, which no text can hold."""
    found = json.loads(text)
    if not HALVES.search(text):
        return found
    whole = json.dumps(found, ensure_ascii=False).encode("utf-16", "surrogatepass")
    return json.loads(whole.decode("utf-16", "replace"))


def parse_lines(lines: Sequence[str]) -> list[Any]:
    """Return the objects of JSON lines. Raises BrokenJsonError with the line."""
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found += [load(line)] if line.strip() else []
        except (json.JSONDecodeError, RecursionError):
            raise BrokenJsonError(f"line {number} is no complete object") from None
    return found


def find_rows(found: Any) -> list[Any]:
    """Return the list of rows, wherever it stands. Raises ShapelessJsonError."""
    if isinstance(found, dict):
        return rows_inside(found)
    if not isinstance(found, list) or not found:
        raise ShapelessJsonError
    if all(isinstance(each, dict) for each in found) or is_table(found):
        return found
    if any(isinstance(each, dict | list) for each in found):
        raise ShapelessJsonError
    return [{"value": each} for each in found]


def rows_inside(found: Mapping[str, Any]) -> list[Any]:
    """Return the rows that an object holds: a list in it, columns side by side, or the object itself."""
    if is_columns(found):
        return [dict(zip(found, values, strict=True)) for values in zip(*found.values(), strict=True)]
    lists = {name: value for name, value in found.items() if is_rows(value)}
    name = next((each for each in FAVOURED if each in lists), next(iter(lists), None))
    if name is not None:
        return find_rows(lists[name])
    if not found or any(isinstance(value, list) for value in found.values()):
        raise ShapelessJsonError
    inner = [value for value in found.values() if isinstance(value, dict)]
    return rows_inside(inner[0]) if len(inner) == len(found) == 1 else [dict(found)]


def is_rows(value: Any) -> bool:
    """Return whether a value is a list of objects or of lists of one length."""
    return (
        isinstance(value, list) and bool(value) and (all(isinstance(each, dict) for each in value) or is_table(value))
    )


def is_table(value: Sequence[Any]) -> bool:
    """Return whether a list holds lists of one length."""
    return all(isinstance(each, list) for each in value) and len({len(each) for each in value}) == 1 and bool(value[0])


def is_columns(found: Mapping[str, Any]) -> bool:
    """Return whether an object holds columns: lists of plain values, all of one length."""
    lists = list(found.values())
    return (
        bool(lists)
        and all(isinstance(each, list) and each for each in lists)
        and len({len(each) for each in lists}) == 1
        and not any(isinstance(value, dict | list) for each in lists for value in each[:20])
    )


def from_lists(rows: Sequence[Sequence[Any]], notes: tuple[str, ...]) -> Grid:
    """Return the grid of rows that are lists, the first of them the header."""
    return from_rows([[text_of(value) for value in row] for row in rows], notes=notes)


def from_objects(rows: Sequence[Mapping[str, Any]], notes: tuple[str, ...]) -> Grid:
    """Return the grid of rows that are objects, with the columns of all of them."""
    flat: list[Cells] = []
    names: dict[str, None] = {}
    for row in rows:
        cells = dict(flatten(row))
        names.update(dict.fromkeys(cells))
        limits.check_columns(len(names))
        flat.append(cells)
    limits.check_cells(len(flat), len(names))
    columns = tuple([cells.get(name) for cells in flat] for name in names)
    return Grid(tuple(tidy_names(names)), columns, notes)


def flatten(row: Mapping[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, str | None]]:
    """Yield dotted names and texts of an object. Raises BrokenJsonError where it is too deep."""
    if depth > DEEPEST:
        raise BrokenJsonError("it is nested too deeply")
    for name, value in row.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{before}{name}.", depth + 1)
        else:
            yield f"{before}{name}", text_of(value)


def text_of(value: Any) -> str | None:
    """Return a plain value as text; a list as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
