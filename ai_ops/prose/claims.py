"""The places of a sentence that claim a direction."""

from collections.abc import Iterator
from dataclasses import dataclass

from ai_ops.prose import lexicon
from ai_ops.prose.sentences import Sentence

NEGATION = 4
GUESSING = 8
COMPARING = 7


@dataclass(frozen=True, slots=True)
class Claim:
    """A word that claims a rise (sign 1) or a fall (-1), or that there is none (`is_negated`)."""

    word: str
    place: int
    sign: int
    is_negated: bool


def claims(sentence: Sentence) -> Iterator[Claim]:
    """Yield the words of a sentence that claim a direction."""
    for place, token in enumerate(sentence.tokens):
        sign = sign_of(sentence, place)
        if sign and not is_innocent(sentence, place):
            yield Claim(token.word, place, sign, is_negated(sentence, place))


def sign_of(sentence: Sentence, place: int) -> int:
    """Return 1 for a word of rise, -1 for one of fall, 0 for any other. What was lower before has risen."""
    return _sign_of_word(sentence, place) * (-1 if _is_earlier(sentence, place) else 1)


def _sign_of_word(sentence: Sentence, place: int) -> int:
    word = sentence.word(place)
    for part in (word, *_ends(word)):
        if part in lexicon.RISE:
            return 1
        if part in lexicon.FALL:
            return -1
    return _sign_of_comparison(sentence, place) or _sign_of_motion(sentence, place) or _sign_of_state(sentence, place)


def _sign_of_state(sentence: Sentence, place: int) -> int:
    """Return the sign of "became warmer", not of "on warmer days"."""
    word = sentence.word(place)
    if sentence.word(place - 1) not in lexicon.BECOMING:
        return 0
    return (word in lexicon.WARMER) - (word in lexicon.COOLER)


def _ends(word: str) -> tuple[str, ...]:
    """Return the parts of higher-than-usual and fast-growing that claim a direction, not those of off-peak."""
    parts = word.split("-") if "-" in word else []
    return tuple(part for part in parts if part.endswith(("ing", "er")))


def _sign_of_comparison(sentence: Sentence, place: int) -> int:
    word = sentence.word(place)
    if word in lexicon.ABOVE | lexicon.BELOW:
        return (1 if word in lexicon.ABOVE else -1) * _is_about_level(sentence, place)
    if word in lexicon.MORE_THAN | lexicon.LESS_THAN:
        return (1 if word in lexicon.MORE_THAN else -1) * _has_than(sentence, place)
    return 0


def _is_about_level(sentence: Sentence, place: int) -> bool:
    """Return whether "above" or "below" is followed by a number or by what is usual."""
    return sentence.is_reference(place + 1) or any(
        sentence.is_reference(place + at) or word in lexicon.USUAL
        for at, word in enumerate(sentence.words_after(place, 4), start=1)
    )


def _has_than(sentence: Sentence, place: int) -> bool:
    """Return whether "more" is more than what is usual, or than a number."""
    after = list(sentence.words_after(place, COMPARING))
    if "than" not in after[:4]:
        return False
    at = after.index("than")
    return any(
        word in lexicon.USUAL or sentence.is_reference(place + at + 2 + step)
        for step, word in enumerate(after[at + 1 : at + 4])
    )


def _sign_of_motion(sentence: Sentence, place: int) -> int:
    """Return the sign of "up" and "down" where values move: not of "shows up" and "the feed was down"."""
    word = sentence.word(place)
    if word not in {"up", "down"}:
        return 0
    return (_is_moved(sentence, place) or _is_by_amount(sentence, place)) * (1 if word == "up" else -1)


def _is_moved(sentence: Sentence, place: int) -> bool:
    before, after = sentence.word(place - 1), sentence.word(place + 1)
    if before in lexicon.MOVING:
        return after not in {"to", "for", "and"} or sentence.is_reference(place + 2)
    return before in lexicon.BEING and (after in lexicon.AMOUNT or sentence.is_reference(place - 2))


def _is_by_amount(sentence: Sentence, place: int) -> bool:
    """Return whether an amount follows, or the period that it is compared with."""
    after = sentence.word(place + 1)
    if after == "on":
        return bool(lexicon.PERIODS.intersection(sentence.words_after(place, 4)))
    is_down_to = sentence.word(place) == "down" and after == "to"
    return after == "from" or sentence.is_reference(place + 1 + (after == "by" or is_down_to))


def is_innocent(sentence: Sentence, place: int) -> bool:
    """Return whether a word of direction claims none where it stands."""
    return (
        sentence.word(place + 1) in lexicon.INNOCENT_AFTER.get(sentence.word(place), ())
        or _is_advice(sentence, place)
        or _is_season(sentence, place)
        or _is_return(sentence, place)
        or any(word in lexicon.WHETHER for word in sentence.words_before(place, GUESSING))
    )


def _is_advice(sentence: Sentence, place: int) -> bool:
    """Return whether it is what to do: reduce errors, to raise the limit."""
    if sentence.word(place) not in lexicon.BASE or sentence.is_outside(place + 1) or sentence.is_reference(place + 1):
        return False
    begins = sentence.is_outside(place - 1) or sentence.word(place - 1) in lexicon.BEFORE_BASE
    return begins and sentence.word(place + 1) not in lexicon.PREPOSITIONS


def _is_season(sentence: Sentence, place: int) -> bool:
    """Return whether it is the autumn, or falls on a day."""
    word, before, after = (sentence.word(place + step) for step in (0, -1, 1))
    if word in {"fall", "falls", "fell"} and after == "on":
        return sentence.word(place + 2) in {"a", "an", "the", ""}
    is_in_the = before == "the" and sentence.word(place - 2) in {"in", "during"}
    return word == "fall" and after not in {"of", "in", "from", "to"} and (is_in_the or before in lexicon.SEASON_BEFORE)


def _is_return(sentence: Sentence, place: int) -> bool:
    """Return whether it goes back to where it was."""
    return sentence.word(place - 1) == "back" or "back" in sentence.words_after(place, 2)


def _is_earlier(sentence: Sentence, place: int) -> bool:
    """Return whether "higher" or "lower" tells of the time before: it was lower before."""
    after = list(sentence.words_after(place, 2))
    return sentence.word(place) in {"higher", "lower"} and "than" not in after and bool(lexicon.EARLIER & {*after})


def is_negated(sentence: Sentence, place: int) -> bool:
    """Return whether a "not" or a "rather than" stands shortly before a word; "not only" is none."""
    before = list(sentence.words_before(place, NEGATION))
    return any(_negates(word, before[at - 1] if at else "") for at, word in enumerate(before))


def _negates(word: str, following: str) -> bool:
    if word in {"rather", "instead"}:
        return following in {"than", "of"}
    return (word in lexicon.NOT or word.endswith("n't")) and following not in lexicon.MERELY
