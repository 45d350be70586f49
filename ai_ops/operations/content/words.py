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
NO_BRACES: Final = "It has braces. Say in words what is shown."
NO_NUMBER: Final = "It has a number, in digits or in words, that the brief does not have. Leave it out."
NO_CLAIM: Final = "It claims something about the data, which changes. Name what is shown."
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
    if any(each in sentence.text for each in "{}"):
        yield NO_BRACES
    yield from plainness.check(sentence, grounds.ground, ())
    if is_asked:
        return
    if any(numerals.check(sentence, grounds.ground, ())):
        yield NO_NUMBER
    if any(ratios.check(sentence, grounds.ground, ())) or _claims_more(sentence, grounds):
        yield NO_CLAIM


def _claims_more(sentence: Sentence, grounds: Grounds) -> bool:
    """Return whether a sentence says how something goes, in words that neither the person nor a field's name has."""
    is_spoken = {each.word for each in claims.claims(sentence)} <= grounds.spoken
    return not is_spoken and any(
        any(check(sentence, grounds.ground, ())) for check in (directions.check, relations.check)
    )


def rationale(text: str, grounds: Grounds) -> str:
    """Return a reason as it may be shown, "" where it holds anything that may not."""
    return "" if checks.faults(text, grounds.ground) else cleaned(text)


def hidden(text: str) -> bool:
    """Return whether a text that is not shown, such as the key of a lookup, holds what no text may."""
    return is_hiding(text) or bool(plainness.ADDRESS.search(cleaned(text)))
