"""Say the same in other words: synonyms, and clauses in another order."""

import re
from collections.abc import Iterator

from sandbox.answers.texts import openers
from sandbox.answers.texts.english import SYNONYMS
from sandbox.answers.texts.wish import Wish, lowered, raised, swap


def candidates(wish: Wish) -> Iterator[str]:
    """Yield rewritten texts, the ones with most of the words changed first."""
    source = wish.source
    turn = wish.prompt.number("rewrite", 2)
    if openers.is_english(wish.language):
        yield from _with_synonyms(source, turn)
    yield from _reordered(source)
    for opener in openers.of(wish.language, wish.prompt):
        yield f"{opener} {lowered(source)}"
    for closer in openers.closers_of(wish.language, wish.prompt):
        yield f"{source.rstrip('.!')} – {closer}"


def _with_synonyms(source: str, turn: int) -> Iterator[str]:
    for place in (turn, 1 - turn):
        words = {word: choices.split("|")[place] for word, choices in SYNONYMS.items()}
        changed = raised(swap(source, words))
        yield changed
        yield from _reordered(changed)


def _reordered(text: str) -> Iterator[str]:
    """Yield a text with its clauses in another order; nothing where it has but one."""
    head, comma, tail = text.rstrip(".!").partition(", ")
    if comma and ", " not in tail:
        yield raised(f"{tail}, {lowered(head)}")
    match = re.fullmatch(r"([^:\n]{3,}): (\S+)", text.strip())
    if match:
        yield f"{match[2]} – {lowered(match[1])}"
    match = re.fullmatch(r"(.{3,}?) ((?:today|now|tonight|tomorrow|every day|this week))([.!]?)", text, re.IGNORECASE)
    if match:
        yield f"{raised(match[2])}: {lowered(match[1])}{match[3]}"
