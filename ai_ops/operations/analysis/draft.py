"""What a model answers: the schema that its provider enforces, and our own strict limits."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from ai_ops.base import Json

Kind = Literal[
    "anomaly", "level_shift", "trend", "seasonality", "correlation", "comparison", "distribution", "data_quality"
]
Severity = Literal["info", "notice", "warning", "critical"]

LONGEST_SUMMARY = 600
LONGEST_TITLE = 90
LONGEST_EXPLANATION = 600
LONGEST_ADVICE = 300
MOST_EVIDENCE = 6

FactId = Annotated[str, Field(max_length=8)]
Advice = Annotated[str, Field(max_length=LONGEST_ADVICE)]


class FindingDraft(BaseModel):
    """One claim, as a model makes it; nothing in it has been confirmed yet.

    `evidence` are ids of facts, `columns` aliases of columns. `suggestion` and `hypothesis` may be "".
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
    kind: Kind
    explanation: Annotated[str, Field(min_length=1, max_length=LONGEST_EXPLANATION)]
    evidence: Annotated[list[FactId], Field(max_length=20)]
    columns: Annotated[list[FactId], Field(max_length=20)]
    severity: Severity
    suggestion: Advice
    hypothesis: Advice


class AnalysisDraft(BaseModel):
    """An analysis as a model proposes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    summary: Annotated[str, Field(min_length=1, max_length=LONGEST_SUMMARY)]
    findings: Annotated[list[FindingDraft], Field(max_length=20)]


def schema() -> Json:
    """Return the small static JSON Schema for the provider: no field optional, no limit relied upon."""
    text = {"type": "string"}
    finding: Json = {
        "title": {"type": "string", "description": f"At most {LONGEST_TITLE} characters, without a digit."},
        "kind": {"type": "string", "enum": list(get_args(Kind))},
        "explanation": {
            "type": "string",
            "description": f"At most {LONGEST_EXPLANATION} characters; numbers as {{F1}}.",
        },
        "evidence": {"type": "array", "items": text, "description": "One to six ids of facts, such as F1."},
        "columns": {"type": "array", "items": text, "description": "Ids of the columns of the evidence, such as f1."},
        "severity": {"type": "string", "enum": list(get_args(Severity))},
        "suggestion": {"type": "string", "description": 'What to do next, or "".'},
        "hypothesis": {"type": "string", "description": 'What may be the cause, marked as a guess, or "".'},
    }
    properties: Json = {
        "summary": {"type": "string", "description": f"At most {LONGEST_SUMMARY} characters; numbers as {{F1}}."},
        "findings": {"type": "array", "items": _object(finding)},
    }
    return _object(properties)


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
