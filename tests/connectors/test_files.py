"""Each bad file gets its own sentence, all the way from the form to the page."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from connectors.models import Source
from tests.connectors.workbooks import repeated, workbook

pytestmark = pytest.mark.django_db

WIDE = ",".join(f"c{number}" for number in range(201)) + "\n" + ",".join(["1"] * 201)
BOMB = workbook([["a"], ["b"]], more={"xl/sharedStrings.xml": "a" * 30_000_000})
BAD = {
    "zip bomb": (BOMB, "The workbook was not opened"),
    "one long text in many cells": (repeated("x" * 500_000, 2_000), "more memory or time to open"),
    "200 columns and more": (WIDE.encode(), "The table has 201 columns"),
    "wrong encoding": ("名,数\n".encode("shift_jis") + b"\x81\x8d,1\n", "letters cannot be read"),
    "half a CSV": (b"a,b\n1,2\n3", "ends in the middle"),
    "a quotation that stays open": (b'a,b\n1,"2', "a quotation mark is opened"),
    "half a JSON": (b'[{"a": 1}, {"a"', "ends in the middle"),
    "empty": (b"", "The file is empty"),
    "blank": (b" \n\n", "The file is empty"),
    "header only": (b"a,b\n", "a header and no rows"),
    "binary": (bytes(range(256)) * 20, "not a text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is a picture"),
    "another archive": (b"PK\x05\x06" + b"\0" * 18, "an empty ZIP"),
    "a damaged workbook": (workbook([["a"], [1]])[:-40], "The Excel workbook cannot be read"),
    "rows of other lengths": (b"a,b\n1\n2,3\n", "Line 2 has 1 value"),
    "a web page": (b"<!doctype html><p>Sign in", "a web page"),
}


def post(client, data: bytes, name: str = "data.csv"):
    return client.post(reverse("sources"), {"file": SimpleUploadedFile(name, data), "name": "Bad"})


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_its_own_sentence_and_makes_no_source(client_of, designer, case):
    data, sentence = BAD[case]
    response = post(client_of(designer), data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Source.objects.exists()


def test_all_sentences_differ():
    assert len({sentence for _data, sentence in BAD.values()}) >= len(BAD) - 2  # two ways to be empty, two to be cut


def test_an_excel_file_named_csv_is_read_and_said(client_of, designer):
    response = post(client_of(designer), workbook([["day", "n"], ["2026-01-01", 1], ["2026-01-02", 2]]))
    page = client_of(designer).get(response.url).content.decode()
    assert "name ends in .csv, but it holds an Excel workbook" in page


def test_letters_of_western_europe_are_read_and_said(client_of, designer):
    response = post(client_of(designer), "city,n\nMünchen,1\nZürich,2\n".encode("cp1252"))
    page = client_of(designer).get(response.url).content.decode()
    assert "München" in page
    assert "Windows-1252" in page


def test_a_cell_of_a_megabyte_is_kept_whole_and_shown_short(client_of, designer):
    response = post(client_of(designer), b"a,b\n1," + b"x" * 1_000_000 + b"\n2,y\n")
    client = client_of(designer)
    page = client.get(response.url).content.decode()
    assert len(page) < 100_000
    assert "x" * 120 + "…" in page
    rows = b"".join(client.get(reverse("source_csv", args=["bad", 1])).streaming_content)
    assert len(rows) > 1_000_000


def test_text_that_turns_the_direction_is_shown_without_the_signs_that_turn_it(client_of, designer):
    response = post(client_of(designer), "na\u202eme,n\n\u2067abc\u202e,1\nx,2\n".encode())
    page = client_of(designer).get(response.url).content.decode()
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(page)
    assert "<bdi>abc</bdi>" in page


def test_markup_in_data_is_text(client_of, designer):
    response = post(client_of(designer), b"n,<b>a</b>\n1,<script>alert(1)</script>\n2,x\n")
    page = client_of(designer).get(response.url).content.decode()
    assert "<script>alert" not in page
    assert "<b>a" not in page


def test_a_workbook_of_many_members_is_not_unpacked(client_of, designer):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        for number in range(1001):
            archive.writestr(f"x{number}", "")
    assert "archive of 1,002 files" in post(client_of(designer), packed.getvalue()).content.decode()
