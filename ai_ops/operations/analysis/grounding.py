"""What a draft is judged by: the facts that it refers to, each computed again on the data."""

from collections.abc import Iterator

import polars as pl

from ai_ops.facts import findings, signs
from ai_ops.operations.analysis.claims import Grounds
from ai_ops.operations.analysis.draft import AnalysisDraft
from ai_ops.operations.analysis.preparing import Prepared
from ai_ops.prose import references, samples
from ai_ops.prose.ground import Ground, Quotes, numbers_of


def grounds_of(draft: AnalysisDraft, prepared: Prepared, frame: pl.DataFrame, *, question: str) -> Grounds:
    """Return what a draft is judged by. `frame` is the data, read anew, on which facts are confirmed."""
    known = [prepared.facts[each] for each in sorted(mentioned(draft)) if each in prepared.facts]
    confirmed = {fact.id: fact for fact in known if findings.is_confirmed(frame, fact)}
    ground = Ground(
        facts=confirmed,
        columns={alias: name for name, alias in prepared.aliases.items()},
        allowed=numbers_of(question),
        quoted=Quotes.of(quoted(prepared)),
        ranks={each: signs.ranks_of(frame, fact) for each, fact in confirmed.items()},
    )
    unconfirmed = frozenset(fact.id for fact in known) - confirmed.keys()
    return Grounds(ground, unconfirmed, prepared.aliases, prepared.profile.time)


def mentioned(draft: AnalysisDraft) -> set[str]:
    """Return the ids of facts that a draft names as evidence or refers to in a text."""
    return {each for finding in draft.findings for each in finding.evidence} | {
        each for text in texts_of(draft) for each in references.facts_of(text)
    }


def texts_of(draft: AnalysisDraft) -> Iterator[str]:
    """Yield all texts of a draft."""
    yield draft.summary
    for finding in draft.findings:
        yield from (finding.title, finding.explanation, finding.suggestion, finding.hypothesis)


def quoted(prepared: Prepared) -> Iterator[str]:
    """Yield all words of the data that the model was told."""
    yield from samples.quoted(prepared.profile.columns, prepared.table.frame)
    for fact in prepared.facts.values():
        yield findings.label_of(prepared.table.frame, fact)
