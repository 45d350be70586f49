"""An analysis that comes back from a file: its form held strictly, its references, and that it can be shown."""

import json
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ai_ops.base import UNKNOWN_ORIGIN, InvalidFileError, Json
from ai_ops.charts import chart as charts
from ai_ops.charts import telling
from ai_ops.operations.analysis import exports, presenting
from ai_ops.operations.analysis.draft import Advice, Kind, Severity

Word = Annotated[str, StringConstraints(max_length=60)]
Line = Annotated[str, StringConstraints(max_length=300)]
Prose = Annotated[str, StringConstraints(max_length=800)]
Number = Annotated[float, Field(ge=-1e300, le=1e300, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10**9)]
Scalar = bool | int | Number | Line | None
Places = Annotated[list[Count], Field(max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Source(_Strict):
    """The source that was analysed, as it was."""

    slug: Line
    name: Line
    number: Count
    taken_at: Word
    rows: Count


class Period(_Strict):
    """From when to when, by which column."""

    since: Word
    until: Word
    time: Line


class Column(_Strict):
    """A column beside its alias."""

    name: Line
    kind: Word
    unit: Word
    role: Word


class ColumnOfProfile(Column):
    """What a column held."""

    nulls: Count
    distinct: Count
    mean: Number | None
    spread: Number | None
    lowest: Number | None
    highest: Number | None
    quantiles: Annotated[list[Number], Field(max_length=5)]
    zeros: Count | None
    top: Annotated[list[tuple[Line, Count]], Field(max_length=5)]


class Profile(_Strict):
    """What the table held."""

    rows: Count
    time: Line
    since: Word
    until: Word
    step: Number | None
    step_name: Word
    gaps: Count
    stale: Number | None
    columns: Annotated[list[ColumnOfProfile], Field(max_length=200)]


class KeptFact(_Strict):
    """A fact, with the recipe that computed it."""

    id: Word
    kind: Word
    value: Number
    unit: Word
    columns: Annotated[list[Line], Field(min_length=1, max_length=8)]
    rows: Count
    first: Count | None
    last: Count | None
    since: Word
    until: Word
    strength: Number
    more: dict[Word, Number | None]
    recipe: dict[Word, Scalar | Annotated[list[Scalar], Field(max_length=200)]]
    label: Line


class Chart(_Strict):
    """What each chart has."""

    column: Word
    unit: Word = ""


class Line2D(Chart):
    """A column over time."""

    type: Literal["line"]
    points: Annotated[list[tuple[Word, Number | None]], Field(max_length=2000)]
    span: tuple[Annotated[int, Field(ge=-1, le=2000)], Annotated[int, Field(ge=-1, le=2000)]] | None


class Bars(Chart):
    """One bar a category."""

    type: Literal["bar"]
    bars: Annotated[list[tuple[Line, Number]], Field(max_length=100)]
    marked: Places


class Distribution(Chart):
    """Counts between edges."""

    type: Literal["distribution"]
    edges: Annotated[list[Number], Field(min_length=2, max_length=101)]
    counts: Places
    marked: Places

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.edges) != len(self.counts) + 1 or self.edges != sorted(self.edges):
            raise ValueError("A distribution has one edge more than counts, in their order.")
        return self


class Scatter(Chart):
    """Two columns beside each other."""

    type: Literal["scatter"]
    other: Word
    points: Annotated[list[tuple[Number, Number]], Field(max_length=2000)]


class Rows(_Strict):
    """Some rows of the table."""

    columns: Annotated[list[Line], Field(max_length=20)]
    rows: Annotated[list[Annotated[list[Line], Field(max_length=20)]], Field(max_length=100)]
    first: Count
    numbers: Places
    marked: Places
    total: Count


class Exhibit(_Strict):
    """What is shown beside a fact."""

    fact: Word
    chart: Annotated[Line2D | Bars | Distribution | Scatter, Field(discriminator="type")] | None
    rows: Rows | None


class Finding(_Strict):
    """A claim that the data confirmed."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    kind: Kind
    explanation: Prose
    evidence: Annotated[list[Word], Field(min_length=1, max_length=20)]
    columns: Annotated[list[Word], Field(max_length=20)]
    severity: Severity
    confidence: Word
    suggestion: Advice
    hypothesis: Advice
    exhibits: Annotated[list[Exhibit], Field(max_length=6)]


class AnalysisFile(_Strict):
    """What a file of an analysis holds."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    summary: Prose
    question: Line
    source: Source
    period: Period
    columns: Annotated[dict[Word, Column], Field(max_length=200)]
    profile: Profile
    facts: Annotated[dict[Word, KeptFact], Field(max_length=200)]
    findings: Annotated[list[Finding], Field(min_length=1, max_length=20)]
    dropped: Annotated[list[Prose], Field(max_length=50)]

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Self:
        for finding in self.findings:
            facts = {*finding.evidence, *(each.fact for each in finding.exhibits)}
            if not facts <= set(self.facts) or not set(finding.columns) <= set(self.columns):
                raise ValueError("A finding names a fact or a column that the file does not hold.")
        if any(fact.id != name for name, fact in self.facts.items()):
            raise ValueError("A fact stands under another id than its own.")
        return self


def read(body: Json) -> Json:
    """Return the analysis that a file holds. Raises InvalidFileError and ValidationError."""
    content: Json = AnalysisFile.model_validate_json(json.dumps(body)).model_dump(mode="json", exclude_unset=True)
    try:
        _show(content)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise InvalidFileError("The parts of the analysis do not fit each other, so it cannot be shown.") from None
    return content


def _show(content: Json) -> Any:
    """Show everything once, as pages and files will."""
    for export in exports.EXPORTS:
        export.render(content, content["name"], UNKNOWN_ORIGIN)
    units = {column["name"]: column["unit"] for column in content["profile"]["columns"]}
    step = content["profile"]["step_name"]
    for fact in content["facts"].values():
        str(telling.sentence(fact, units=units, step=step))
        telling.when(fact, step=step)
    for finding in presenting.present(content)["findings"]:
        for chart in (each["chart"] for each in finding["exhibits"] if each["chart"]):
            charts.draw(chart, label=telling.short_when(content["facts"][finding["evidence"][0]["id"]], step=step))
            charts.table(chart)
