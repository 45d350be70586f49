"""Which facts a word of a sentence is about."""

from collections.abc import Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.references import ColumnReference, FactReference
from ai_ops.prose.sentences import Sentence

BOTH_WAYS: Final = ("seasonality", "changed_seasonality")
NEAR: Final = 6  # tokens
ENDS: Final = words("and or while whereas but then which as above below than before after")
BEFORE: Final = words("before usual start elsewhere")


def speaking(sentence: Sentence, place: int, ground: Ground, *, evidence: Sequence[Fact]) -> Sequence[Fact]:
    """Return the facts with a direction that a word is about.

    That is the fact whose number follows it ("rose to {F3}"), else those of its clause, its sentence or
    the evidence, and of these the ones on the column beside it ("{f1} rose") where there are such.
    """
    follower = following(sentence, place)
    for facts in ((follower,) if follower else (), sentence.facts_beside(place), sentence.facts, evidence):
        found = [fact for fact in facts if signs.direction_of(fact) or fact.kind in BOTH_WAYS]
        if found:
            return of_column(found, column_beside(sentence, place, ground))
    return ()


def following(sentence: Sentence, place: int) -> Fact | None:
    """Return the fact whose number or time soon follows a word, in the same breath."""
    for at in range(place + 1, place + 1 + NEAR):
        if sentence.is_outside(at) or sentence.word(at) in ENDS:
            return None
        reference = sentence.tokens[at].reference
        if isinstance(reference, FactReference):
            return None if reference.part in BEFORE else sentence.known.get(reference.id)
    return None


def column_beside(sentence: Sentence, place: int, ground: Ground) -> str:
    """Return the name of the column shortly before a word, or just after it ("a rise in {f1}"), "" for none."""
    after = (place + 2,) if sentence.word(place + 1) in {"in", "of"} else ()
    for at in (*after, *range(place - 1, place - 1 - NEAR, -1)):
        if sentence.is_outside(at):
            return ""
        reference = sentence.tokens[at].reference
        if isinstance(reference, ColumnReference):
            return ground.columns.get(reference.alias, "")
    return ""


def of_column(facts: Sequence[Fact], column: str) -> Sequence[Fact]:
    """Return the facts on a column; without a column, all of them."""
    return [fact for fact in facts if column in fact.columns] if column else facts
