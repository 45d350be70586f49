"""Files become tables: by content, with guards, and with a sentence for each that cannot."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import errors, frames
from connectors.reading import workbooks as reading
from tests.connectors.workbooks import SHEET, cell, workbook

ROWS = [["day", "visitors"], ["2026-01-01", 12], ["2026-01-02", 14.5]]


def read(text, **options):
    return frames.read(text if isinstance(text, bytes) else text.encode(), **options)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_each_separator_and_encoding_gives_the_same_table(separator, encoding, quote):
    text = f"Café,{quote}Größe{quote}\nÖl,1.5\nTee,2\n".replace(",", separator)
    table = read(text.encode(encoding))
    assert table.frame.rows() == [("Öl", 1.5), ("Tee", 2.0)]
    assert table.frame.columns == ["Café", "Größe"]


SENTENCES = {
    "empty": (b"", errors.EmptyFileError),
    "spaces": (b" \n \n", errors.EmptyFileError),
    "only a header": (b"day,visitors\n", errors.NoRowsError),
    "half a row": (b"a,b,c\n1,2,3\n4,5", errors.CutOffError),
    "an open quote": (b'a,b\n1,"two\n3,four\n', errors.CutOffError),
    "a row too long": (b"a,b\n1,2\n3,4,5\n6,7\n", errors.RaggedError),
    "a row too short": (b"a,b\n1,2\n3\n6,7\n", errors.RaggedError),
    "201 columns": (
        ",".join(f"c{at}" for at in range(201)).encode() + b"\n" + b",".join([b"1"] * 201),
        errors.TooLargeError,
    ),
    "many rows": (b"a,b\n" + b"1,2\n" * 100_001, errors.TooLargeError),
    "many quoted rows": (b"a,b\n" + b'1,"2"\n' * 100_001, errors.TooLargeError),
    "11 MB": (b"a,b\n" + b"x" * 11_000_000, errors.TooLargeError),
    "many cells": (b",".join([b"a"] * 100) + (b"\n" + b"," * 99) * 60_000, errors.TooLargeError),
    "junk": (bytes(range(256)) * 4, errors.NotATableError),
    "no encoding": (b"caf\x81,b\n1,2\n", errors.UnknownEncodingError),
    "a picture": (b"\x89PNG\r\n\x1a\n", errors.NotATableError),
    "a page": (b"<html><table>", errors.NotATableError),
    "half a JSON": (b'{"data": [{"a": 1}, {"a"', errors.CutOffError),
    "half a JSON text": (b'[{"a": "on', errors.CutOffError),
    "no JSON": (b'{"a": }', errors.BrokenJsonError),
    "a deep JSON": (b"[" * 100_000, errors.BrokenJsonError),
    "a deep object": (b'[{"a":' * 1 + b'{"a":' * 20 + b"1" + b"}" * 21 + b"]", errors.BrokenJsonError),
    "no rows in JSON": (b"[]", errors.ShapelessJsonError),
    "a broken line of JSON": (b'{"a": 1}\n{"a": \n', errors.BrokenJsonError),
    "a zip": (workbook().replace(b"xl/workbook.xml", b"xl/warkbook.xml"), errors.NotATableError),
    "half a workbook": (workbook(ROWS)[:-200], errors.BrokenWorkbookError),
    "an old workbook's start": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.BrokenWorkbookError),
    "an empty workbook": (workbook(), errors.EmptyFileError),
    "a zip bomb": (workbook(ROWS, more={"xl/styles.xml": "0" * 40_000_000}), errors.ZipBombError),
    "a thousand members": (workbook(ROWS, more={f"xl/a{at}": "" for at in range(1001)}), errors.ZipBombError),
    "a far cell": (workbook(xml=SHEET.format(f'<row r="1">{cell("XFD1048576", 1)}</row>')), errors.TooLargeError),
    "a wide cell": (workbook(xml=SHEET.format(f'<row r="1">{cell("GS1", 1)}</row>')), errors.TooLargeError),
    "a low cell": (workbook(xml=SHEET.format(f'<row r="100002">{cell("A100002", 1)}</row>')), errors.TooLargeError),
    "a wide and low sheet": (
        workbook(xml=SHEET.format(f'<row r="1">{cell("A1", 1)}</row><row r="26000">{cell("GR26000", 1)}</row>')),
        errors.TooLargeError,
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_what_cannot_be_read_gets_its_own_sentence(case):
    data, error = SENTENCES[case]
    with pytest.raises(errors.DataError) as caught:
        frames.read(data)
    assert type(caught.value) is error
    assert str(caught.value).endswith(".")
    assert len(str(caught.value).split()) > 8


def test_a_member_that_hides_its_size_is_unpacked_no_further_than_it_says():
    honest = workbook(ROWS, more={"xl/styles.xml": "0" * 30_000})
    size = (30_000).to_bytes(4, "little")
    lying = honest.replace(size, (30).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(errors.BrokenWorkbookError):
        frames.read(lying)


def test_a_workbook_is_read_with_its_types():
    table = frames.read(workbook(ROWS), "visits.xlsx")
    assert table.frame.rows() == [(date(2026, 1, 1), 12.0), (date(2026, 1, 2), 14.5)]
    assert (table.form, table.notes) == ("Excel", ())


def test_what_hangs_beside_the_sheets_is_not_even_unpacked():
    packed = workbook(ROWS, more={"xl/media/image1.png": b"x", "xl/vbaProject.bin": b"x"})
    assert b"vbaProject" not in reading.repack(packed)
    assert len(frames.read(packed).frame) == 2


def test_an_excel_file_named_csv_is_read_and_said():
    table = frames.read(workbook(ROWS), "visits.csv")
    assert len(table.frame) == 2
    assert table.notes == ("The file's name ends in .csv, but it holds an Excel workbook; it was read as that.",)


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": {"b": 1}, "c": "x"}, {"a": {"b": 2}, "c": "y"}]',
        '{"data": [{"a": {"b": 1}, "c": "x"}, {"a": {"b": 2}, "c": "y"}]}',
        '{"meta": {"page": 1}, "items": [{"a": {"b": 1}, "c": "x"}, {"a": {"b": 2}, "c": "y"}]}',
        '{"a": {"b": 1}, "c": "x"}\n{"a": {"b": 2}, "c": "y"}\n',
        '{"rows": [["a.b", "c"], [1, "x"], [2, "y"]]}',
        '{"a.b": [1, 2], "c": ["x", "y"]}',
    ],
)
def test_each_shape_of_json_gives_the_same_table(text):
    assert read(text).frame.to_dicts() == [{"a.b": 1, "c": "x"}, {"a.b": 2, "c": "y"}]


def test_objects_that_lack_a_name_have_it_missing():
    assert read('[{"a": 1}, {"b": [1, 2]}]').frame.rows() == [(1, None), (None, "[1, 2]")]
    assert frames.from_records([{"a": {"b": True}}]).frame.to_dicts() == [{"a.b": True}]


def test_names_are_made_visible_and_different():
    assert read("a,a,,\u202eevil\n1,2,3,4\n").frame.columns == ["a", "a (2)", "column 3", "evil"]


def test_a_file_without_a_header_is_numbered_and_said():
    table = read("1,2\n3,4\n")
    assert (table.frame.columns, len(table.frame), len(table.notes)) == (["column 1", "column 2"], 2, 1)


def test_lines_break_only_where_a_csv_breaks_them():
    assert len(read('a,b\n"one\u2028line, and\nanother",2\nx\u0085y,3\n').frame) == 2


def test_a_very_long_cell_is_read():
    assert read(f'a,b\n"{"x" * 1_000_000}",1\n').frame["a"].str.len_chars()[0] == 1_000_000


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=8))
def test_whatever_the_cells_hold_a_quoted_csv_gives_as_many_rows(rows):
    lines = [
        ",".join(f'"{value.replace(chr(34), chr(34) * 2)}"' for value in row) for row in [["name", "other"], *rows]
    ]
    assert len(read("\n".join([*lines, "an end,1"])).frame) == sum(any(row) for row in rows) + 1


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_the_answer_is_a_table_or_a_sentence(data):
    try:
        answer: object = frames.read(data).frame
    except errors.DataError as error:
        answer = error
    assert isinstance(answer, pl.DataFrame) or str(answer).endswith(".")
