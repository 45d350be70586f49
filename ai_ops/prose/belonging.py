"""Whose number it is: a fact's number stands beside a column that the fact is about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ai_ops.facts import statistics
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, directions
from ai_ops.prose.ground import Ground
from ai_ops.prose.lexicon import words
from ai_ops.prose.references import ColumnReference, FactReference
from ai_ops.prose.sentences import Sentence

OF_ROWS: Final = ("gap", "duplicate_keys", "dominant_category")
"""What concerns rows, and so every column of them."""
TIMES: Final = ("since", "until")
GENERAL: Final = words("""
    value values level levels change changes count counts number numbers total totals mean average rate time times date
    dates hour hours week weeks month months year years rows data name names type types growth rise fall drop spike
    peak high higher lower usual normal index share ratio difference
""")
"""Names of columns that prose uses as plain words."""
PART: Final = re.compile(r"[^\W\d_]{4,}")


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the numbers and times of facts that are about none of the columns that their clause names.

    A number belongs to the columns before it, a time to all of its clause.
    """
    for place, token in enumerate(sentence.tokens):
        reference = token.reference
        if not isinstance(reference, FactReference) or reference.id not in sentence.known:
            continue
        fact = sentence.known[reference.id]
        named = named_beside(sentence, place, ground, is_time=reference.part in TIMES)
        is_about = (
            named & {*fact.columns} or is_in_words(sentence, fact.columns) or is_beside_any(sentence, place, fact)
        )
        if named and not (is_about or is_same_time(fact, reference.part, named, (*sentence.facts, *evidence))):
            yield f"It gives a number or a time of {fact.id} beside columns that {fact.id} is not about."
    yield from of_other_columns(sentence, ground, sentence.facts or evidence)


def named_beside(sentence: Sentence, place: int, ground: Ground, *, is_time: bool) -> set[str]:
    """Return the columns that a clause names before a token, or just after it in "{F1} in {f1}"; of a time, all."""
    clause = sentence.clauses[place]
    is_before_column = sentence.word(place + 1) in {"in", "of", "for"}
    last = len(sentence.tokens) if is_time else place + 3 if is_before_column else place
    tokens = [token for token, at in zip(sentence.tokens[:last], sentence.clauses, strict=False) if at == clause]
    found = (ground.columns.get(each.reference.alias) for each in tokens if isinstance(each.reference, ColumnReference))
    return {name for name in found if name}


def of_other_columns(sentence: Sentence, ground: Ground, facts: Sequence[Fact]) -> Iterator[str]:
    """Yield the claim of a direction that a sentence without references makes of a column of no fact."""
    if not facts or any(token.reference for token in sentence.tokens) or not is_stating(sentence):
        return
    own = {name for fact in facts for name in fact.columns}
    others = [name for name in ground.columns.values() if name not in own and is_in_words(sentence, [name])]
    if others and not is_in_words(sentence, own):
        yield "It says how a column goes that no fact of its evidence is about."


def is_stating(sentence: Sentence) -> bool:
    """Return whether a sentence claims a direction, and not as a guess."""
    return any(not directions.is_guess(sentence, claim) for claim in claims.claims(sentence))


def is_in_words(sentence: Sentence, columns: Iterable[str]) -> bool:
    """Return whether a sentence names a column in words, such as “visits” for “visits_total”."""
    parts = {part for name in columns for part in PART.findall(name.casefold())} - GENERAL
    return any(token.word.startswith(part) for token in sentence.tokens for part in parts)


def is_beside_any(sentence: Sentence, place: int, fact: Fact) -> bool:
    """Return whether a fact may stand beside any column: one of rows, unless something is so since then."""
    return is_of_rows(fact) and sentence.word(place - 1) != "since"


def is_of_rows(fact: Fact) -> bool:
    """Return whether a fact is about rows as they are, whatever they hold."""
    return fact.kind in OF_ROWS or (fact.kind == statistics.KIND and fact.recipe.get("which") == "rows")


def is_same_time(fact: Fact, part: str, named: set[str], others: Sequence[Fact]) -> bool:
    """Return whether a time is also one of a fact on a column that is named."""
    moment = {"since": fact.since, "until": fact.until}.get(part)
    return any(moment in {each.since, each.until} for each in others if named & {*each.columns}) if moment else False
