"""The process that opens workbooks: what it writes, and how it ends."""

import io
import json
from datetime import date, datetime, time, timedelta

import pytest
from python_calamine import CalamineWorkbook

from connectors.errors import BrokenWorkbookError, ZipBombError
from connectors.reading import nested, opening, workbooks
from tests.connectors.workbooks import workbook

ROWS = [["day", "n"], ["2026-01-01", 1.5], ["", ""], ["2026-01-02", 2]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (3.0, "3"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime.fromisoformat("2026-01-02T03:04"), "2026-01-02T03:04:00"),
        (time(3, 4), "03:04:00"),
        (timedelta(hours=1), "3600.0"),
        ("x", "x"),
        ("", None),
    ],
)
def test_a_cell_is_written_so_that_it_is_read_again_as_what_it_was(value, text):
    assert opening.text_of(value) == text


def lines_of(data: bytes, *, most_cells: int = 100) -> tuple[int, list[object]]:
    out = io.StringIO()
    code = opening.write_all(CalamineWorkbook.from_filelike(io.BytesIO(data)), out, most_cells=most_cells)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_sheet_comes_first_and_then_its_rows_without_the_empty_ones():
    code, (sheet, *rows) = lines_of(workbook(ROWS))
    assert (code, sheet) == (0, {"name": "Visits", "several": False, "height": 4, "width": 2})
    assert rows == [["day", "n"], ["2026-01-01", "1.5"], ["2026-01-02", "2"]]


def test_of_a_sheet_that_is_too_large_only_the_size_is_written():
    assert lines_of(workbook(ROWS), most_cells=7)[1] == [{"name": "Visits", "several": False, "height": 4, "width": 2}]


def test_an_empty_workbook_writes_nothing():
    assert lines_of(workbook([])) == (0, [])


class Full(io.StringIO):
    """A file that cannot grow any more."""

    def write(self, text: str) -> int:
        raise OSError(27, "File too large")


def test_output_past_its_limit_ends_it_as_too_much():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(ROWS)))
    assert opening.write_all(book, Full(), most_cells=100) == opening.OVER


def test_bytes_that_are_no_workbook_are_told_from_one_that_takes_too_much(monkeypatch):
    with pytest.raises(BrokenWorkbookError):
        workbooks.read(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    monkeypatch.setattr(workbooks, "PATIENCE", 0.001)
    with pytest.raises(ZipBombError, match="more memory or time"):
        workbooks.read(workbook(ROWS))


def test_half_a_letter_in_json_becomes_a_sign_and_a_whole_one_stays():
    grid = nested.read(r'[{"a": "x\ud83d", "\ude00": "\ud83d\ude00"}, {"a": "ok"}]')
    assert [each.to_list() for each in grid.to_frame().get_columns()] == [["x�", "ok"], ["😀", None]]
