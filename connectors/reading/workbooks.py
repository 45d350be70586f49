"""Excel workbooks, opened only after a look at what is in the archive.

The members are unpacked here, with limits, and handed on in an archive without compression: a
size that the archive's directory states falsely is found out before anything else relies on it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from connectors.errors import BrokenWorkbookError, EmptyFileError, NotATableError, TooLargeError, ZipBombError
from connectors.reading import limits
from connectors.reading.grids import Grid, from_rows

MOST_MEMBERS = 1000
MOST_UNPACKED = 120_000_000
HIGHEST_RATIO = 100
SMALL = 1_000_000  # a small member may be as repetitive as it likes
UNNEEDED = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/vbaProject.bin", "docProps/thumbnail")
KINDS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")  # .xlsx, .xlsb, .ods
# A cell right of column GR (200), or in a row of six digits or more: a sheet is laid out in full, so this is
# looked for before it is opened.
FAR = re.compile(rb"""\sr=["'](?:(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])\d*|[A-Z]*\d{6,})["']""")


def read(data: bytes) -> Grid:
    """Return the grid of the first sheet that holds anything.

    Raises ZipBombError, BrokenWorkbookError, NotATableError, TooLargeError, EmptyFileError.
    """
    safe = repack(data) if data.startswith(b"PK") else data
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(safe))
        return first_sheet(workbook)
    except (CalamineError, OSError, ValueError, KeyError, zipfile.BadZipFile):
        raise BrokenWorkbookError from None


def first_sheet(workbook: CalamineWorkbook) -> Grid:
    """Return the grid of the first sheet that holds anything. Raises EmptyFileError."""
    for name in workbook.sheet_names:
        rows = rows_of(workbook.get_sheet_by_name(name))
        if rows:
            several = len(workbook.sheet_names) > 1
            return from_rows(rows, notes=[f"The workbook has several sheets; “{name}” was read."] if several else [])
    raise EmptyFileError


def rows_of(sheet: CalamineSheet) -> list[Sequence[str | None]]:
    """Return the rows that hold anything, from the used corner on, as texts. Raises TooLargeError."""
    if sheet.width and sheet.height:
        limits.check_cells(sheet.height - 1, sheet.width)
    rows = [[text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
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


def repack(data: bytes) -> bytes:
    """Return the archive anew, unpacked within the limits. Raises ZipBombError, BrokenWorkbookError, NotATableError."""
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w") as anew:
            check_directory(archive)
            for member in archive.infolist():
                if not member.filename.startswith(UNNEEDED):
                    anew.writestr(member.filename, check_member(member.filename, archive.read(member)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        raise BrokenWorkbookError from None
    return packed.getvalue()


def check_directory(archive: zipfile.ZipFile) -> None:
    """Raise ZipBombError or NotATableError for what the archive's directory says."""
    members = archive.infolist()
    if not any(member.filename in KINDS for member in members):
        raise NotATableError("a ZIP archive without a workbook in it")
    if len(members) > MOST_MEMBERS:
        raise ZipBombError(f"it is an archive of {len(members):,} files")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise ZipBombError("it would unpack to more than 120 MB")
    if any(is_bomb(member) for member in members):
        raise ZipBombError(f"a part of it unpacks to more than {HIGHEST_RATIO} times its size")


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Return whether a member grows too much."""
    return member.file_size > max(SMALL, HIGHEST_RATIO * member.compress_size)


def check_member(name: str, content: bytes) -> bytes:
    """Return the content of a member. Raises TooLargeError for a sheet whose cells lie too far out."""
    if name.startswith("xl/worksheets/"):
        for found in FAR.finditer(content):
            check_place(found[0].decode().split("=")[1].strip("\"'"))
    return content


def check_place(place: str) -> None:
    """Raise TooLargeError for a cell outside of what is read."""
    letters, digits = re.fullmatch(r"([A-Z]*)(\d*)", place).groups()  # type: ignore[union-attr]  # as FAR found it
    limits.check_rows(int(digits or 0) - 1)
    if len(letters) > 1:
        raise TooLargeError(
            f"The sheet has cells in column {letters}, and up to {limits.MAX_COLUMNS} columns are read. "
            "Leave out the columns that you do not need, and upload it again."
        )
