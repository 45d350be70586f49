"""Superlatives: only what is the highest or the lowest of its kind is called so."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, lexicon, subjects
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.sentences import Sentence

HIGH: Final = words("highest largest biggest greatest maximum max tallest topmost highest-ever")
LOW: Final = words("lowest smallest minimum tiniest lowest-ever")
EITHER: Final = words("best worst unprecedented unmatched unrivalled unparalleled unequalled unsurpassed")
BOTH: Final = frozenset({"highest", "lowest"})
INNOCENT_AFTER: Final = words("""
    guess explained explanation explains to read seen way practice practices described understood done checked compared
    fit limit limits allowed length case place
""")
EXTREME: Final = words("high low")
NEW: Final = words("record all-time new")
RECORDS: Final = words("high low level value day week month year peak figure")
SETTING: Final = words("set sets new all-time hit hits broke breaks")
SOME: Final = words("one among of some")


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the superlatives that no fact's rank bears out."""
    for place, token in enumerate(sentence.tokens):
        wanted = wanted_by(sentence, place)
        if wanted and not is_innocent(sentence, place):
            facts = sentence.facts or evidence
            if not (is_one_of_them(sentence, place, facts) or is_ranked(facts, ground, wanted)):
                yield f"It says “{token.word[:40]}”, and no fact that it rests on is that."


def is_ranked(facts: Sequence[Fact], ground: Ground, wanted: frozenset[str]) -> bool:
    """Return whether one of the facts has one of the ranks."""
    return any(wanted & ground.ranks.get(fact.id, frozenset()) for fact in facts)


def wanted_by(sentence: Sentence, place: int) -> frozenset[str]:
    """Return the ranks that bear a word out, none for a word that is no superlative."""
    parts = sentence.word(place).split("-")
    for superlatives, ranks in ((HIGH, {"highest"}), (LOW, {"lowest"}), (EITHER, BOTH)):
        if superlatives.intersection(parts):
            return frozenset(ranks)
    return _wanted_by_phrase(sentence, place)


def _wanted_by_phrase(sentence: Sentence, place: int) -> frozenset[str]:
    word, before, after = (sentence.word(place + step) for step in (0, -1, 1))
    is_extreme = word in EXTREME and (before in NEW or (before in {"a", "its"} and after == "of"))
    if (before, word) in {("than", "ever"), ("like", "never")} or (before, word, after) == ("no", "other", "came"):
        return BOTH
    if is_extreme:
        return frozenset({"highest" if word == "high" else "lowest"})
    if word == "record" and (after in RECORDS - EXTREME or before in SETTING):
        return BOTH
    is_peak = word in {"peak", "peaks", "peaked"} and (
        before in {"the", "its", "their", "absolute"} or after in {"at", "value", "of"}
    )
    return frozenset({"highest"}) if is_peak and not claims.is_innocent(sentence, place) else frozenset()


def is_innocent(sentence: Sentence, place: int) -> bool:
    """Return whether it is no claim: at best, the best way, not the highest, whether it is the highest."""
    return (
        sentence.word(place - 1) == "at"
        or sentence.word(place + 1) in INNOCENT_AFTER
        or claims.is_negated(sentence, place)
        or any(word in lexicon.WHETHER for word in sentence.words_before(place, claims.GUESSING))
    )


def is_one_of_them(sentence: Sentence, place: int, facts: Sequence[Fact]) -> bool:
    """Return whether it says "one of the highest" of a rise, or speaks of the peak of a cycle."""
    if sentence.word(place) in {"peak", "peaks", "peaked"}:
        return any(fact.kind in subjects.BOTH_WAYS for fact in facts)
    is_some = any(word in SOME for word in list(sentence.words_before(place, 2))[1:])
    sign = 1 if wanted_by(sentence, place) == {"highest"} else -1
    return is_some and any(signs.direction_of(fact) == sign for fact in facts)
