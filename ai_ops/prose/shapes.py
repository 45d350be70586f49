"""Words for how long something lasts, how often it is so and how closely two columns agree, against the facts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, lexicon
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.sentences import Sentence

BRIEF: Final = words("brief briefly temporary temporarily short-lived momentary momentarily fleeting gradually slowly")
LASTING: Final = words("permanent permanently lasting lastingly persistent")
STAYED: Final = words("stayed stays remained remains persisted lasted")
THERE: Final = words("there since high low elevated")
STILL: Final = words("stable unchanged constant")
COMPLETE: Final = words("complete uninterrupted gapless unique")
BEING: Final = words("is are was were been stays stayed remained remains")
IN_PART: Final = words("""
    since until before then after afterwards otherwise elsewhere around again new now at but except apart from other
""")
SURE: Final = words("always invariably never")
PERFECT: Final = words("perfect perfectly exactly exact identical identically")
ALMOST: Final = words("almost nearly far less short close from")
APART: Final = words("unrelated independent independently")
NEARLY_ONE: Final = 0.95
FASTER: Final = words("accelerating accelerates accelerated accelerate decelerating decelerates decelerated")
OF_SOME: Final = frozenset({"spike", "dip", "correlation", "group_difference", "trend", "period_change", "seasonality"})
CYCLES: Final = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_629_746, "yearly": 31_556_952}
OF_CYCLES: Final = words("cycle cycles rhythm rhythms pattern patterns swing swings seasonality season")
NEAR: Final = 0.15

type Test = Callable[[Sentence, int], bool]


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the words that say more, or something else, than the kinds of the facts do."""
    facts = sentence.facts or evidence
    kinds = frozenset(fact.kind for fact in facts) - {"statistic"}
    for place, token in enumerate(sentence.tokens):
        if not claims.is_negated(sentence, place) and not is_asked(sentence, place):
            for wrong in _faults(sentence, place, facts, kinds=kinds):
                yield f"It says “{token.word[:40]}”, {wrong}."


def is_asked(sentence: Sentence, place: int) -> bool:
    """Return whether a word stands in a guess or a question."""
    return bool((lexicon.WHETHER | lexicon.GUESS).intersection(sentence.words_before(place, claims.GUESSING)))


def _faults(sentence: Sentence, place: int, facts: Sequence[Fact], *, kinds: frozenset[str]) -> Iterator[str]:
    word = sentence.word(place)
    for those, is_said, wrong in RULES:
        if kinds and kinds <= those and is_said(sentence, place):
            yield wrong
    if kinds == {"correlation"} and is_said_exact(sentence, place) and strongest(facts) < NEARLY_ONE:
        yield "and the correlation is less than that"
    if word in CYCLES and sentence.word(place + 1) in OF_CYCLES and not is_cycle_of(facts, CYCLES[word]):
        yield "and the cycle has another length"
    if word in FASTER:
        yield "and no fact shows how a movement goes faster or slower"


def is_said_to_last(sentence: Sentence, place: int) -> bool:
    """Return whether a word says that a value stayed where an event took it."""
    word = sentence.word(place)
    return word in LASTING or (word in STAYED and sentence.word(place + 1) in THERE)


def is_said_to_pass(sentence: Sentence, place: int) -> bool:
    """Return whether a word says that a level was there for a while, or went slowly."""
    return sentence.word(place) in BRIEF or (sentence.word(place) == "back" and sentence.word(place + 1) == "to")


def is_said_of_all(sentence: Sentence, place: int) -> bool:
    """Return whether a value is said to be the same all the time, or all there: not one part of it."""
    is_state = sentence.word(place) in STILL | COMPLETE and BEING.intersection(sentence.words_before(place, 2))
    return bool(is_state) and not IN_PART.intersection(token.word for token in sentence.tokens)


def is_said_of_each(sentence: Sentence, place: int) -> bool:
    """Return whether something is said of every row; advice begins with the word."""
    return sentence.word(place) in SURE and sentence.word(0) not in SURE


def is_said_apart(sentence: Sentence, place: int) -> bool:
    """Return whether two columns are said to have nothing to do with each other."""
    following = (sentence.word(place), sentence.word(place + 1), sentence.word(place + 2))
    return sentence.word(place) in APART or following == ("nothing", "to", "do")


def is_said_exact(sentence: Sentence, place: int) -> bool:
    """Return whether two columns are said to agree exactly, not almost."""
    return sentence.word(place) in PERFECT and not ALMOST.intersection(sentence.words_before(place, 3))


def strongest(facts: Sequence[Fact]) -> float:
    """Return how strong the strongest correlation is, whatever its sign."""
    return max(abs(fact.value) for fact in facts if fact.kind == "correlation")


def is_cycle_of(facts: Sequence[Fact], seconds: float) -> bool:
    """Return whether a cycle is so long, or how long it is cannot be known."""
    lengths = [length_of(fact) for fact in facts if fact.kind == "seasonality"]
    return not lengths or any(length is None or abs(length / seconds - 1) <= NEAR for length in lengths)


def length_of(fact: Fact) -> float | None:
    """Return the length of a cycle in seconds, None without times. Its fact spans all rows."""
    if not (fact.since and fact.until and fact.first is not None and fact.last):
        return None
    whole = datetime.fromisoformat(fact.until) - datetime.fromisoformat(fact.since)
    return whole.total_seconds() / (fact.last - fact.first) * fact.value


RULES: Final[tuple[tuple[frozenset[str], Test, str], ...]] = (
    (frozenset({"spike", "dip"}), is_said_to_last, "and the facts show an event that passed"),
    (frozenset({"level_shift"}), is_said_to_pass, "and the facts show a level that moved at once and stayed"),
    (frozenset({"level_shift", "trend", "period_change"}), is_said_of_all, "and the facts show that it moved"),
    (frozenset({"missing_burst", "gap", "duplicate_keys"}), is_said_of_all, "and the facts show that it is not"),
    (frozenset({"correlation"}), is_said_apart, "and the facts show a correlation"),
    (OF_SOME, is_said_of_each, "and no fact shows that of all rows"),
)
