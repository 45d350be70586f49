"""References in prose: {F7} is a fact's number, {F7.since} one of its times or numbers, {f3} a column's name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PIECE = re.compile(
    r"\{(?P<fact>F[1-9][0-9]{0,3})(?:\.(?P<part>[a-z][a-z_]{0,29}))?\}"
    r"|\{(?P<column>f[1-9][0-9]{0,3})\}"
    r"|(?P<text>[^{}]+)"
    r"|(?P<malformed>\{[^{}]*\}?|\})"
)


@dataclass(frozen=True, slots=True)
class Text:
    """Words between references."""

    text: str


@dataclass(frozen=True, slots=True)
class FactReference:
    """A fact's value, or the part of it that is named: `since`, `until`, or one of its further numbers."""

    id: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class ColumnReference:
    """A column's name, by its alias."""

    alias: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Something with a brace that is no reference."""

    text: str


type Part = Text | FactReference | ColumnReference | Malformed


def parts(text: str) -> list[Part]:
    """Return a text as words and references in their order. Nothing of it is lost."""
    return [_part(match) for match in PIECE.finditer(text)]


def _part(match: re.Match[str]) -> Part:
    if match["fact"]:
        return FactReference(match["fact"], match["part"] or "")
    if match["column"]:
        return ColumnReference(match["column"])
    return Text(match["text"]) if match["text"] else Malformed(match["malformed"])


def facts_of(text: str) -> tuple[str, ...]:
    """Return the ids of the facts that a text refers to, each once, in the text's order."""
    return tuple(dict.fromkeys(part.id for part in parts(text) if isinstance(part, FactReference)))


def columns_of(text: str) -> tuple[str, ...]:
    """Return the aliases of the columns that a text refers to, each once, in the text's order."""
    return tuple(dict.fromkeys(part.alias for part in parts(text) if isinstance(part, ColumnReference)))


def render[Shown](text: str, *, fact: Callable[[str, str], Shown], column: Callable[[str], Shown]) -> list[str | Shown]:
    """Return the words of a text as they are, each reference as `fact(id, part)` or `column(alias)` shows it."""
    return list(_rendered(text, fact, column))


def _rendered[Shown](
    text: str, fact: Callable[[str, str], Shown], column: Callable[[str], Shown]
) -> Iterator[str | Shown]:
    for part in parts(text):
        match part:
            case FactReference(id=id_, part=name):
                yield fact(id_, name)
            case ColumnReference(alias=alias):
                yield column(alias)
            case _:
                yield part.text
