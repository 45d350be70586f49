"""The kind of a column: found from its values, corrected by the caller."""

import pytest

from connectors import errors, frames
from connectors.kinds.base import Kind

TABLE = "day,visitors\n2026-01-01,12\n2026-01-02,14\n"


def read(text, **options):
    return frames.read(text.encode(), **options)


def kinds(table):
    return {field.name: field.kind.value for field in table.fields}


KINDS = {
    "integer": ("1,2,-3", Kind.INTEGER, "1;2;-3", ""),
    "number": ("1.5,2,1e3", Kind.NUMBER, "1.5;2.0;1000.0", ""),
    "comma decimals": ("1,5;2,25;-3", Kind.NUMBER, "1.5;2.25;-3.0", ""),
    "thousands": ("1,234.5;2,000.25;3", Kind.NUMBER, "1234.5;2000.25;3.0", ""),
    "continental thousands": ("1.234,5;2.000,25;3", Kind.NUMBER, "1234.5;2000.25;3.0", ""),
    "spaces for thousands": ("1 234,5;2 000,5;3", Kind.NUMBER, "1234.5;2000.5;3.0", ""),
    "accounting": ("(1,200.50);3.00;\u22124", Kind.NUMBER, "-1200.5;3.0;-4.0", ""),
    "percent": ("12%;12.5 %;-3%", Kind.PERCENT, "12.0;12.5;-3.0", "%"),
    "dollars": ("$1,200;-$3.50;$4", Kind.CURRENCY, "1200.0;-3.5;4.0", "$"),
    "euros": ("1.200,00 €;3,50 €;4,00 €", Kind.CURRENCY, "1200.0;3.5;4.0", "€"),
    "codes": ("CHF 12;CHF 13;CHF 14.5", Kind.CURRENCY, "12.0;13.0;14.5", "CHF"),
    "unit": ("12 kg;13.5 kg;9 kg", Kind.NUMBER, "12.0;13.5;9.0", "kg"),
    "boolean": ("yes;No;YES", Kind.BOOLEAN, "True;False;True", ""),
    "date": ("2026-01-31;2026-02-01;2026-02-02", Kind.DATE, "2026-01-31;2026-02-01;2026-02-02", ""),
    "german date": ("31.01.2026;01.02.2026;02.02.2026", Kind.DATE, "2026-01-31;2026-02-01;2026-02-02", ""),
    "american date": ("01/31/2026;02/01/2026;02/02/2026", Kind.DATE, "2026-01-31;2026-02-01;2026-02-02", ""),
    "british date": ("30/01/2026;31/01/2026;01/02/2026", Kind.DATE, "2026-01-30;2026-01-31;2026-02-01", ""),
    "the orderly of two": ("03/01/2026;04/01/2026;05/01/2026", Kind.DATE, "2026-03-01;2026-04-01;2026-05-01", ""),
    "written date": ("Jan 1 2000;Feb 1 2000;Mar 1 2000", Kind.DATE, "2000-01-01;2000-02-01;2000-03-01", ""),
    "compact date": ("20260130;20260131;20260201", Kind.DATE, "2026-01-30;2026-01-31;2026-02-01", ""),
    "month": ("2026-01;2026-02;2026-03", Kind.DATE, "2026-01-01;2026-02-01;2026-03-01", ""),
    "quarter": ("2026-Q1;2026-Q2;2026-Q3", Kind.DATE, "2026-01-01;2026-04-01;2026-07-01", ""),
    "time": (
        "2026-01-01 10:30;2026-01-01 11:00;2026-01-01 11:30",
        Kind.TIME,
        "2026-01-01 10:30:00;2026-01-01 11:00:00;2026-01-01 11:30:00",
        "",
    ),
    "half day": (
        "1/1/2026 12:30 AM;1/1/2026 12:15 PM;1/1/2026 1:00 PM",
        Kind.TIME,
        "2026-01-01 00:30:00;2026-01-01 12:15:00;2026-01-01 13:00:00",
        "",
    ),
    "offset": (
        "2026-01-01T02:00:00+02:00;2026-01-01T00:30:00.5Z;2026-01-01T01:00:00Z",
        Kind.TIME,
        "2026-01-01 00:00:00;2026-01-01 00:30:00.500000;2026-01-01 01:00:00",
        "",
    ),
    "epoch": (
        "1767225600;1767225660;1767225720",
        Kind.TIME,
        "2026-01-01 00:00:00;2026-01-01 00:01:00;2026-01-01 00:02:00",
        "",
    ),
    "epoch in ms": (
        "1767225600000;1767225660000;1767225720000",
        Kind.TIME,
        "2026-01-01 00:00:00;2026-01-01 00:01:00;2026-01-01 00:02:00",
        "",
    ),
    "amounts as large as epochs": (
        "1767225600;1567225660;1767225720",
        Kind.INTEGER,
        "1767225600;1567225660;1767225720",
        "",
    ),
    "postcodes": ("01067;01099;04103", Kind.ID, "01067;01099;04103", ""),
    "account numbers": (
        "4000123412341234123;4000123412341234124;4000123412341234125",
        Kind.TEXT,
        "4000123412341234123;4000123412341234124;4000123412341234125",
        "",
    ),
    "mixed currencies": ("$1;€2;$3", Kind.TEXT, "$1;€2;$3", ""),
    "words": ("open;shut;open", Kind.TEXT, "open;shut;open", ""),
}


@pytest.mark.parametrize("case", KINDS)
def test_the_kind_of_a_column_is_found_from_its_values(case):
    text, kind, values, unit = KINDS[case]
    split = ";" if ";" in text else ","
    table = frames.from_records([{"x": each} for each in text.split(split)])
    assert (table.fields[0].kind, table.fields[0].unit) == (kind, unit)
    assert ";".join(str(value) for value in table.frame["x"]) == values


def test_a_thousand_written_with_a_point_is_told_by_the_separator():
    assert read("a;b\n1.234;x\n2.500;y\n").frame["a"].to_list() == [1234, 2500]
    assert read("a,b\n1.234,x\n2.500,y\n").frame["a"].to_list() == [1.234, 2.5]


def test_words_for_nothing_are_missing_and_not_text():
    table = read("a,b\n1,x\nN/A,null\n,\n-,y\n")
    assert table.frame.rows() == [(1, "x"), (None, None), (None, None), (None, "y")]


def test_a_few_cells_that_do_not_fit_are_missing_and_counted():
    table = read("a,b\n" + "1,x\n" * 40 + "broken,x\n")
    assert (table.fields[0].kind, table.fields[0].unread) == (Kind.INTEGER, 1)
    assert table.notes == ("In “a”, 1 value fits no integer and counts as missing.",)


def test_many_cells_that_do_not_fit_make_it_text():
    assert kinds(read("a,b\n" + "1,x\n" * 10 + "broken,x\n"))["a"] == "category"


def test_the_caller_corrects_a_kind():
    text = "zip,day,share,flag\n10115,03/01/2026,1.5,1\n10117,04/01/2026,2,0\n"
    corrected = {"zip": Kind.ID, "day": Kind.TEXT, "share": Kind.INTEGER, "flag": Kind.BOOLEAN}
    table = read(text, kinds=corrected)
    assert table.frame.rows() == [("10115", "03/01/2026", None, True), ("10117", "04/01/2026", 2, False)]
    assert kinds(table) == {name: kind.value for name, kind in corrected.items()}


@pytest.mark.parametrize("kind", list(Kind))
def test_any_correction_of_any_column_gives_a_table_of_as_many_rows(kind):
    table = read(TABLE, kinds={"day": kind, "visitors": kind})
    assert (len(table.frame), kinds(table)["day"]) == (2, kind.value)


def test_a_correction_of_no_column_lists_the_columns():
    with pytest.raises(errors.UnknownColumnError, match="The columns are: day, visitors"):
        read(TABLE, kinds={"hour": Kind.TEXT})
