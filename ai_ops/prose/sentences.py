"""Sentences of prose, as words and references with what stands beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import references
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.references import ColumnReference, FactReference, Part, Text

END: Final = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"”’)])\s+")
SHORTENED: Final = words("e.g. i.e. vs. cf. approx. ca. incl. resp.")
TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\S")
STOPS: Final = frozenset(";:–—()")
PARTING: Final = words("while whereas")
APART: Final = frozenset(",.!?…") | STOPS


@dataclass(frozen=True, slots=True)
class Token:
    """A word in small letters, a sign, or a reference (then `word` is "")."""

    word: str
    reference: FactReference | ColumnReference | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with its parts, and the known facts that it refers to."""

    text: str
    parts: tuple[Part, ...]
    tokens: tuple[Token, ...]
    known: dict[str, Fact]

    @classmethod
    def read(cls, text: str, ground: Ground) -> Self:
        """Return a sentence, taken apart."""
        parts = tuple(references.parts(text))
        ids = {part.id for part in parts if isinstance(part, FactReference)}
        known = {each: ground.facts[each] for each in ids if each in ground.facts}
        return cls(text, parts, tuple(_tokens(parts)), known)

    @cached_property
    def words(self) -> str:
        """Return the text with a sign of its own, which is in no word, in place of each reference."""
        return "".join(part.text if isinstance(part, Text) else " ⁜ " for part in self.parts)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return the known facts that it refers to."""
        return tuple(self.known[each] for each in references.facts_of(self.text) if each in self.known)

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """Return for each token the number of its clause: semicolons and "while" begin another."""
        numbers, number = [], 0
        for token in self.tokens:
            number += token.word in STOPS or token.word in PARTING
            numbers.append(number)
        return tuple(numbers)

    @cached_property
    def facts_of_clauses(self) -> dict[int, tuple[Fact, ...]]:
        """Return the known facts that each clause refers to."""
        found: dict[int, dict[str, Fact]] = {}
        for token, clause in zip(self.tokens, self.clauses, strict=True):
            if isinstance(token.reference, FactReference) and token.reference.id in self.known:
                found.setdefault(clause, {})[token.reference.id] = self.known[token.reference.id]
        return {clause: tuple(facts.values()) for clause, facts in found.items()}

    def facts_beside(self, place: int) -> tuple[Fact, ...]:
        """Return the known facts in the clause of a token."""
        return self.facts_of_clauses.get(self.clauses[place], ())

    def word(self, place: int) -> str:
        """Return a token's word, "" for a reference or outside."""
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def is_reference(self, place: int) -> bool:
        """Return whether a token is a reference."""
        return 0 <= place < len(self.tokens) and self.tokens[place].reference is not None

    def is_outside(self, place: int) -> bool:
        """Return whether a token is a sign that parts words, or there is none."""
        return not 0 <= place < len(self.tokens) or self.tokens[place].word in APART

    def words_before(self, place: int, count: int) -> Iterator[str]:
        """Yield the words just before a token, the nearest first, as far as the next sign that parts words."""
        for at in range(place - 1, place - 1 - count, -1):
            if self.is_outside(at):
                return
            yield self.word(at)

    def words_after(self, place: int, count: int) -> Iterator[str]:
        """Yield the words just after a token, as far as the next sign that parts words."""
        for at in range(place + 1, place + 1 + count):
            if self.is_outside(at):
                return
            yield self.word(at)


def _tokens(parts: Sequence[Part]) -> Iterator[Token]:
    for part in parts:
        if isinstance(part, FactReference | ColumnReference):
            yield Token("", part)
        else:
            yield from (Token(word.casefold().replace("’", "'")) for word in TOKEN.findall(part.text))


def split(text: str) -> list[str]:
    """Return the sentences of a text. "e.g." ends none, and none begins with a small letter."""
    groups: list[list[str]] = []
    for piece in END.split(text.strip()):
        if groups and (piece[:1].islower() or _last_word(groups[-1][-1]) in SHORTENED):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [" ".join(group) for group in groups if any(group)]


def _last_word(text: str) -> str:
    return text.rsplit(" ", 1)[-1].casefold().lstrip("(")
