"""Words for how many times as much, against the facts: what doubled is about twice what it was."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, lexicon
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.sentences import Sentence

NEAR: Final = 0.15
FAR: Final = 1.75
HALF, QUARTER = 0.5, 0.25
FOLDS: Final = dict(
    zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "hundred", "thousand"],
        (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 20.0, 100.0, 1000.0),
        strict=True,
    )
)
WORDS: Final[dict[str, float]] = {
    **dict.fromkeys(words("doubled doubling redoubled"), 2.0),
    **dict.fromkeys(words("tripled triples tripling trebled trebles trebling thrice"), 3.0),
    **dict.fromkeys(words("quadrupled quadruples quadrupling"), 4.0),
    **dict.fromkeys(words("quintupled quintuples quintupling"), 5.0),
    **dict.fromkeys(words("halved halving"), HALF),
    **dict.fromkeys(words("quartered quartering"), QUARTER),
    **{f"{name}{dash}fold": times for name, times in FOLDS.items() for dash in ("", "-")},
}
BEFORE_NOUN: Final = {"twice": 2.0, "double": 2.0, "doubles": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0}
AMOUNT: Final = words("to than nearly almost about roughly over around")
PARTS_BEFORE: Final = words("two both the of these all")


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the words for a ratio that no fact bears out."""
    for place, token in enumerate(sentence.tokens):
        times = times_of(sentence, place)
        if times and not claims.is_negated(sentence, place):
            facts = sentence.facts_beside(place) or sentence.facts or evidence
            is_more = "more than" in " ".join(reversed(list(sentence.words_before(place, 3))))
            if not any(fits(signs.ratio_of(fact), times, is_more=is_more) for fact in facts):
                yield f"It says “{token.word[:40]}”, and no fact that it rests on shows that ratio."


def times_of(sentence: Sentence, place: int) -> float | None:
    """Return the ratio that a word claims, None for any other. "It happened twice" claims none."""
    word, before, after = (sentence.word(place + step) for step in (0, -1, 1))
    if word in BEFORE_NOUN:
        is_amount = after in lexicon.DETERMINERS | {"as"} or (before in AMOUNT and word != "twice")
        return BEFORE_NOUN[word] if is_amount else None
    if word == "halves":
        return None if before in PARTS_BEFORE else HALF
    return HALF if word == "half" and after == "as" else WORDS.get(word)


def fits(ratio: float | None, times: float, *, is_more: bool) -> bool:
    """Return whether a ratio is within 15 % of what is said, or moderately beyond it where "more than" is said."""
    if not ratio or ratio < 0:
        return False
    beyond = ratio / times if times > 1 else times / ratio
    return 1 <= beyond <= FAR if is_more else abs(ratio / times - 1) <= NEAR
