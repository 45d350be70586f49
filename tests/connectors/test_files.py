"""Each bad file gets its own sentence, all the way from the form to the page."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from connectors.models import Source
from tenants.models import Scope
from tests.connectors.conftest import newest
from tests.connectors.workbooks import repeated, workbook
from tests.inspire.calling import Program, problem_of

pytestmark = pytest.mark.django_db

WIDE = ",".join(f"c{number}" for number in range(201)) + "\n" + ",".join(["1"] * 201)
BOMB = workbook([["a"], ["b"]], more={"xl/sharedStrings.xml": "a" * 30_000_000})
# What is wrong, a file with it, and what its page says of it.
BAD = {
    "zip bomb": (BOMB, "The workbook was not opened"),
    "one long text in many cells": (repeated("x" * 500_000, 2_000), "more memory or time to open"),
    "200 columns and more": (WIDE.encode(), "The table has 201 columns"),
    "wrong encoding": ("名,数\n".encode("shift_jis") + b"\x81\x8d,1\n", "letters cannot be read"),
    "half a CSV: a short last row": (b"a,b\n1,2\n3", "the last line has 1 of 2 values"),
    "half a CSV: cut in a quoted cell": (b'a,b\n1,"2', "a quotation mark is opened"),
    "half a JSON": (b'[{"a": 1}, {"a"', "ends in the middle: its brackets"),
    "half of an object a line": (b'{"a": 1}\n{"a"', "line 2 is no complete object"),
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
# The same as rows that a program sends, and what it is answered.
PUSHED = {
    "zip bomb": (BOMB, "an Excel workbook"),
    "200 columns and more": (json.dumps({f"c{number}": 1 for number in range(201)}).encode(), "has 201 columns"),
    "wrong encoding": ('[{"a": "é"}]'.encode("latin-1"), "its letters are not UTF-8"),
    "half a JSON": (b'[{"a": 1}, {"a"', "it ends in the middle"),
    "half of an object a line": (b'{"a": 1}\n{"a"', "line 2 is no complete object"),
    "empty": (b"", "the body is empty"),
    "no rows": (b"[]", "Send at least one row."),
    "a CSV": (b"a,b\n1,2\n", "rows begin with a bracket"),
    "a web page": (b"<!doctype html><p>Sign in", "rows begin with a bracket"),
}


def post(client, data: bytes, name: str = "data.csv", *, address: str = ""):
    fields = {"file": SimpleUploadedFile(name, data), "name": "Bad"}
    return client.post(address or reverse("sources"), fields)


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_its_own_sentence_and_makes_no_source(client_of, designer, case):
    data, sentence = BAD[case]
    response = post(client_of(designer), data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Source.objects.exists()


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_for_a_source_says_so_once_and_leaves_what_is_there(client_of, designer, sales, case):
    data, sentence = BAD[case]
    client, address = client_of(designer), reverse("source_refresh", args=[sales.slug])
    response = post(client, data, address=address)
    assert response.status_code == 422
    assert response.content.decode().count(sentence) == 1
    assert sentence in client.get(reverse("source", args=[sales.slug])).content.decode(), "it stays on the source"
    assert newest(sales).number == 1


@pytest.mark.parametrize("case", PUSHED)
def test_bad_rows_get_their_own_sentence_and_leave_what_is_there(tenant, quay, case):
    body, sentence = PUSHED[case]
    program = Program(tenant, Scope.INGEST)
    program.post("/ingest/quay", {"a": 1})
    assert sentence in problem_of(program.post("/ingest/quay", body), 422)["detail"]
    assert newest(quay).number == 1


def test_all_sentences_differ():
    assert len({sentence for _data, sentence in BAD.values()}) == len(BAD) - 1, "but for two ways to be empty"


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
