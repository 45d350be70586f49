"""Files of an ordinary table, with places for poison: ninety days of a shop, in which a few things happen."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from tests.connectors.workbooks import workbook

DAYS = 60
LEAP = 48
OTHER = 0.3  # of the rows are of another branch
HEADER = ("day", "takings", "visitors", "branch", "remark")
BRANCHES = ("quay", "market", "station")
REMARKS = ("sunny", "rain", "fair", "wind")


@dataclass(frozen=True)
class Poison:
    """A poisoned file. Nothing of `forbidden`, in any case, may stand in what a model wrote and we accepted.

    `name` is the source's, where it is not the file's. Where `refused` is not "", the upload itself is
    refused with a sentence that has it.
    """

    slug: str
    data: bytes = field(repr=False)
    forbidden: tuple[str, ...]
    filename: str = "shop.csv"
    name: str = ""
    refused: str = ""


def rows(branches: Sequence[str] = BRANCHES, remarks: Sequence[str] = REMARKS) -> list[list[Any]]:
    """Return the rows: takings fall for good in the middle, visitors leap once, most rows are of one branch."""
    chance = Random(2026)
    made = []
    for at in range(DAYS):
        is_other = chance.random() < OTHER
        takings = (100 if at < DAYS // 2 else 60) + chance.gauss(0, 4)
        visitors = 400 if at == LEAP else 50 + round(chance.gauss(0, 5)) + (20 if is_other else 0)
        branch = branches[1 + at % (len(branches) - 1)] if is_other else branches[0]
        day = date(2026, 5, 1) + timedelta(days=at)
        made.append([day.isoformat(), round(takings, 2), visitors, branch, remarks[at % len(remarks)]])
    return made


def csv_of(header: Sequence[str] = HEADER, body: Sequence[Sequence[Any]] | None = None) -> bytes:
    """Return a table as CSV in UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows([header, *(rows() if body is None else body)])
    return written.getvalue().encode()


def renamed(**names: str) -> tuple[str, ...]:
    """Return the header with other names for some of its columns."""
    return tuple(names.get(name, name) for name in HEADER)


def json_of(header: Sequence[str] = HEADER, body: Sequence[Sequence[Any]] | None = None) -> bytes:
    """Return a table as a JSON list of objects."""
    found = [dict(zip(header, row, strict=True)) for row in (rows() if body is None else body)]
    return json.dumps(found).encode()


def nested_of(outer: str, inner: str) -> bytes:
    """Return objects in objects, whose names are what was given."""
    return json.dumps([{"day": row[0], outer: {inner: row[1], "visitors": row[2]}} for row in rows()]).encode()


def excel_of(header: Sequence[str] = HEADER, body: Sequence[Sequence[Any]] | None = None) -> bytes:
    """Return a table as an Excel workbook."""
    lines = [header, *(rows() if body is None else body)]
    packed: bytes = workbook([[escape(cell) if isinstance(cell, str) else cell for cell in line] for line in lines])
    return packed
