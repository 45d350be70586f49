"""The files that an analysis can be downloaded as."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ai_ops.base import UNKNOWN_ORIGIN, Cell, Export, Json, Origin
from ai_ops.charts import telling
from ai_ops.operations.analysis import printing, report

FORMAT = "inspire-analysis"
VERSION = 1
HEADER = (
    *("finding", "title", "kind", "severity", "confidence", "explanation", "suggestion", "hypothesis"),
    *("fact", "what", "columns", "category", "value", "unit", "since", "until", "more"),
    *("source", "snapshot", "analysis", "made_with_ai_by"),
)


def saved_file(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the analysis as programs read it: our own format, versioned. Its prose keeps its references."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "made_with_ai": True,
        "model": origin.model,
        "paid_with": origin.paid_with,
        "analysis": result,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


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
