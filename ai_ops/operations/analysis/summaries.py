"""The summary: without the sentences that do not hold, and never empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ai_ops.operations.analysis.claims import Claim
from ai_ops.prose import checks
from ai_ops.prose.cleaning import cleaned
from ai_ops.prose.ground import Ground

ONE: Final = "The data confirms the finding below."
SEVERAL: Final = "The data confirms the findings below."


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary, and what was left out of it."""

    text: str
    mends: tuple[str, ...]


def read(text: str, ground: Ground, *, claims: Sequence[Claim]) -> Summary:
    """Return a summary without its faulty sentences; where none is left, the program's own.

    A sentence that refers to no fact is judged by the claims that are shown.
    """
    facts = list({fact.id: fact for claim in claims for fact in claim.facts}.values())
    kept, why = checks.without_faults(text, ground, evidence=facts)
    mends = tuple(f"A sentence of the summary was left out: {each[:1].lower()}{each[1:]}" for each in why)
    if cleaned(kept):
        return Summary(cleaned(kept), mends)
    return Summary(ONE if len(claims) == 1 else SEVERAL, (*mends, "The summary was written by the program."))
