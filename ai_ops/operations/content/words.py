"""Whether the words of a model may stand: titles and literals name things, and claim nothing about the data."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ai_ops.operations.content.inputs import ContentInput
from ai_ops.operations.content.preparing import Prepared
from ai_ops.prose import checks, claims, directions, numerals, plainness, quotes, ratios, relations, sentences
from ai_ops.prose.cleaning import cleaned, is_hiding
from ai_ops.prose.ground import Ground, Quotes, numbers_of
from ai_ops.prose.sentences import Sentence

NAMED: Final = re.compile(r"(?=.*[a-z])(?!f\d)[^\W_]{2,12}")
"""A word of a field's name that has a digit and is no number, such as CO2."""
SHORT: Final = 3  # words
NO_WORDS: Final = "It has no words."
COPIED: Final = "It copies words of the data. Say what they mean in other words."


@dataclass(frozen=True)
class Grounds:
    """What words are judged by. `spoken` are the words of the person, and those of short names of fields."""

    ground: Ground
    spoken: frozenset[str]
    asked: str


def grounds_of(prepared: Prepared, inputs: ContentInput, *, note: str) -> Grounds:
    """Return what the words of a layout are judged by."""
    names = [each.column.field.name for each in prepared.fields]
    asked = cleaned(f"{inputs.brief} {note}")
    spoken = quotes.words_of(" ".join([asked, *(name for name in names if len(quotes.words_of(name)) <= SHORT)]))
    allowed = numbers_of(asked) | {word for word in _numbers(names) if NAMED.fullmatch(word)}
    ground = Ground(allowed=frozenset(allowed), quoted=Quotes.of(prepared.quoted()))
    return Grounds(ground, frozenset(spoken), asked.casefold())


def _numbers(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from numbers_of(name)


def faults(text: str, grounds: Grounds) -> tuple[str, ...]:
    """Return why a title or a literal may not stand, in sentences; none once it is `cleaned`, if it may."""
    whole = cleaned(text)
    found = [checks.HIDING] if is_hiding(text) else []
    if not any(each.isalnum() for each in whole):
        found.append(NO_WORDS)
    is_asked = len(whole) > 1 and whole.casefold() in grounds.asked
    for piece in sentences.split(whole):
        found += _of_sentence(Sentence.read(piece, grounds.ground), grounds, is_asked=is_asked)
    if grounds.ground.quoted.has(whole):
        found.append(COPIED)
    return tuple(dict.fromkeys(found))


def _of_sentence(sentence: Sentence, grounds: Grounds, *, is_asked: bool) -> Iterator[str]:
    yield from checks.check_references(sentence, grounds.ground, ())
    yield from plainness.check(sentence, grounds.ground, ())
    if is_asked:
        return
    yield from numerals.check(sentence, grounds.ground, ())
    yield from ratios.check(sentence, grounds.ground, ())
    if not {each.word for each in claims.claims(sentence)} <= grounds.spoken:
        yield from directions.check(sentence, grounds.ground, ())
        yield from relations.check(sentence, grounds.ground, ())


def rationale(text: str, grounds: Grounds) -> str:
    """Return a reason as it may be shown, "" where it holds anything that may not."""
    return "" if checks.faults(text, grounds.ground) else cleaned(text)


def hidden(text: str) -> bool:
    """Return whether a text that is not shown, such as the key of a lookup, holds what no text may."""
    return is_hiding(text) or bool(plainness.ADDRESS.search(cleaned(text)))
