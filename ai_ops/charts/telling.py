"""A fact in words, with its numbers as a reader sees them. A fact is the plain data that a result keeps of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ai_ops.charts.amounts import duration, moment, number, short_span, with_unit
from ai_ops.facts.texts import cleaned

type Fact = Mapping[str, Any]
type Units = Mapping[str, str]

KINDS: Final[dict[str, str | Promise]] = {
    "spike": gettext_lazy("Spike"),
    "dip": gettext_lazy("Dip"),
    "level_shift": gettext_lazy("Level shift"),
    "trend": gettext_lazy("Trend"),
    "seasonality": gettext_lazy("Cycle"),
    "changed_seasonality": gettext_lazy("Changed cycle"),
    "drift": gettext_lazy("Changed spread"),
    "gap": gettext_lazy("Gap"),
    "flatline": gettext_lazy("Flatline"),
    "missing_burst": gettext_lazy("Missing values"),
    "duplicate_keys": gettext_lazy("Repeated keys"),
    "dominant_category": gettext_lazy("Dominant category"),
    "period_change": gettext_lazy("Change of a period"),
    "correlation": gettext_lazy("Correlation"),
    "group_difference": gettext_lazy("Group difference"),
    "statistic": gettext_lazy("Figure"),
    "anomaly": gettext_lazy("Anomaly"),
    "comparison": gettext_lazy("Comparison"),
    "distribution": gettext_lazy("Distribution"),
    "data_quality": gettext_lazy("Data quality"),
}
STATISTICS: Final[dict[str, str | Promise]] = {
    "mean": gettext_lazy("mean"),
    "last": gettext_lazy("last value"),
    "highest": gettext_lazy("highest value"),
    "lowest": gettext_lazy("lowest value"),
    "missing": gettext_lazy("share without a value"),
    "different": gettext_lazy("different values"),
    "rows": gettext_lazy("rows"),
}
IN_THE_COLUMNS_UNIT: Final = frozenset(
    {"usual", "change", "before", "after", "last", "level", "here", "elsewhere", "a_row", "median", "spread"}
)
"""Names of a fact's further numbers that are values of its column, in kinds whose numbers are."""
UNITLESS: Final = frozenset({"drift", "changed_seasonality", "correlation"})
LASTING: Final = frozenset({"level_shift"})
"""Kinds that go on to the end of the data."""
IN_SENTENCES: Final = ("usual", "before", "after", "last", "here", "elsewhere", "seconds", "level")
UNKNOWN: Final = "–"
UNLIKELY: Final = 0.001
LONGEST_NAME: Final = 60


def kind(name: str) -> str:
    """Return a fact's or finding's kind in words."""
    return str(KINDS.get(name) or name.replace("_", " ").capitalize())


def part(fact: Fact, name: str, *, units: Units, step: str = "") -> str | None:
    """Return a fact's value ("" for its name) or a named part of it, as a reader sees it; None where it has none.

    `units` are those of the columns, `step` is what the data's rows are apart.
    """
    if name in {"since", "until"}:
        return moment(fact[name], step=step) if fact[name] else None
    if not name:
        return value(fact)
    if name not in fact["more"]:
        return None
    amount = fact["more"][name]
    if name == "p":
        return f"< {UNLIKELY}" if amount < UNLIKELY else number(round(amount, 3))
    if name == "seconds":
        return duration(amount)
    has_unit = name in IN_THE_COLUMNS_UNIT and fact["kind"] not in UNITLESS
    return with_unit(amount, units.get(fact["columns"][0], "")) if has_unit else number(amount)


def value(fact: Fact) -> str:
    """Return a fact's value with its unit."""
    return with_unit(fact["value"], "" if fact["unit"] in {"times", "values"} else fact["unit"])


def when(fact: Fact, *, step: str = "") -> str:
    """Return when a fact was, as a moment or a span, or its rows without times; nothing where it is of all rows."""
    if is_whole(fact):
        return ""
    if fact["since"]:
        since, until = (moment(fact[name], step=step) for name in ("since", "until"))
        if fact["kind"] in LASTING:
            return _("since %(since)s") % {"since": since}
        return since if since == until else _("%(since)s to %(until)s") % {"since": since, "until": until}
    if fact["first"] is None:
        return ""
    first, last = number(fact["first"] + 1), number((fact["last"] or fact["first"]) + 1)
    return (
        _("row %(first)s") % {"first": first}
        if first == last
        else _("rows %(first)s to %(last)s") % {"first": first, "last": last}
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A pattern of ours, and what goes into it: `names` from the data, and `numbers` with their units."""

    pattern: str
    names: Mapping[str, str]
    numbers: Mapping[str, str]

    def __str__(self) -> str:
        return self.pattern % {**self.names, **self.numbers}


def short_when(fact: Fact, *, step: str = "") -> str:
    """Return when a fact was in few words, for a label in a chart."""
    if fact["since"] and fact["kind"] in LASTING:
        return _("since %(since)s") % {"since": short_span(fact["since"], fact["since"], step=step)}
    return short_span(fact["since"], fact["until"], step=step) if fact["since"] else when(fact)


def is_whole(fact: Fact) -> bool:
    """Return whether a fact is about all rows, so that it need not be said when it was."""
    return fact["first"] == 0 and fact["last"] is not None and fact["last"] >= fact["rows"] - 1


def sentence(fact: Fact, *, units: Units, step: str = "") -> Sentence:
    """Return what a fact says, without when."""
    numbers = dict.fromkeys(IN_SENTENCES, UNKNOWN)
    numbers |= {name: part(fact, name, units=units, step=step) or UNKNOWN for name in fact["more"]}
    size = with_unit(abs(fact["value"]), fact["unit"])
    first, last = (cleaned(fact["columns"][at], LONGEST_NAME) for at in (0, -1))
    return Sentence(
        SENTENCES.get(fact["kind"], _others)(fact),
        {"column": first, "other": last, "label": fact.get("label", "")},
        numbers | {"value": value(fact), "size": size},
    )


def _others(fact: Fact) -> str:
    return "%(column)s: %(value)s"


def _trend(fact: Fact) -> str:
    if fact["value"] < 0:
        return _("%(column)s falls by %(size)s from start to end")
    return _("%(column)s rises by %(size)s from start to end")


def _correlation(fact: Fact) -> str:
    if fact["value"] < 0:
        return _("%(column)s and %(other)s move in opposite directions (correlation %(value)s)")
    return _("%(column)s and %(other)s move together (correlation %(value)s)")


def _period_change(fact: Fact) -> str:
    if fact["value"] < 0:
        return _("%(column)s is %(size)s lower than in the period before: %(last)s after %(before)s")
    return _("%(column)s is %(size)s higher than in the period before: %(last)s after %(before)s")


def _group_difference(fact: Fact) -> str:
    if fact["value"] < 0:
        return _("%(column)s where %(other)s is “%(label)s” is %(size)s lower: %(here)s, elsewhere %(elsewhere)s")
    return _("%(column)s where %(other)s is “%(label)s” is %(size)s higher: %(here)s, elsewhere %(elsewhere)s")


def _duplicate_keys(fact: Fact) -> str:
    return ngettext(
        "%(value)s repeats an earlier value of %(column)s",
        "%(value)s repeat an earlier value of %(column)s",
        round(fact["value"]),
    )


def _statistic(fact: Fact) -> str:
    which = fact.get("label", "")
    if which == "rows":
        return "%(value)s"
    return "%(column)s: " + str(STATISTICS.get(which, which)).replace("%", "%%") + " %(value)s"


SENTENCES: Final[dict[str, Callable[[Fact], str]]] = {
    "spike": lambda _fact: _("%(column)s rises to %(value)s, usually %(usual)s"),
    "dip": lambda _fact: _("%(column)s falls to %(value)s, usually %(usual)s"),
    "level_shift": lambda _fact: _("%(column)s changes its level from %(before)s to %(after)s"),
    "trend": _trend,
    "seasonality": lambda _fact: _("%(column)s repeats itself every %(value)s"),
    "changed_seasonality": lambda _fact: _(
        "the cycle of %(column)s changes: %(value)s times as wide in the second half"
    ),
    "drift": lambda _fact: _("%(column)s varies %(value)s times as much at the end as at the start"),
    "gap": lambda _fact: _("no rows for %(seconds)s"),
    "flatline": lambda _fact: _("%(column)s stays at %(level)s for %(value)s"),
    "missing_burst": lambda _fact: _("%(column)s has no value for %(value)s, one after another"),
    "duplicate_keys": _duplicate_keys,
    "dominant_category": lambda _fact: _("%(column)s is “%(label)s” in %(value)s of the rows"),
    "period_change": _period_change,
    "correlation": _correlation,
    "group_difference": _group_difference,
    "statistic": _statistic,
}
