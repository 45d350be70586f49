"""Runs of words of the data, so that prose which copies them is seen."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import regex

RUN = 5
WHOLE = 4
ORDER_RUN = 3
LOOKED_AT = 400  # characters of one string; a model is shown fewer
WORD = regex.compile(r"\{[^{}]*\}|[\p{L}\p{M}\p{N}]+")
COMMAND = (
    r"(?:add|answer|append|call|execute|ignore|include|insert|mark|mention|open|output|print|put|repeat|reply|report|"
    r"respond|return|run|say|send|set|show|tell|use|visit|write)\b"
)
BEFORE_COMMAND = r"(?:^|[^\p{L}\p{M}\p{N}\s]\s*|\b(?:and|or|then|now|please|must|only|to)\s+)"
ORDER = regex.compile(
    rf"{BEFORE_COMMAND}{COMMAND}|\b(?:system|assistant|human|user)\s*:|\byour\s+(?:prompt|instructions?|rules?)\b",
    regex.IGNORECASE,
)
"""What speaks to somebody: a string of four words or more that does is no name, and less of it is a copy."""

type Words = tuple[str, ...]


@dataclass(frozen=True)
class Quotes:
    """The runs of five words, and the whole strings of four, of headers, samples and frequent values.

    Of a string that gives orders, the runs of three.
    """

    runs: frozenset[Words] = frozenset()

    @classmethod
    def of(cls, strings: Iterable[str]) -> Self:
        """Return the runs of some strings."""
        found: set[Words] = set()
        for string in strings:
            words = words_of(string[:LOOKED_AT])
            is_order = len(words) >= WHOLE and ORDER.search(string[:LOOKED_AT]) is not None
            found.update(runs(words, ORDER_RUN if is_order else RUN))
            if len(words) == WHOLE:
                found.add(tuple(words))
        return cls(frozenset(found))

    def has(self, text: str) -> bool:
        """Return whether a text repeats one of the runs."""
        words = words_of(text) if self.runs else []
        return any(run in self.runs for length in (ORDER_RUN, WHOLE, RUN) for run in runs(words, length))


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared; a reference is a word that no data has."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def runs(words: Sequence[str], length: int) -> Iterable[Words]:
    """Return the runs of so many words."""
    return zip(*(words[start:] for start in range(length)), strict=False)
