"""Words of direction against the facts: nothing rose that fell."""

from collections.abc import Iterator, Sequence
from typing import Final

from ai_ops.facts import signs
from ai_ops.facts.candidates.base import Fact
from ai_ops.prose import claims, levels, lexicon, subjects
from ai_ops.prose.claims import Claim
from ai_ops.prose.ground import Ground
from ai_ops.prose.references import ColumnReference
from ai_ops.prose.sentences import Sentence

GUESS_BEFORE, GUESS_AFTER, GUESS_LATER = 8, 3, 20
THERE_AND_BACK: Final = ("spike", "dip")
TOGETHER: Final = "correlation"


def check(sentence: Sentence, ground: Ground, evidence: Sequence[Fact]) -> Iterator[str]:
    """Yield the words of direction that no fact bears out."""
    told: set[int] = set()
    for claim in claims.claims(sentence):
        facts = subjects.speaking(sentence, claim.place, ground, evidence=evidence)
        is_open = is_guess(sentence, claim) or is_way_back(sentence, claim, facts, told=told)
        if not is_open and (wrong := judge(sentence, claim, facts)):
            yield f"It says “{claim.word[:40]}”, {wrong}."
        told.add(claim.sign)
    yield from turned_round(sentence)


def is_guess(sentence: Sentence, claim: Claim) -> bool:
    """Return whether a claim is marked as a guess, in a sentence that refers to no fact.

    So are "sales may have risen", "a higher price, or a new one, could" and "possible reasons: reduced hours".
    """
    if sentence.facts:
        return False
    beside = {*sentence.words_before(claim.place, GUESS_BEFORE), *sentence.words_after(claim.place, GUESS_AFTER)}
    later = {token.word for token in sentence.tokens[claim.place : claim.place + GUESS_LATER]}
    is_named = lexicon.GUESS & later and is_attribute(sentence, claim.place)
    return bool(lexicon.GUESS & beside or is_named or sentence.word(0) in lexicon.GUESS)


def is_attribute(sentence: Sentence, place: int) -> bool:
    """Return whether a word goes with the noun after it, as in "higher prices" and "reduced hours"."""
    is_before_noun = not sentence.is_outside(place + 1) and sentence.word(place + 1) not in lexicon.PREPOSITIONS
    return is_before_noun and sentence.word(place).endswith(("er", "ed", "ing"))


def judge(sentence: Sentence, claim: Claim, facts: Sequence[Fact]) -> str:
    """Return what is wrong with a claim, "" for nothing."""
    if not claim.is_negated and (is_so := levels.is_borne_out(sentence, claim)) is not None:
        return "" if is_so else "and the numbers beside it say the opposite"
    if any(fact.kind in subjects.BOTH_WAYS for fact in facts) or is_about_pair(sentence, claim, facts):
        return ""
    return against(claim, {signs.direction_of(fact) for fact in about(sentence, facts)})


def against(claim: Claim, found: set[signs.Sign]) -> str:
    """Return what is wrong with a claim, given the directions that the facts have."""
    if claim.is_negated:
        return "with a “not”, and the facts show that it did" if found == {claim.sign} else ""
    if claim.sign in found:
        return ""
    return "and the facts show the opposite" if found else "and no fact that it rests on shows it"


def is_way_back(sentence: Sentence, claim: Claim, facts: Sequence[Fact], *, told: set[int]) -> bool:
    """Return whether a claim is on the end of a spike or a dip, of which the sentence told before."""
    ends = any(fact.kind in THERE_AND_BACK and signs.direction_of(fact) == -claim.sign for fact in facts)
    beside = {*sentence.words_before(claim.place, 3), *sentence.words_after(claim.place, 3)}
    return ends and -claim.sign in told and bool(lexicon.THEN & beside)


def is_about_pair(sentence: Sentence, claim: Claim, facts: Sequence[Fact]) -> bool:
    """Return whether a claim says how two columns go together; `relations` judges that."""
    if not any(fact.kind == TOGETHER for fact in facts):
        return False
    columns = {token.reference for token in sentence.tokens if isinstance(token.reference, ColumnReference)}
    is_named = any(fact.kind == TOGETHER for fact in sentence.facts)
    return is_named or len(columns) > 1 or all(fact.kind == TOGETHER for fact in facts)


def about(sentence: Sentence, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the facts that say how the values go, and in a sentence on their spread those on the spread too."""
    is_on_spread = any(token.word in lexicon.SPREAD for token in sentence.tokens)
    for fact in facts:
        if fact.kind != TOGETHER and (is_on_spread or signs.aspect_of(fact) == "level"):
            yield fact


def turned_round(sentence: Sentence) -> Iterator[str]:
    """Yield what is wrong with each "from A to B": its ends, or the word of direction beside it."""
    found = {clause: (start, end, sign) for clause, start, end, sign in levels.ways(sentence)}
    for start, end, _ in found.values():
        sides = signs.SIDES.get(sentence.known[end.id].kind, ())
        if start.id == end.id and (end.part or "value", start.part or "value") == sides:
            yield "It goes from what came after to what was before."
    for claim in claims.claims(sentence) if found else ():
        _, _, sign = found.get(sentence.clauses[claim.place], (None, None, 0))
        if sign == -claim.sign and not claim.is_negated:
            yield f"It says “{claim.word[:40]}”, and the numbers beside it say the opposite."
