"""CSV downloads: nothing in them is taken for a formula, nothing gets lost, and pieces end."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.downloads import csv_response, in_pieces, safe_cell

SIGNS = "=+-@＝＋－＠"  # noqa: RUF001 -- the wide forms are meant
NASTY = st.text(st.sampled_from(SIGNS + " \t\r\n;,'\"a0\u00a0\u3000"), max_size=12)
CELLS = st.one_of(st.none(), st.integers(), NASTY, st.text(st.characters(exclude_categories=["Cs"]), max_size=40))


def begins_a_formula(text: str) -> bool:
    return text.lstrip().startswith(tuple(SIGNS))


@given(st.one_of(NASTY, st.text(max_size=40)))
def test_no_text_begins_a_formula_wherever_a_spreadsheet_begins_a_cell(text):
    cell = safe_cell(text)
    assert not cell.startswith(("\t", "\r", "\n"))
    assert not any(begins_a_formula(part) for part in re.split(r"[;\t\r\n]", cell))


@given(NASTY)
def test_nothing_but_apostrophes_is_added(text):
    assert safe_cell(text).replace("'", "") == text.replace("'", "")


@given(st.text(st.characters(categories=["L", "N"]), max_size=40))
def test_plain_words_stay_as_they_are(text):
    assert safe_cell(text) == text


@given(st.integers())
def test_a_number_stays_a_number_also_below_zero(number):
    assert int(safe_cell(number)) == number


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("+44 20 7946", "'+44 20 7946"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("Harbour; =1", "Harbour;' =1"),
        ("two\n=1", "two\n'=1"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        ("it's", "it's"),
        ("", ""),
    ],
)
def test_what_owasp_names_gets_an_apostrophe(text, cell):
    assert safe_cell(text) == cell


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8))
def test_a_file_reads_back_as_what_was_written(rows):
    response = csv_response("x.csv", ("a", "b", "c"), [rows[:3], rows[3:]])
    text = b"".join(response).decode("utf-8")
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert read == [["a", "b", "c"], *([safe_cell(cell) for cell in row] for row in rows)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 10, 11])
def test_pieces_hold_every_row_once_and_are_no_larger_than_asked(size):
    reads: list[int | None] = []

    def read(last: int | None, count: int) -> list[int]:
        reads.append(last)
        start = 0 if last is None else last + 1
        return list(range(start, min(start + count, 10)))

    pieces = list(in_pieces(read, size=size))
    assert [row for piece in pieces for row in piece] == list(range(10))
    assert max(len(piece) for piece in pieces) <= size
    assert reads[0] is None


def test_no_rows_make_no_piece():
    assert list(in_pieces(lambda _last, _size: [])) == []
