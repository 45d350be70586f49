"""Numbers that references stand for and that may be held against each other: levels, not differences."""

from collections.abc import Iterator
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import lexicon
from ai_ops.prose.claims import Claim
from ai_ops.prose.references import FactReference
from ai_ops.prose.sentences import Sentence

FAR: Final = 25  # tokens
BESIDE: Final = ("median", "before")
OF_LEVELS: Final = ("spike", "dip")


def level(fact: Fact, part: str) -> float | None:
    """Return a number of a fact that is a level of its column, None for a change, a share, a count or a time."""
    if fact.kind == "statistic":
        return fact.more.get(part) if part in BESIDE else None if part else fact.value
    if part in signs.SIDES.get(fact.kind, ()) and part != "value":
        return fact.more.get(part)
    return fact.value if not part and fact.kind in OF_LEVELS else None


def is_borne_out(sentence: Sentence, claim: Claim) -> bool | None:
    """Return whether the two numbers that a word compares bear it out; None where it does not compare two."""
    if claim.word not in lexicon.COMPARATIVES or sentence.is_reference(claim.place - 1):
        return None
    before = next(numbers(sentence, range(claim.place - 1, claim.place - FAR, -1)), None)
    after = next(numbers(sentence, range(claim.place + 1, claim.place + FAR)), None)
    if before is None or after is None or before[1] == after[1] or not _is_than(sentence, claim):
        return None
    return before[1] > after[1] if claim.sign > 0 else before[1] < after[1]


def _is_than(sentence: Sentence, claim: Claim) -> bool:
    """Return whether a number is what the word compares with."""
    needs_than = claim.word in {"higher", "lower"} | lexicon.MORE_THAN | lexicon.LESS_THAN
    return not needs_than or "than" in list(sentence.words_after(claim.place, 4))


def numbers(sentence: Sentence, places: range) -> Iterator[tuple[FactReference, float]]:
    """Yield the references at some places, within the first one's clause, with the levels that they stand for."""
    for place in places:
        if not 0 <= place < len(sentence.tokens) or sentence.word(place) in {";", "while", "whereas"}:
            return
        reference = sentence.tokens[place].reference
        if isinstance(reference, FactReference) and reference.id in sentence.known:
            value = level(sentence.known[reference.id], reference.part)
            if value is not None:
                yield reference, value


def ways(sentence: Sentence) -> Iterator[tuple[int, FactReference, FactReference, int]]:
    """Yield each "from A to B": its clause, A, B, and 1 where B is more, -1 where it is less."""
    for place, token in enumerate(sentence.tokens):
        if token.word == "from" and (start := next(numbers(sentence, range(place + 1, place + 5)), None)):
            to = next((at for at in range(place + 2, place + 8) if sentence.word(at) == "to"), place)
            end = next(numbers(sentence, range(to + 1, to + 5)), None)
            if to > place and end:
                yield sentence.clauses[place], start[0], end[0], (end[1] > start[1]) - (end[1] < start[1])
