"""From a draft to an analysis: confirm each claim by the data, drop what is not confirmed, and say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from ai_ops.base import Review, SourceData
from ai_ops.operations.analysis import claims, grounding, preparing, results, summaries
from ai_ops.operations.analysis.claims import Claim, Fault, Grounds
from ai_ops.operations.analysis.draft import AnalysisDraft
from ai_ops.operations.analysis.inputs import AnalysisInput
from ai_ops.operations.analysis.preparing import Prepared

NOTHING: Final = "There is no finding. Tell what the strongest facts show, or what the question asks, if they show it."


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that is left out, by its place in the draft, and why."""

    place: int
    faults: tuple[Fault, ...]

    @property
    def problems(self) -> Iterator[str]:
        """Yield the sentences for the model."""
        yield from (f"Finding {self.place}: {fault.told}" for fault in self.faults)

    @property
    def sentence(self) -> str:
        """Return the sentence for everybody."""
        return f"A claim was dropped: {self.faults[0].public}."


def review(draft: AnalysisDraft, inputs: AnalysisInput, source: SourceData) -> Review:
    """Return what of a draft the data confirms. Raises NothingToAskError where the data is gone.

    Facts are found once more, and then each that the draft refers to is computed again on another reading.
    """
    prepared = preparing.prepare(inputs, source)
    again, _ = preparing.read_part(inputs, source)
    return reviewed(draft, prepared, frame=again.frame, inputs=inputs, source=source)


def reviewed(
    draft: AnalysisDraft, prepared: Prepared, *, frame: pl.DataFrame, inputs: AnalysisInput, source: SourceData
) -> Review:
    """Return what of a draft the frame confirms."""
    grounds = grounding.grounds_of(draft, prepared, frame, question=inputs.question)
    confirmed, dropped = judge(draft, grounds)
    chosen = sorted(confirmed, key=lambda claim: claim.rank)[: inputs.max_findings]
    problems = tuple(problem for each in dropped for problem in each.problems)
    if not chosen:
        return Review(result=None, problems=problems or (NOTHING,))
    summary = summaries.read(draft.summary, grounds.ground, claims=chosen)
    result = results.result_of(
        chosen,
        prepared,
        inputs=inputs,
        source=source,
        summary=summary.text,
        dropped=[each.sentence for each in dropped],
    )
    mends = (*summary.mends, *mended(chosen), *left_out(len(confirmed) - len(chosen)))
    return Review(result=result, mends=mends, problems=problems)


def judge(draft: AnalysisDraft, grounds: Grounds) -> tuple[list[Claim], list[Dropped]]:
    """Return the claims that the data confirms, each once, and those that are dropped."""
    confirmed: list[Claim] = []
    dropped: list[Dropped] = []
    for place, finding in enumerate(draft.findings, start=1):
        found = claims.judge(finding, grounds, place=place)
        if isinstance(found, Claim):
            found = twin_faults(found, confirmed) or found
        if isinstance(found, Claim):
            confirmed.append(found)
        else:
            dropped.append(Dropped(place, found))
    return confirmed, dropped


def twin_faults(claim: Claim, others: Sequence[Claim]) -> tuple[Fault, ...]:
    """Return the fault of a claim that says again what another one says."""
    for other in others:
        if claim.evidence == other.evidence or claim.words.title.casefold() == other.words.title.casefold():
            told = f"it has the evidence or the title of finding {other.place}. Leave it out, or say something else."
            return (Fault(told, "it said the same as another claim"),)
    return ()


def mended(chosen: Sequence[Claim]) -> Iterator[str]:
    """Yield what was changed in the claims that stay."""
    for claim in chosen:
        if claim.severity != claim.asked_severity:
            yield (
                f"“{claim.words.title}”: the severity was lowered from {claim.asked_severity} to {claim.severity}, "
                "as the evidence allows no more."
            )
        yield from (f"“{claim.words.title}”: {each}." for each in claim.words.mends)


def left_out(count: int) -> Iterator[str]:
    """Yield a sentence on findings beyond the number that was asked for."""
    if count:
        findings = "One finding" if count == 1 else f"{count} findings"
        yield f"{findings} more than asked for {'was' if count == 1 else 'were'} left out, the weakest."
