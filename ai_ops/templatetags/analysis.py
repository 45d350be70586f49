"""Tags for analyses and what stands out: prose with its numbers, facts in words, columns of a profile."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops import registry
from ai_ops.base import Json
from ai_ops.charts import amounts, telling
from ai_ops.charts import chart as charts
from ai_ops.charts.drawings import Drawing
from ai_ops.facts.texts import cleaned
from ai_ops.forms import OperationForm
from ai_ops.prose import references
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
ROLES = {
    "time": gettext_lazy("when"),
    "measure": gettext_lazy("measure"),
    "dimension": gettext_lazy("groups"),
    "id": gettext_lazy("identifies"),
    "text": gettext_lazy("free text"),
    "constant": gettext_lazy("always the same"),
}
EVERY = {
    "second": gettext_lazy("each second"),
    "minute": gettext_lazy("each minute"),
    "hour": gettext_lazy("each hour"),
    "day": gettext_lazy("each day"),
    "week": gettext_lazy("each week"),
    "month": gettext_lazy("each month"),
    "quarter": gettext_lazy("each quarter"),
    "year": gettext_lazy("each year"),
}
FRESH = 3.0  # steps
TOP = 3


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
    shown = telling.part(fact, part, units=_units(result["profile"]), step=_step(result)) if fact else None
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


def _units(profile: Json) -> Mapping[str, str]:
    return {column["name"]: column["unit"] for column in profile["columns"]}


def _step(result: Json) -> str:
    return str(result["profile"]["step_name"])


def _plain(fact: Json, result: Json) -> str:
    said = str(telling.sentence(fact, units=_units(result["profile"]), step=_step(result)))
    moment = telling.when(fact, step=_step(result))
    return f"{said}, {moment}" if moment else said


@register.simple_tag
def fact_sentence(fact: Json, profile: Json) -> SafeString:
    """Return what a fact says, without when; names from the data keep their own direction of writing."""
    said = telling.sentence(fact, units=_units(profile), step=profile["step_name"])
    names = {name: format_html("<bdi>{}</bdi>", each) for name, each in said.names.items()}
    numbers = {name: format_html('<span class="nowrap">{}</span>', each) for name, each in said.numbers.items()}
    return mark_safe(escape(said.pattern) % {**names, **numbers})  # noqa: S308  pattern and words are escaped


@register.simple_tag
def fact_when(fact: Json, profile: Json) -> str:
    """Return when a fact was, or in which rows, or nothing."""
    return telling.when(fact, step=profile["step_name"])


@register.simple_tag
def fact_value(fact: Json) -> str:
    """Return a fact's value with its unit."""
    return telling.value(fact)


@register.filter
def kind_label(kind: str) -> str:
    """Return a fact's or finding's kind in words."""
    return telling.kind(kind)


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
def period_words(profile: Json) -> str:
    """Return from when to when data reaches, or nothing."""
    if not profile["since"]:
        return ""
    since, until = (amounts.moment(profile[end], step=profile["step_name"]) for end in ("since", "until"))
    return since if since == until else _("%(since)s to %(until)s") % {"since": since, "until": until}


@register.filter
def every(step_name: str) -> str | Promise:
    """Return how far rows are apart, in words: each day."""
    return EVERY.get(step_name, step_name)


@register.filter
def stale_since(profile: Json) -> datetime | None:
    """Return when data ends, where that is longer ago than a few of its steps; else None."""
    if not profile["until"] or not profile["step"]:
        return None
    until = datetime.fromisoformat(profile["until"])
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return until if (datetime.now(UTC) - until).total_seconds() > FRESH * profile["step"] else None


@register.simple_tag
def profile_columns(found: Json) -> list[Json]:
    """Return the columns of a profile as a table shows them."""
    rows, shapes = found["profile"]["rows"], found["shapes"]
    return [
        _profiled(column, rows=rows) | {"shape": shapes.get(column["name"])} for column in found["profile"]["columns"]
    ]


def _profiled(column: Json, *, rows: int) -> Json:
    return {
        "name": cleaned(column["name"], telling.LONGEST_NAME),
        "kind": KINDS[Kind(column["kind"])],
        "role": ROLES.get(column["role"], column["role"]),
        "missing": _share(column["nulls"], rows),
        "spread": _spread(column),
        "top": [(cleaned(name), _share(times, rows)) for name, times in column["top"][:TOP]],
    }


def _share(part: int, whole: int) -> str:
    """Return a share in percent, of which a small one is never none."""
    share = 100 * part / max(whole, 1)
    return "" if not part else "< 1 %" if share < 1 else f"{share:.0f} %"


def _spread(column: Json) -> Json | None:
    if column["lowest"] is None:
        return None
    return {
        "low": amounts.with_unit(column["lowest"], column["unit"]),
        "high": amounts.with_unit(column["highest"], column["unit"]),
        "middle": amounts.with_unit(column["quantiles"][2], column["unit"]),
    }


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


@register.filter
def as_moment(text: str) -> datetime | None:
    """Return an ISO 8601 moment as one that can be shown, or None."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@register.filter
def in_steps_of(period: Json, profile: Json) -> Json:
    """Return a period that is told as exactly as a profile's rows are apart."""
    return {**period, "step_name": profile["step_name"]}


@register.simple_tag
def picture_paths(result: Json) -> Drawing:
    """Return the drawing of the first chart of a result, for a small picture; an empty one where there is none."""
    found = (exhibit["chart"] for finding in result["findings"] for exhibit in finding["exhibits"] if exhibit["chart"])
    chart = next(found, None)
    return charts.draw(chart) if chart else Drawing("line")
