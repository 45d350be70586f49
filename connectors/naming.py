"""Names: of sources, of their slugs, and `stream.item.field` of each field. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

from connectors.reading.grids import UNSEEN

LONGEST_NAME, LONGEST_SLUG, LONGEST_PART = 100, 60, 80
ITEM = "row"
"""The item of a field whose column's name has no dots."""


def tidy(name: str) -> str:
    """Return a name for people: single spaces, nothing unseen, at most 100 characters; it may be empty."""
    shown = "".join(each for each in UNSEEN.sub(" ", name) if unicodedata.category(each) not in {"Cs", "Co", "Cn"})
    return " ".join(shown.split())[:LONGEST_NAME].strip()


def of_file(filename: str) -> str:
    """Return a name for people made of a file's: "north_sales-2026.csv" is "north sales 2026"."""
    stem = re.split(r"[/\\]", filename)[-1].rsplit(".", 1)[0]
    return tidy(re.sub(r"[_\-]+", " ", stem))


def slug(name: str) -> str:
    """Return the slug of a source's name, such as north_sales_2026."""
    return part(name, otherwise="source")[:LONGEST_SLUG].rstrip("_")


def part(text: str, *, otherwise: str) -> str:
    """Return a text as one part of a field's name: a word of letters, digits and underscores, in small letters.

    Accents are dropped, letters of every script are kept. A part never begins with a digit.
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    fitting = "".join(each if f"_{each}".isidentifier() else " " for each in unicodedata.normalize("NFC", plain))
    word = re.sub(r"[\s_]+", "_", fitting).strip("_")[:LONGEST_PART].rstrip("_")
    if not word:
        return otherwise
    return word if word.isidentifier() else f"n_{word}"


def places(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Return (item, field) of each column, each pair once: "north.revenue" is ("north", "revenue").

    The item stands before the first dot, and is "row" where there is none. Equal names are
    numbered in the order of the columns.
    """
    taken: set[tuple[str, str]] = set()
    return [_free(*_split(name), taken=taken) for name in columns]


def _split(name: str) -> tuple[str, str]:
    item, dot, field = name.partition(".")
    if not dot or not item.strip() or not field.strip():
        return ITEM, part(name, otherwise="field")
    return part(item, otherwise="item"), part(field, otherwise="field")


def _free(item: str, field: str, *, taken: set[tuple[str, str]]) -> tuple[str, str]:
    tries = ((item, field if number == 1 else f"{field}_{number}") for number in count(1))
    found = next(each for each in tries if each not in taken)
    taken.add(found)
    return found
