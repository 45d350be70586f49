"""Words for how two columns go together, against the sign of their correlation."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, directions, lexicon
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.references import ColumnReference
from ai_ops.prose.sentences import Sentence

RELATED: Final = words("""
    correlation correlations correlated correlate correlates correlating relation relationship association associated
    link linked dependence connection related
""")
CORRELATED: Final = frozenset(word for word in RELATED if word.startswith("correlat"))
OPPOSITE: Final = words("opposite opposing inverse inversely contrary oppositely reverse")
MOVED: Final = words("""
    move moves moved moving go goes went going vary varies rise rises rose fall falls fell climb climbs change changes
    run runs ran grow grows increase increases decrease decreases drop drops follow follows
""")
AMOUNTS: Final = {"more": 1, "less": -1, "fewer": -1}
NEAR: Final = 3


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield what a sentence says of two columns that their correlation does not."""
    facts = [fact for fact in sentence.facts if fact.kind == directions.TOGETHER]
    facts = facts or [fact for fact in evidence if fact.kind == directions.TOGETHER]
    if not facts:
        if any(is_stated(sentence, place) for place in range(len(sentence.tokens))):
            yield "It speaks of a correlation that no fact of its evidence shows."
        return
    said = set(says(sentence)) or set(by_words_of_direction(sentence, facts))
    if said and not said & {signs.direction_of(fact) for fact in facts}:
        yield "It says that columns go together in another way than their correlation does."


def is_stated(sentence: Sentence, place: int) -> bool:
    """Return whether a word states a correlation, rather than asking for one or denying it."""
    asked = any(word in lexicon.WHETHER | lexicon.GUESS for word in sentence.words_before(place, 8))
    return sentence.word(place) in CORRELATED and not asked and not claims.is_negated(sentence, place)


def says(sentence: Sentence) -> Iterator[int]:
    """Yield -1 for words of opposition; without any, 1 for words of going together."""
    found = [sign_of(sentence, place) for place in range(len(sentence.tokens))]
    yield from {-1} & set(found) or {1} & set(found)


def sign_of(sentence: Sentence, place: int) -> int:
    """Return -1 for a word of opposition, 1 for one of going together, 0 for any other or a negated one."""
    if claims.is_negated(sentence, place):
        return 0
    if _is_opposite(sentence, place):
        return -1
    return 1 if _is_together(sentence, place) else 0


def _is_opposite(sentence: Sentence, place: int) -> bool:
    word = sentence.word(place)
    if word in {"negative", "negatively"}:
        return _is_near(sentence, place, RELATED)
    if word == "against":
        return sentence.word(place - 1) in MOVED or sentence.word(place + 1) == "each"
    return word in OPPOSITE


def _is_together(sentence: Sentence, place: int) -> bool:
    word = sentence.word(place)
    if word in {"positive", "positively"}:
        return _is_near(sentence, place, RELATED)
    if word == "together":
        return _is_near(sentence, place, MOVED)
    if word == "in":
        return sentence.word(place + 1) in {"step", "tandem", "parallel", "lockstep", "unison"}
    return word == "same" and sentence.word(place + 1) in {"direction", "way"}


def _is_near(sentence: Sentence, place: int, words: frozenset[str]) -> bool:
    return bool(words.intersection((*sentence.words_before(place, NEAR), *sentence.words_after(place, NEAR))))


def by_words_of_direction(sentence: Sentence, facts: Sequence[Fact]) -> Iterator[int]:
    """Yield 1 where two things are said to go the same way, -1 where one rises as the other falls.

    Nothing in a sentence whose other facts have directions of their own.
    """
    if any(fact not in facts and signs.direction_of(fact) for fact in sentence.facts):
        return
    found = [(each.place, each.sign) for each in claims.claims(sentence) if not each.is_negated]
    found += [(at, AMOUNTS[token.word]) for at, token in enumerate(sentence.tokens) if token.word in AMOUNTS]
    if len(found) == 1 and is_with_column(sentence, found[0][0]):
        yield found[0][1]
    elif len({place for place, _ in found}) > 1:
        yield 1 if len({sign for _, sign in found}) == 1 else -1


def is_with_column(sentence: Sentence, place: int) -> bool:
    """Return whether a word stands in "{f1} falls with {f2}"."""
    after = [sentence.tokens[at].reference for at in range(place + 2, min(place + 4, len(sentence.tokens)))]
    is_with = "with" in (sentence.word(place + 1), sentence.word(place + 2))
    return is_with and any(isinstance(each, ColumnReference) for each in after)
