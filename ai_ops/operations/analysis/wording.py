"""The words of a claim and of the summary: read strictly where they claim, leniently where they advise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ai_ops.facts.candidates.base import Fact
from ai_ops.operations.analysis.draft import FindingDraft
from ai_ops.prose import checks, references
from ai_ops.prose.cleaning import UNSEEN, cleaned
from ai_ops.prose.ground import Ground


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a claim as they may be shown. `mends` says what was left out, `faults` why it may not stand."""

    title: str
    explanation: str
    suggestion: str
    hypothesis: str
    mends: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all of them."""
        return self.title, self.explanation, self.suggestion, self.hypothesis


def read(draft: FindingDraft, ground: Ground, *, facts: Sequence[Fact]) -> Words:
    """Return the words of a claim. A faulty suggestion or hypothesis is emptied, the rest must hold."""
    suggestion, hypothesis = (_advice(each, ground, facts=facts) for each in (draft.suggestion, draft.hypothesis))
    return Words(
        title=cleaned(draft.title),
        explanation=cleaned(draft.explanation),
        suggestion=suggestion,
        hypothesis=hypothesis,
        mends=(
            *_emptied("suggestion", draft.suggestion, suggestion),
            *_emptied("hypothesis", draft.hypothesis, hypothesis),
            *_tidied(draft.title, draft.explanation, suggestion and draft.suggestion, hypothesis and draft.hypothesis),
        ),
        faults=tuple(_faults(draft, ground, facts=facts)),
    )


def _emptied(name: str, was: str, now: str) -> Iterator[str]:
    if was.strip() and not now:
        yield f"its {name} was left out: it held a number, or something that the evidence does not say"


def _tidied(*texts: str) -> Iterator[str]:
    if any(hides(text) for text in texts):
        yield "characters that nobody sees were taken out of its words"


def hides(text: str) -> bool:
    """Return whether a text has characters that nobody sees, beside spaces and line breaks."""
    return bool(UNSEEN.search("".join(text.split())))


def _faults(draft: FindingDraft, ground: Ground, *, facts: Sequence[Fact]) -> Iterator[str]:
    if has_reference(draft.title):
        yield "title: it holds a reference. Say it in words alone."
    for name, text in (("title", draft.title), ("explanation", draft.explanation)):
        if not any(each.isalpha() for each in text):
            yield f"{name}: it has no words."
        yield from (f"{name}: {each}" for each in checks.faults(text, ground, evidence=facts))


def _advice(text: str, ground: Ground, *, facts: Sequence[Fact]) -> str:
    """Return advice, "" where it has a fault or names a number of the data."""
    return "" if references.facts_of(text) or checks.faults(text, ground, evidence=facts) else cleaned(text)


def has_reference(text: str) -> bool:
    """Return whether a text has anything in braces."""
    return "{" in text or "}" in text
