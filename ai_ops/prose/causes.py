"""Words for a cause and for what will be: no fact shows either, so both may be guessed and not stated."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, lexicon
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.sentences import Sentence

NEAR: Final = 8
CAUSES: Final = words("causes causing drives")
BY: Final = words("caused driven triggered")
PHRASES: Final = (("due", "to"), ("because", "of"), ("thanks", "to"), ("led", "to"), ("leads", "to"), ("results", "in"))
OPEN: Final = lexicon.WHETHER | lexicon.GUESS | words("which what why who not cannot nor neither can")
REACHING: Final = words("reach exceed pass cross hit") | lexicon.BASE | words("fall rise climb decline shrink double")
DATA_QUALITY: Final = "data_quality"


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the causes and the forecasts that a sentence states."""
    facts = sentence.facts or evidence
    is_explained = any(DATA_QUALITY in signs.kinds_supported(fact) for fact in facts)
    for place, token in enumerate(sentence.tokens):
        if is_open(sentence, place):
            continue
        if is_cause(sentence, place) and not is_explained:
            yield f"It states a cause (“{token.word[:40]}”), and facts show none. Say it as a guess, in the hypothesis."
        if token.word == "will" and REACHING.intersection(sentence.words_after(place, 2)):
            yield "It says what will be, and facts show what was. Say it as a guess, in the hypothesis."


def is_open(sentence: Sentence, place: int) -> bool:
    """Return whether a word stands in a guess, a question or a denial."""
    before = [*sentence.words_before(place, NEAR), *sentence.words_after(place, 1)]
    return (
        bool(OPEN.intersection(before))
        or any(each.endswith("n't") for each in before)
        or claims.is_negated(sentence, place)
    )


def is_cause(sentence: Sentence, place: int) -> bool:
    """Return whether a word, with the one after it, says that something made something else so."""
    word, after = sentence.word(place), sentence.word(place + 1)
    return word in CAUSES or (word in BY and after == "by") or (word, after) in PHRASES
