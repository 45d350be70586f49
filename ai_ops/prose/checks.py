"""Whether prose may be shown, sentence by sentence."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import (
    belonging,
    causes,
    directions,
    language,
    numerals,
    plainness,
    ratios,
    relations,
    roles,
    sentences,
    shapes,
    superlatives,
)
from ai_ops.prose.cleaning import cleaned, is_hiding, shortened
from ai_ops.prose.ground import Ground
from ai_ops.prose.references import ColumnReference, FactReference, Malformed, Part
from ai_ops.prose.sentences import Sentence

LONGEST: Final = 4_000
TOO_LONG: Final = "It is far too long."
HIDING: Final = "It has characters that hide or reorder what is read."
COPIED: Final = "It copies words of the data. Refer to a column, such as {f3}, or say it in other words."
NOT_ENGLISH: Final = "It is not in English."

type Check = Callable[[Sentence, Ground, Sequence[Fact]], Iterator[str]]


def faults(text: str, ground: Ground, *, evidence: Sequence[Fact] = ()) -> tuple[str, ...]:
    """Return what is wrong with a text, in sentences; none for prose that may be shown, once it is `cleaned`.

    `evidence` are the facts that a sentence is about which refers to none itself.
    """
    if len(text) > LONGEST:
        return (TOO_LONG,)
    found = [wrong for piece in sentences.split(text) for wrong in _faults(piece, ground, evidence)]
    return tuple(dict.fromkeys((*found, *_faults_of_all(cleaned(text), ground))))


def without_faults(text: str, ground: Ground, *, evidence: Sequence[Fact] = ()) -> tuple[str, tuple[str, ...]]:
    """Return a text, cleaned, without its faulty sentences, and why each of them went.

    A text that only fails as a whole, such as one that copies across sentences, goes as a whole.
    """
    if len(text) > LONGEST:
        return "", (TOO_LONG,)
    judged = [(cleaned(piece), tuple(_faults(piece, ground, evidence))) for piece in sentences.split(text)]
    kept = " ".join(piece for piece, wrong in judged if piece and not wrong)
    why = tuple(wrong[0] for _, wrong in judged if wrong)
    left = faults(kept, ground, evidence=evidence)
    return ("", (*why, *(each for each in left if each not in why))) if left else (kept, why)


def _faults(piece: str, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield what is wrong with one sentence, not yet cleaned."""
    if is_hiding(piece):
        yield HIDING
    sentence = Sentence.read(cleaned(piece), ground)
    for check in CHECKS:
        yield from check(sentence, ground, evidence)


def _faults_of_all(text: str, ground: Ground) -> Iterator[str]:
    """Yield what is wrong with a text as a whole."""
    if ground.quoted.has(text):
        yield COPIED
    if not language.is_english(language.words_of(Sentence.read(text, ground))):
        yield NOT_ENGLISH


def check_whole(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield whether a sentence is copied from the data, or of another language."""
    yield from _faults_of_all(sentence.text, ground)


def check_references(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the braces and the references that refer to nothing."""
    for part in sentence.parts:
        if wrong := _wrong_reference(part, ground):
            yield wrong


def _wrong_reference(part: Part, ground: Ground) -> str:
    match part:
        case Malformed(text=text):
            return f"It has braces that are no reference (“{shortened(text)}”)."
        case ColumnReference(alias=alias) if alias not in ground.columns:
            return f"It refers to {alias}, which is no column here."
        case FactReference(id=id_) if id_ not in ground.facts:
            return f"It refers to {id_}, which is no confirmed fact here."
        case FactReference(id=id_, part=name) if not _has(ground.facts[id_], name):
            return f"It refers to {id_}.{name}, which that fact does not have."
    return ""


def _has(fact: Fact, part: str) -> bool:
    times = {"since": fact.since, "until": fact.until}
    return bool(times[part]) if part in times else not part or part in fact.more


CHECKS: Final[tuple[Check, ...]] = (
    check_references,
    plainness.check,
    numerals.check,
    directions.check,
    relations.check,
    ratios.check,
    superlatives.check,
    roles.check,
    belonging.check,
    causes.check,
    shapes.check,
    check_whole,
)
