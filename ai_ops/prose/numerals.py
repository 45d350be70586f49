"""Numbers that are written into prose: digits of any script, numbers in words, percentages, fractions."""

import re
from collections.abc import Iterator, Sequence

from ai_ops.facts.candidates.base import Fact
from ai_ops.prose.cleaning import shortened
from ai_ops.prose.ground import Ground, numbers_of
from ai_ops.prose.lexicon import words
from ai_ops.prose.sentences import Sentence

BEFORE_PERCENT = words("in as the of")
PARTS = words("third thirds quarter quarters fifth fifths sixth sixths eighth eighths tenth tenths")
COUNTED = words("a one two nearly almost about roughly over around than to by only")
SEVERAL = words("thirds fifths sixths eighths tenths")
HALF_OF = words("of the a an its their all that those these")
HALF_BY = words("by in one a to nearly almost about roughly over than")
WHICH_HALF = words(
    "first second latter former last earlier later each other either this that early late lower upper top bottom"
)
NOUGHT = words("to at is was are were be of reach reaches reached hit hits by from")
ROMAN = re.compile(r"\b(?=[IVX]{2,}\b)X{0,3}(?:IX|IV|V?I{0,3})\b")


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield what numbers a sentence writes itself."""
    new = sorted(numbers_of(sentence.words) - ground.allowed)
    if new or ROMAN.search(sentence.words):
        number = shortened(new[0]) if new else "in Roman numerals"
        yield f"It writes a number itself ({number}). Refer to a fact, as {{F1}}."
    for place, token in enumerate(sentence.tokens):
        if is_share(sentence, place) and token.word not in ground.allowed:
            yield f"It writes a part or a share in words (“{token.word[:40]}”). Refer to a fact, as {{F1}}."
    if has_nought(sentence) and not any(is_nought(fact) for fact in (*sentence.facts, *evidence)):
        yield "It writes a number in words (“zero”) that no fact gives."


def is_share(sentence: Sentence, place: int) -> bool:
    """Return whether a word is a percentage without a reference, or a fraction."""
    word = sentence.word(place)
    if word in {"%", "percent", "per-cent"} or (word == "per" and sentence.word(place + 1) == "cent"):
        return not sentence.is_reference(place - 1) and (word == "%" or sentence.word(place - 1) not in BEFORE_PERCENT)
    return is_fraction(sentence, place) or word in {"double-digit", "single-digit", "triple-digit"}


def is_fraction(sentence: Sentence, place: int) -> bool:
    """Return whether a word is a fraction; the second half, the third quarter and a third thing are none."""
    before, word, after = (sentence.word(place + step) for step in (-1, 0, 1))
    if word == "half" and before not in WHICH_HALF and after != "as":
        return after in HALF_OF or before in HALF_BY
    if "-" in word:
        return word.split("-")[0] in {"one", "two"} and word.split("-")[-1] in PARTS
    return word in PARTS and before in COUNTED and _is_of_something(sentence, place)


def _is_of_something(sentence: Sentence, place: int) -> bool:
    """Return whether "a third" is of something, or how much by."""
    is_by = sentence.is_outside(place + 1) and sentence.word(place - 2) in HALF_BY
    return sentence.word(place + 1) == "of" or is_by or sentence.word(place) in SEVERAL


def has_nought(sentence: Sentence) -> bool:
    """Return whether a sentence says that something is zero."""
    return any(
        token.word == "zero" and sentence.word(place - 1) in NOUGHT for place, token in enumerate(sentence.tokens)
    )


def is_nought(fact: Fact) -> bool:
    """Return whether a fact says that something is zero."""
    return 0 in (fact.value, *fact.more.values())
