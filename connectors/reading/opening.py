"""Open a workbook: run in a process of its own, since what it unpacks to cannot be known before.

It reads the workbook from its standard input and writes JSON lines: the sheet, then its rows as
texts. It imports nothing of ours but this file, gets no environment, and ends by the exit codes below.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

MOST_MEMORY = 1_500_000_000
MOST_WRITTEN = 120_000_000
MOST_SECONDS = 20
BROKEN, OVER = 3, 4


def main() -> int:
    """Write what is in the workbook; return the exit code."""
    set_limits()
    most_cells = int(sys.argv[1])
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    except MemoryError:
        return OVER
    except (CalamineError, OSError, ValueError, KeyError, zipfile.BadZipFile):
        return BROKEN
    return write_all(workbook, sys.stdout, most_cells=most_cells)


def set_limits() -> None:
    """Limit this process; a system that knows no such limit, as macOS does for memory, goes without it."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def write_all(workbook: CalamineWorkbook, out: TextIO, *, most_cells: int) -> int:
    """Write the first sheet that holds anything; return the exit code."""
    try:
        out.writelines(json.dumps(line) + "\n" for line in lines_of(workbook, most_cells=most_cells))
        out.flush()
    except (CalamineError, ValueError, KeyError):
        return BROKEN
    except (MemoryError, OSError):
        return OVER
    return 0


def lines_of(workbook: CalamineWorkbook, *, most_cells: int) -> Iterator[Any]:
    """Yield a sheet's name and size, then its rows: of the first sheet with any. Of one that is too large, no rows."""
    several = len(workbook.sheet_names) > 1
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        height, width = sheet.height or 0, sheet.width or 0
        is_too_large = height * width > most_cells
        rows = [] if is_too_large else rows_of(sheet)
        if rows or is_too_large:
            yield {"name": name, "several": several, "height": height, "width": width}
            yield from rows
            return


def rows_of(sheet: CalamineSheet) -> list[list[str | None]]:
    """Return the rows that hold anything, from the used corner on, as texts."""
    rows = ([text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=True))
    return [row for row in rows if any(row)]


def text_of(value: Any) -> str | None:
    """Return a cell as text: numbers and dates in forms that are read again as what they were."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - exact
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    return str(value) or None


if __name__ == "__main__":
    sys.exit(main())
