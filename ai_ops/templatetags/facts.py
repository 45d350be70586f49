"""Tags for what stands out in data: facts in words, and the columns of a profile."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django import template
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops.base import Json
from ai_ops.charts import amounts, telling
from ai_ops.facts.texts import cleaned
from connectors.kinds.base import Kind
from connectors.showing import KINDS

register = template.Library()

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
def fact_sentence(fact: Json, profile: Json) -> SafeString:
    """Return what a fact says, without when; names from the data keep their own direction of writing."""
    said = telling.sentence(fact, units=units_of(profile), step=profile["step_name"])
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


@register.filter
def as_moment(text: str) -> datetime | None:
    """Return an ISO 8601 moment as one that can be shown, or None."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def units_of(profile: Json) -> Mapping[str, str]:
    """Return the units of a profile's columns by their names."""
    return {column["name"]: column["unit"] for column in profile["columns"]}
