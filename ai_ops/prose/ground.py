"""What prose is judged by."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ai_ops.facts.candidates.base import Fact
from ai_ops.prose.lexicon import CARDINALS
from ai_ops.prose.quotes import Quotes

__all__ = ["Ground", "Quotes", "numbers_of"]

RUN = re.compile(r"[^\W_]+(?:[.,:/\-][^\W_]+)*")
SIGNS = re.compile(r"[.,:/]")
GROUPED = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True)
class Ground:
    """The facts by id, the columns' names by alias, and what else a text may stand on.

    `allowed` are the numbers of the person's own question, by `numbers_of`. `quoted` are the words of
    the data. `ranks` says of which facts the value is the "highest" or the "lowest".
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset()
    quoted: Quotes = field(default_factory=Quotes)
    ranks: Mapping[str, frozenset[str]] = field(default_factory=dict)


def numbers_of(text: str) -> frozenset[str]:
    """Return the words of a text that are numbers or hold a digit of any script, as they are compared.

    "24-hour" gives 24, a date stays whole, 1,200 is 1200, ½ is itself, and "three" too.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    figures = {each for each in text if unicodedata.category(each) in {"No", "Nl"}}
    return frozenset(figures.union(*(_numbers(GROUPED.sub("", run)) for run in RUN.findall(plain))))


def _numbers(run: str) -> Iterator[str]:
    parts = run.split("-")
    if all(map(_has_digit, parts)):
        yield run
    elif parts[-1] != "fold":
        yield from (part for part in parts if _has_digit(part) or CARDINALS.intersection(SIGNS.split(part)))


def _has_digit(word: str) -> bool:
    return any(unicodedata.category(each)[0] == "N" for each in word)
