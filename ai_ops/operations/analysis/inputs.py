"""What an analysis takes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from django.utils.datastructures import MultiValueDict
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ai_ops.base import Json

LONGEST_QUESTION = 300
MOST_FINDINGS = 10
MOST_COLUMNS = 200

Slug = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
ColumnName = Annotated[str, StringConstraints(min_length=1, max_length=500)]


def _without_repeats(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


class AnalysisInput(BaseModel):
    """A request to find what is remarkable in a source's newest data.

    `source` is the source's slug. No `columns` are all; the column of times is always read.
    `since` and `until` are whole days, both included, by the column of times.
    """

    model_config = ConfigDict(extra="forbid")

    source: Slug
    columns: Annotated[list[ColumnName], Field(max_length=MOST_COLUMNS), AfterValidator(_without_repeats)] = []
    question: Annotated[str, Field(max_length=LONGEST_QUESTION)] = ""
    since: date | None = None
    until: date | None = None
    max_findings: Annotated[int, Field(ge=1, le=MOST_FINDINGS)] = 5

    @model_validator(mode="after")
    def _has_a_period(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("The period ends before it begins. Change one of the two days.")
        return self


def read_form(data: "MultiValueDict[str, str]") -> Json:
    """Return the inputs that a submitted form holds, not yet validated."""
    return {
        "source": data.get("source", ""),
        "columns": data.getlist("columns"),
        "question": data.get("question", "").strip(),
        "since": data.get("since") or None,
        "until": data.get("until") or None,
        "max_findings": _whole(data.get("max_findings", "")),
    }


def _whole(text: Any) -> Any:
    """Return a whole number for its text; the model says what is wrong with anything else."""
    return int(text) if isinstance(text, str) and text.isdecimal() and text.isascii() else text or None


def check_columns(inputs: AnalysisInput, known: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Return what is wrong with the columns that were asked for, given those that the data has."""
    unknown = [name for name in inputs.columns if name not in known]
    if not unknown:
        return {}
    return {"columns": [f"The data has no column “{unknown[0][:60]}”. Choose columns of the list."]}
