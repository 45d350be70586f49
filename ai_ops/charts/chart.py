"""A chart as a result holds it, and what a page makes of it: its drawing, and the table behind it."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

from ai_ops.charts import bars, lines, scatters
from ai_ops.charts.drawings import Drawing

type Json = dict[str, Any]
type Chart = Mapping[str, Any]

IN_A_TABLE: Final = 24


def draw(chart: Chart, *, label: str = "") -> Drawing:
    """Return a chart's drawing; `label` stands over what a line marks."""
    return DRAWN[chart["type"]](chart, label)


def _line(chart: Chart, label: str) -> Drawing:
    return lines.draw(_points(chart), span=_span(chart), label=label)


def _points(chart: Chart) -> list[tuple[str, float | None]]:
    return [(str(label), value) for label, value in chart["points"]]


def _span(chart: Chart) -> tuple[int, int] | None:
    return tuple(chart["span"]) if chart.get("span") else None


def _bar(chart: Chart, label: str) -> Drawing:
    return bars.draw([(str(each), value) for each, value in chart["bars"]], marked=chart.get("marked") or ())


def _distribution(chart: Chart, label: str) -> Drawing:
    return bars.distribution(chart["edges"], chart["counts"], marked=chart.get("marked") or ())


def _scatter(chart: Chart, label: str) -> Drawing:
    return scatters.draw([(x, y) for x, y in chart["points"]])


DRAWN: Final[dict[str, Callable[[Chart, str], Drawing]]] = {
    "line": _line,
    "bar": _bar,
    "distribution": _distribution,
    "scatter": _scatter,
}


def table(chart: Chart) -> list[tuple[Any, Any, bool]]:
    """Return the rows of the table behind a chart: its two columns, and whether the row is marked."""
    return TABLES[chart["type"]](chart)


def _line_rows(chart: Chart) -> list[tuple[Any, Any, bool]]:
    points, span = _points(chart), _span(chart)
    first, last = span or (0, -1)
    return [(*points[at], first <= at <= last) for at in lines.kept(points, span=span, most=IN_A_TABLE)]


def _bar_rows(chart: Chart) -> list[tuple[Any, Any, bool]]:
    marked = chart.get("marked") or ()
    return [(label, value, number in marked) for number, (label, value) in enumerate(chart["bars"])]


def _distribution_rows(chart: Chart) -> list[tuple[Any, Any, bool]]:
    marked, edges = chart.get("marked") or (), chart["edges"]
    pairs = pairwise(edges)
    return [
        ((low, high), count, number in marked)
        for number, ((low, high), count) in enumerate(zip(pairs, chart["counts"], strict=False))
    ]


def _scatter_rows(chart: Chart) -> list[tuple[Any, Any, bool]]:
    points = chart["points"]
    step = -(-len(points) // IN_A_TABLE) or 1
    return [(x, y, False) for x, y in points[::step]]


TABLES: Final[dict[str, Callable[[Chart], list[tuple[Any, Any, bool]]]]] = {
    "line": _line_rows,
    "bar": _bar_rows,
    "distribution": _distribution_rows,
    "scatter": _scatter_rows,
}
