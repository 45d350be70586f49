"""Excel workbooks, opened only after a look at what is in the archive.

The members are unpacked here, with limits, and handed on in an archive without compression: a
size that the archive's directory states falsely is found out before anything else relies on it.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from tempfile import TemporaryFile
from typing import IO, Any

from connectors.errors import BrokenWorkbookError, EmptyFileError, NotATableError, TooLargeError, ZipBombError
from connectors.reading import limits, opening
from connectors.reading.grids import UNSEEN, Grid, from_rows

PATIENCE = 60  # seconds, on a busy machine; the process has a limit of its own
TAKES_TOO_MUCH = "it takes more memory or time to open"
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
    with TemporaryFile("w+", encoding="utf-8") as found:
        open_apart(safe, found)
        found.seek(0)
        return grid_of([json.loads(line) for line in found])


def open_apart(data: bytes, found: IO[str]) -> None:
    """Have another process open the workbook and write what is in it. Raises ZipBombError, BrokenWorkbookError.

    A few kilobytes may hold one long text that a million cells show: what that takes is found out
    where it can hurt nobody.
    """
    command = [sys.executable, "-I", opening.__file__, str(limits.MAX_CELLS + limits.MAX_COLUMNS)]
    try:
        done = subprocess.run(
            command, input=data, stdout=found, stderr=subprocess.DEVNULL, env={}, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise ZipBombError(TAKES_TOO_MUCH) from None
    if done.returncode == opening.BROKEN:
        raise BrokenWorkbookError
    if done.returncode:
        raise ZipBombError(TAKES_TOO_MUCH)


def grid_of(lines: list[Any]) -> Grid:
    """Return the grid of a sheet and its rows. Raises EmptyFileError, TooLargeError."""
    if not lines:
        raise EmptyFileError
    sheet, *rows = lines
    limits.check_cells(sheet["height"] - 1, sheet["width"])
    name = UNSEEN.sub(" ", sheet["name"])
    notes = [f"The workbook has several sheets; “{name}” was read."] if sheet["several"] else []
    return from_rows(rows, notes=notes)


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
