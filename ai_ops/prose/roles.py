"""Which number of a fact a reference stands for, against the words around it: what was before is not what is now."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import levels, lexicon
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.references import FactReference
from ai_ops.prose.sentences import Sentence

NEAR: Final = 5
BEFORE: Final = ("usual", "before", "start", "elsewhere")
FILLING: Final = words("is are was were it the its averages averaged stands stood lies lay mean level")
EARLIER: Final = words("before earlier previously formerly beforehand originally initially")
LATER: Final = words("now today afterwards currently nowadays since")
ELSEWHERE: Final = words("elsewhere others rest")
HERE: Final = words("here there")
USUAL: Final = words("usual usually normal normally typical typically ordinary ordinarily customary average")
MEANS: Final = words("mean average median usually mostly normally")
SIZED: Final = words("coefficient correlation strength")
STOPS: Final = words("and but or while whereas than to from then instead with") | words(
    "compared above below twice double half"
)
PLAINLY: Final = words("is was are were")
AFTER_ITS_TIME: Final = words("usual normal typical customary ordinary")
NOT_BACK: Final = lexicon.RISE | lexicon.FALL | words("reached reaches reach hit hits")
UNIT_TIMES: Final = ("drift", "changed_seasonality")
COUNTS: Final = ("times", "repeated", "rows", "n", "missing", "in_all")

SWAPPED: Final = "It gives the wrong number of a fact: what it calls {called} is {is_really}."


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the numbers that stand where another number of their fact belongs."""
    for place, token in enumerate(sentence.tokens):
        reference = token.reference
        if isinstance(reference, FactReference) and reference.id in sentence.known:
            yield from _faults(sentence, place, sentence.known[reference.id], part=reference.part)
    yield from _turned_times(sentence)


def _faults(sentence: Sentence, place: int, fact: Fact, *, part: str) -> Iterator[str]:
    before = words_before(sentence, place)
    if fact.kind in signs.SIDES and part not in {"since", "until"}:
        is_mean = is_called_mean(sentence, place)
        yield from _wrong_side(before, _follows(sentence, place), fact, part=part or "value", is_mean=is_mean)
        yield from _wrong_amount(sentence, place, fact, part=part)
    if fact.kind == "correlation" and part and SIZED.intersection(before[:3]):
        yield f"It gives {part} of a correlation as its strength. Refer to its value, as {{F1}}."
    if sentence.word(place + 1) == "times" and part not in COUNTS and fact.kind not in UNIT_TIMES:
        yield "It says “times” of a number that counts none."
    if part == "until" and fact.kind in {"level_shift", "trend"} and sentence.word(place - 1) == "since":
        yield "It says “since” of the time at which something ends."


def words_before(sentence: Sentence, place: int) -> list[str]:
    """Return the words just before a reference, the nearest first, as far as another reference or a conjunction."""
    found: list[str] = []
    for at in range(place - 1, place - 1 - NEAR, -1):
        if sentence.is_outside(at) or sentence.is_reference(at) or is_stop(sentence, at):
            break
        found.append(sentence.word(at))
    return found


def is_stop(sentence: Sentence, place: int) -> bool:
    """Return whether what is said before a word is of something else; "used to" goes on."""
    return sentence.word(place) in STOPS and sentence.word(place - 1) != "used"


def _follows(sentence: Sentence, place: int) -> str:
    """Return the word that says what a reference is, in "{F1} is usual" and "{F1} before", "" for none."""
    word = sentence.word(place + 1)
    return sentence.word(place + 2) if word in PLAINLY else ""


def is_called_mean(sentence: Sentence, place: int) -> bool:
    """Return whether a number is called a mean, as in "on average, {f1} is {F1}"."""
    if sentence.word(place - 1) not in PLAINLY:
        return False
    before = [sentence.word(at) for at in range(max(0, place - 2 - NEAR), place - 1)]
    return bool(MEANS.intersection(before)) and not {"above", "below", "than"}.intersection(before)


def _wrong_side(before: Sequence[str], after: str, fact: Fact, *, part: str, is_mean: bool) -> Iterator[str]:
    """Yield that a number is called usual, earlier or elsewhere which is not, or the other way round."""
    first, last = signs.SIDES[fact.kind]
    is_compared = fact.kind == "group_difference"
    earlier, later = (ELSEWHERE, HERE) if is_compared else (EARLIER, LATER)
    is_usual = USUAL.intersection(before[:2]) or after in AFTER_ITS_TIME or is_mean
    if part != first and fact.kind in levels.OF_LEVELS and is_usual:
        yield SWAPPED.format(called="usual", is_really="not")
    if fact.kind in levels.OF_LEVELS:
        return
    called = said_of(before)
    if (part == last and called in earlier) or (part == first and called in later):
        yield SWAPPED.format(called=called, is_really="not")


def said_of(before: Sequence[str]) -> str:
    """Return the word that says which number one is: "now" of "now it is {F1}", "former" of "used to be {F1}"."""
    if before[:3] == ["be", "to", "used"]:
        return "formerly"
    return next((word for word in before if word not in FILLING), "")


def _wrong_amount(sentence: Sentence, place: int, fact: Fact, *, part: str) -> Iterator[str]:
    """Yield that a level is called a change ("rose by {F1}"), a change a level, or the level before the one reached."""
    word, moved = sentence.word(place - 1), sentence.word(place - 2)
    is_level = levels.level(fact, part) is not None
    if word == "by" and is_level and moved in lexicon.RISE | lexicon.FALL:
        yield f"It says “{moved} by”, and that number is a level and no change."
    if word == "to" and moved in NOT_BACK and sentence.word(place - 3) != "back":
        if part in BEFORE:
            yield f"It says “{moved} to”, and that number is what was before."
        elif not is_level:
            yield f"It says “{moved} to”, and that number is a change and no level."


def _turned_times(sentence: Sentence) -> Iterator[str]:
    """Yield that a time span is told from its end to its beginning."""
    for place, token in enumerate(sentence.tokens):
        one, other = token.reference, (sentence.tokens[place + 2 : place + 3] or [token])[0].reference
        if (
            isinstance(one, FactReference)
            and isinstance(other, FactReference)
            and (one.id, one.part, other.part) == (other.id, "until", "since")
            and sentence.word(place + 1) in {"to", "until", "and", "till"}
            and sentence.word(place - 1) in {"from", "between"}
        ):
            yield "It tells of a time from its end to its beginning."
