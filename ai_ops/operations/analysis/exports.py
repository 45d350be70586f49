"""The files that an analysis can be downloaded as."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ai_ops import own_files
from ai_ops.base import UNKNOWN_ORIGIN, Cell, Export, Json, Origin
from ai_ops.charts import telling
from ai_ops.operations.analysis import printing, report

HEADER = (
    *("finding", "title", "kind", "severity", "confidence", "explanation", "suggestion", "hypothesis"),
    *("fact", "what", "columns", "category", "value", "unit", "since", "until", "more"),
    *("source", "snapshot", "analysis", "made_with_ai_by"),
)


def saved_file(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the analysis as programs read it: our own format, versioned. Its prose keeps its references."""
    return own_files.written("analysis", result, name=name, origin=origin)


def cells(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> list[list[Cell]]:
    """Return a header, and a row for each fact that is evidence of a finding. Who writes the file guards its cells."""
    with override("en-gb"):
        return [list(HEADER), *_rows(result, name, origin)]


def _rows(result: Json, name: str, origin: Origin) -> Iterator[list[Cell]]:
    source = result["source"]
    for place, finding in enumerate(result["findings"], start=1):
        for fact in (result["facts"][each] for each in finding["evidence"]):
            yield [
                *(place, finding["title"], telling.kind(finding["kind"]), finding["severity"], finding["confidence"]),
                *(printing.prose(finding[text], result) for text in ("explanation", "suggestion", "hypothesis")),
                *(fact["id"], printing.what(fact), ", ".join(fact["columns"]), printing.label(fact)),
                *(fact["value"], fact["unit"], fact["since"], fact["until"], printing.more(fact, result)),
                *(source["name"], source["number"], name, origin.model),
            ]


EXPORTS = (
    Export("report", _("Report (Markdown)"), ".md", "text/markdown; charset=utf-8", report.render),
    Export("table", _("Table (CSV)"), ".csv", "text/csv; charset=utf-8", cells),
    Export("inspire", _("Inspire analysis"), ".inspire-analysis.json", "application/json", saved_file),
)
