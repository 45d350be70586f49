"""Tags for analyses: the form's columns, and prose whose numbers are links to their evidence."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from ai_ops import registry
from ai_ops.base import Json
from ai_ops.charts import chart as charts
from ai_ops.charts import telling
from ai_ops.charts.drawings import Drawing
from ai_ops.facts.texts import cleaned
from ai_ops.forms import OperationForm
from ai_ops.prose import references
from ai_ops.templatetags.facts import units_of
from connectors.kinds.base import Kind
from connectors.queries import Row
from connectors.showing import KINDS

register = template.Library()

SEVERITIES: dict[str, tuple[str | Promise, str, str]] = {
    "info": (gettext_lazy("For information"), "", "info"),
    "notice": (gettext_lazy("Notice"), "info", "info"),
    "warning": (gettext_lazy("Warning"), "warning", "warning"),
    "critical": (gettext_lazy("Critical"), "danger", "danger"),
}
CONFIDENCES = {
    "low": gettext_lazy("low confidence"),
    "medium": gettext_lazy("medium confidence"),
    "high": gettext_lazy("high confidence"),
}


@register.simple_tag
def prose(result: Json, text: str, number: int | None = None) -> SafeString:
    """Return a text with its numbers in place of the references, each a link to its evidence.

    `number` is that of the finding whose text it is; without one, the first finding that rests on a fact is linked.
    """
    rendered = references.render(
        text, fact=lambda fact, part: _figure(result, fact, part, number), column=lambda alias: _column(result, alias)
    )
    return format_html_join("", "{}", ((each,) for each in rendered))


def _figure(result: Json, fact_id: str, part: str, number: int | None) -> SafeString:
    fact = result["facts"].get(fact_id)
    shown = telling.part(fact, part, units=units_of(result["profile"]), step=_step(result)) if fact else None
    if not fact or shown is None:
        return format_html("<span>{}</span>", "–")
    said = f"{telling.kind(fact['kind'])}: {_plain(fact, result)}"
    place = number or _place_of(result, fact_id)
    if place is None:
        return format_html('<span class="figure-ref" title="{}">{}</span>', said, shown)
    return format_html('<a class="figure-ref" href="#evidence-{}-{}" title="{}">{}</a>', place, fact_id, said, shown)


def _place_of(result: Json, fact_id: str) -> int | None:
    places = (place for place, each in enumerate(result["findings"], start=1) if fact_id in each["evidence"])
    return next(places, None)


def _column(result: Json, alias: str) -> SafeString:
    column = result["columns"].get(alias)
    return format_html('<bdi class="column-ref">{}</bdi>', cleaned(column["name"]) if column else alias)


def _step(result: Json) -> str:
    return str(result["profile"].get("step_name", ""))


def _plain(fact: Json, result: Json) -> str:
    said = str(telling.sentence(fact, units=units_of(result["profile"]), step=_step(result)))
    moment = telling.when(fact, step=_step(result))
    return f"{said}, {moment}" if moment else said


@register.filter
def severity(name: str) -> Json:
    """Return a severity's `label`, `tone` and `icon`."""
    label, tone, icon = SEVERITIES.get(name, (name, "", "info"))
    return {"label": label, "tone": tone, "icon": icon}


@register.filter
def confidence_label(name: str) -> str | Promise:
    """Return a confidence in words."""
    return CONFIDENCES.get(name, name)


@register.simple_tag
def source_fields(form: OperationForm, sources: list[Row]) -> list[Json]:
    """Return the columns of the newest data of the source that a form names, with kinds, and whether each is ticked."""
    ticked = form.values.get("columns") or []
    chosen = chosen_source(form, sources)
    fields = chosen.snapshot.fields if chosen and chosen.snapshot else []
    return [
        {"name": each["name"], "kind": KINDS[Kind(each["kind"])], "is_ticked": each["name"] in ticked}
        for each in fields
    ]


@register.simple_tag
def chosen_source(form: OperationForm, sources: list[Row]) -> Row | None:
    """Return the row of the source that a form names."""
    return next((row for row in sources if row.source.slug == form.values.get("source")), None)


@register.simple_tag
def charts_of(finding: Json) -> Json:
    """Return the exhibits of a finding that have a chart: the `first` to stand beside its words, and the `others`."""
    found = [exhibit for exhibit in finding["exhibits"] if exhibit["chart"]]
    return {"first": found[:1], "others": found[1:]}


@register.filter
def with_rows(finding: Json) -> list[Json]:
    """Return the exhibits of a finding that have rows to show."""
    return [exhibit for exhibit in finding["exhibits"] if exhibit["rows"]]


@register.simple_tag
def numbered(rows: Json) -> list[tuple[int, list[str], bool]]:
    """Return the rows beside a fact: the number of each in order of time, its cells, and whether it is marked."""
    numbers = rows.get("numbers") or range(rows["first"], rows["first"] + len(rows["rows"]))
    pairs = zip(numbers, rows["rows"], strict=False)
    return [(number, cells, place in rows["marked"]) for place, (number, cells) in enumerate(pairs)]


@register.simple_tag
def compared_mark(compared: Any, place: int) -> str:
    """Return "new", or the severity that a finding had in the last analysis, or nothing."""
    if not compared:
        return ""
    if place in compared["new"]:
        return "new"
    changed = next((each for each in compared["severities"] if each["finding"] == place), None)
    return str(changed["was"]) if changed else ""


@register.simple_tag
def has_operation(slug: str) -> bool:
    """Return whether an operation of that slug is built in."""
    return slug in {each.slug for each in registry.all_operations()}


@register.simple_tag
def picture_paths(result: Json) -> Drawing:
    """Return the drawing of the first chart of a result, for a small picture; an empty one where there is none."""
    found = (exhibit["chart"] for finding in result["findings"] for exhibit in finding["exhibits"] if exhibit["chart"])
    chart = next(found, None)
    return charts.draw(chart) if chart else Drawing("line")
