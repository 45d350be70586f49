"""What it takes to say a fact of one kind: ways to begin, to go on, to advise and to guess, without a digit.

In a sentence, {F} is the fact, {F.before} one of its numbers, {c} its first column and {d} its second;
in a title, [name] is the first column's name. A sentence is used where the fact has all its parts.
"""

import re
from dataclasses import dataclass

from sandbox.answers.analysis.block import Fact

REFERENCE = re.compile(r"\{F(?:\.(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The ways to say a fact of one kind and sign; `others` follow in a finding on several facts."""

    kind: str
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    others: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ("",)
    severity: str = "notice"


def fits(way: str, fact: Fact) -> bool:
    """Return whether a fact has what a sentence refers to."""
    needed = {part for part in REFERENCE.findall(way) if part}
    return needed <= fact.parts and ("{d}" not in way or len(fact.columns) > 1)
