"""Tags for charts: drawn on the server, in words for those who do not see them, and as a table."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops.base import Json
from ai_ops.charts import chart as charts
from ai_ops.charts.amounts import moment, number, with_unit
from ai_ops.charts.drawings import Drawing
from ai_ops.charts.telling import short_when, when
from ai_ops.facts.texts import cleaned

register = template.Library()

KINDS = {
    "line": gettext_lazy("Line chart"),
    "bar": gettext_lazy("Bar chart"),
    "distribution": gettext_lazy("Distribution"),
    "scatter": gettext_lazy("Scatter chart"),
}


@register.simple_tag
def drawing(chart: Json, fact: Json, step: str = "") -> Drawing:
    """Return a chart's drawing, with the time of its fact over what is marked."""
    return charts.draw(chart, label=short_when(fact, step=step))


@register.simple_tag
def chart_title(chart: Json, columns: Json) -> str:
    """Return what a chart shows: a column with its unit, or two."""
    name = _titled(columns, chart["column"])
    if chart["type"] == "scatter":
        return _("%(other)s by %(column)s") % {"column": name, "other": _titled(columns, chart["other"])}
    if chart["type"] == "distribution":
        return _("Rows by %(column)s") % {"column": name}
    return name


def _titled(columns: Json, alias: str) -> str:
    column = columns.get(alias, {"name": alias, "unit": ""})
    name = cleaned(column["name"])
    return f"{name}, {column['unit']}" if column["unit"] else name


@register.simple_tag
def chart_words(chart: Json, columns: Json, fact: Json, step: str = "") -> str:
    """Return a chart in one sentence: its kind, its columns, from where to where, and what is marked."""
    said = f"{KINDS[chart['type']]}: {chart_title(chart, columns)}. {_reach(chart, step)}"
    marked = when(fact, step=step) if chart["type"] == "line" and chart.get("span") else ""
    return f"{said} {_('Marked: %(when)s.') % {'when': marked}}" if marked else said


def _reach(chart: Json, step: str) -> str:
    rows = charts.table(chart)
    values = [value for _label, value, _is_marked in rows if value is not None]
    if not values:
        return _("It holds no values.")
    if chart["type"] == "line":
        ends = {"first": moment(str(rows[0][0]), step=step), "last": moment(str(rows[-1][0]), step=step)}
        return _("From %(first)s to %(last)s, between %(low)s and %(high)s.") % {**ends, **_ends(values)}
    return _("Between %(low)s and %(high)s.") % _ends(values)


def _ends(values: list[Any]) -> dict[str, str]:
    return {"low": number(min(values)), "high": number(max(values))}


@register.simple_tag
def chart_rows(chart: Json, step: str = "") -> list[tuple[str, str, bool]]:
    """Return the rows of the table behind a chart, as a reader sees them."""
    unit = chart.get("unit", "")
    return [
        (_first(label, chart, step), _second(value, chart, unit), marked)
        for label, value, marked in charts.table(chart)
    ]


def _first(label: Any, chart: Json, step: str) -> str:
    if chart["type"] == "distribution":
        return _("%(low)s to %(high)s") % {"low": number(label[0]), "high": number(label[1])}
    if chart["type"] == "scatter":
        return number(label)
    return moment(label, step=step) if chart["type"] == "line" else cleaned(str(label))


def _second(value: Any, chart: Json, unit: str) -> str:
    if value is None:
        return ""
    return with_unit(value, unit if chart["type"] in {"line", "bar"} else "")


@register.simple_tag
def chart_heads(chart: Json, columns: Json) -> tuple[str, str]:
    """Return the heads of the two columns of the table behind a chart."""
    name = _titled(columns, chart["column"])
    match chart["type"]:
        case "line":
            return _("When"), name
        case "bar":
            return _("Category"), name
        case "distribution":
            return name, _("Rows")
    return name, _titled(columns, chart["other"])


@register.filter
def bar_value(value: float, unit: str) -> str:
    """Return what stands at the end of a bar."""
    return with_unit(value, unit)


@register.filter
def spark(counts: list[int]) -> list[tuple[int, str, str]]:
    """Return bars for counts on a plot as wide as there are bars and 10 high: place, top, height."""
    most = max(counts, default=0) or 1
    heights = [max(10 * count / most, 0.4 if count else 0.0) for count in counts]
    return [(place, f"{10 - height:.2f}", f"{height:.2f}") for place, height in enumerate(heights)]
