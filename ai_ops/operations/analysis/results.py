"""The result: complete, so that no page needs the data again, which may be gone by then."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from ai_ops.base import Json, SourceData
from ai_ops.facts import exhibits, findings, signs
from ai_ops.facts import profile as profiles
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import ColumnProfile
from ai_ops.operations.analysis.claims import Claim
from ai_ops.operations.analysis.inputs import AnalysisInput
from ai_ops.operations.analysis.preparing import Prepared
from ai_ops.prose import references
from ai_ops.prose.cleaning import cleaned

LONGEST_NAME: Final = 60
LONGEST_COLUMN: Final = 120
MOST_EXHIBITS: Final = 3
"""Of one finding: those of its strongest facts."""


def result_of(
    claims: Sequence[Claim],
    prepared: Prepared,
    *,
    inputs: AnalysisInput,
    source: SourceData,
    summary: str,
    dropped: list[str],
) -> Json:
    """Return the result that the confirmed claims make, of JSON values alone."""
    profile = prepared.profile
    texts = [summary, *(text for claim in claims for text in claim.words.texts)]
    result = {
        "name": name_of(source, len(claims)),
        "summary": summary,
        "question": cleaned(inputs.question),
        "source": {
            "slug": source.slug,
            "name": source.name,
            "number": source.number,
            "taken_at": source.taken_at,
            "rows": profile.rows,
        },
        "period": {"since": profile.since, "until": profile.until, "time": profile.time},
        "columns": {prepared.aliases[each.name]: column_as_json(each) for each in profile.columns},
        "profile": profiles.as_json(profile),
        "facts": {fact.id: fact_as_json(fact, prepared) for fact in referred(claims, prepared, texts=texts)},
        "findings": [finding_as_json(claim, prepared) for claim in claims],
        "dropped": dropped,
    }
    return cast("Json", plain(result))


def plain(value: Any) -> Any:
    """Return a value with lists for its tuples, and no text that a database cannot store."""
    if isinstance(value, dict):
        return {plain(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value.replace("\0", "") if isinstance(value, str) else value


def name_of(source: SourceData, count: int) -> str:
    """Return the name that a result is saved under."""
    return f"{cleaned(source.name)[:LONGEST_NAME]}: {count} {'finding' if count == 1 else 'findings'}"


def column_as_json(column: ColumnProfile) -> Json:
    """Return a column as it is named beside its alias."""
    name = cleaned(column.name)[:LONGEST_COLUMN]
    return {"name": name, "kind": column.kind, "unit": column.unit, "role": column.role}


def referred(claims: Sequence[Claim], prepared: Prepared, *, texts: Iterable[str]) -> list[Fact]:
    """Return the facts that are evidence or stand in a text, in their order."""
    ids = {fact.id for claim in claims for fact in claim.facts}
    ids |= {each for text in texts for each in references.facts_of(text)}
    return [fact for fact in prepared.facts.values() if fact.id in ids]


def fact_as_json(fact: Fact, prepared: Prepared) -> Json:
    """Return a fact with the category that it is about, "" for none."""
    return findings.as_json(fact) | {"label": findings.label_of(prepared.table.frame, fact)}


def finding_as_json(claim: Claim, prepared: Prepared) -> Json:
    """Return a finding with its exhibits."""
    words = claim.words
    return {
        "title": words.title,
        "kind": claim.kind,
        "explanation": words.explanation,
        "evidence": [fact.id for fact in claim.facts],
        "columns": list(claim.columns),
        "severity": claim.severity,
        "confidence": signs.confidence(claim.facts),
        "suggestion": words.suggestion,
        "hypothesis": words.hypothesis,
        "exhibits": exhibits_of(claim.facts, prepared),
    }


def exhibits_of(facts: Sequence[Fact], prepared: Prepared) -> list[dict[str, Any]]:
    """Return what there is to show of the strongest facts: a chart, rows or both."""
    found = [
        {
            "fact": fact.id,
            "chart": exhibits.chart_of(prepared.table, prepared.profile, fact, aliases=prepared.aliases),
            "rows": exhibits.rows_of(prepared.table, prepared.profile, fact),
        }
        for fact in sorted(facts, key=lambda fact: -fact.strength)[:MOST_EXHIBITS]
    ]
    return [each for each in found if each["chart"] or each["rows"]]
