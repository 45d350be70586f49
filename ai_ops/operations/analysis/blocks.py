"""The block of data that a model sees: statistics and facts under ids of ours, never the rows."""

from collections.abc import Iterator
from typing import Final

from ai_ops.base import Json
from ai_ops.facts import findings
from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import ColumnProfile
from ai_ops.operations.analysis.inputs import AnalysisInput
from ai_ops.operations.analysis.preparing import Prepared
from ai_ops.prose import columns
from ai_ops.prose.cleaning import cleaned

LARGEST: Final = 56_000  # bytes
FEWEST_FACTS: Final = 10

LEFT_OUT: Final = "Left out for length: details of some columns."
COLUMNS_LEFT_OUT: Final = "Left out for length: columns that no fact is about, and details of others."
FACTS_LEFT_OUT: Final = "Left out for length: columns that no fact is about, and the weaker facts."


def block_of(prepared: Prepared, inputs: AnalysisInput, *, former: Json | None, note: str) -> str:
    """Return the block as JSON of bounded size; what had to be left out, it says itself.

    "<" is escaped, so that nothing in it ends the block.
    """
    about = described(prepared, inputs) | following(former, note)
    texts = (columns.written(about | part) for part in parts(prepared))
    return next(text for text in texts if len(text.encode()) <= LARGEST)


def parts(prepared: Prepared) -> Iterator[Json]:
    """Yield columns and facts, from all there is to ever less of it."""
    facts = list(prepared.facts.values())
    cited = {name for fact in facts for name in fact.columns}
    known = prepared.profile.columns
    told = [fact_as_told(fact, prepared) for fact in facts]
    yield {"columns": [column_as_told(each, prepared) for each in known], "facts": told}
    slim = [column_as_told(each, prepared, is_full=each.name in cited) for each in known]
    yield {"columns": slim, "facts": told, "left_out": LEFT_OUT}
    few = [column_as_told(each, prepared, is_full=False) for each in known if each.name in cited]
    yield {"columns": few, "facts": told, "left_out": COLUMNS_LEFT_OUT}
    while len(told) > FEWEST_FACTS:
        told = told[: len(told) // 2]
        named = {alias for fact in told for alias in fact["columns"]}
        few = [column for column in few if column["id"] in named]
        yield {"columns": few, "facts": told, "left_out": FACTS_LEFT_OUT}
    yield {"columns": [], "facts": told, "left_out": FACTS_LEFT_OUT}


def described(prepared: Prepared, inputs: AnalysisInput) -> Json:
    """Return what is asked, and over which time."""
    profile = prepared.profile
    return {
        "question": cleaned(inputs.question),
        "max_findings": inputs.max_findings,
        "period": {"since": profile.since, "until": profile.until, "time": prepared.aliases.get(profile.time, "")},
        "rows": profile.rows,
        "step": profile.step_name,
        "gaps": profile.gaps,
    }


def following(former: Json | None, note: str) -> Json:
    """Return what a run that follows another one knows of it: what should be different, and its titles."""
    told: Json = {"note": cleaned(note)} if note else {}
    if former:
        told["former_titles"] = [cleaned(str(each["title"])) for each in former["findings"]]
    return told


def column_as_told(column: ColumnProfile, prepared: Prepared, *, is_full: bool = True) -> Json:
    """Return a column under its alias, with its numbers and a few of its values cut short."""
    return columns.told(column, prepared.aliases[column.name], frame=prepared.table.frame, is_full=is_full)


def fact_as_told(fact: Fact, prepared: Prepared) -> Json:
    """Return a fact under its id, its numbers rounded: a model refers to them and never writes them."""
    told: Json = {
        "id": fact.id,
        "kind": fact.kind,
        "columns": prepared.aliases_of(fact),
        "value": columns.rounded(fact.value),
        "unit": columns.named(fact.unit),
    }
    label = findings.label_of(prepared.table.frame, fact)
    times = {"since": fact.since, "until": fact.until} if fact.since else {}
    more = {"more": {name: columns.rounded(value) for name, value in fact.more.items()}} if fact.more else {}
    return told | times | more | ({"label": label} if label else {})
