"""What a rule would have done: its firings over all history, in figures and in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts.candidates.base import Fact
from ai_ops.rules import scanning
from ai_ops.rules.model import DAY, HOUR, Rule
from ai_ops.rules.scanning import Firing, History
from ai_ops.rules.stepping import SECOND
from ai_ops.rules.timeline import Timeline
from ai_ops.rules.values import Given, microseconds, moment
from ai_ops.rules.wording import a_day, counted

MOST_SHOWN: Final = 20
EARLIER: Final = 0.7
ANOMALIES: Final = ("spike", "dip", "level_shift", "flatline", "missing_burst", "drift")
LASTING: Final = ("level_shift", "drift")  # these go on to the last row; what counts is where they begin
DAY_LONG: Final = DAY * SECOND


@dataclass(frozen=True)
class Summary:
    """The figures of a back-test. `rate` is in firings a day, `active` the share of time, `last` the last beginning."""

    firings: int
    rate: float
    active: float
    days: float
    last: str


@dataclass(frozen=True)
class ShownFiring:
    """A firing with its times (ISO 8601), the values that began it, and the furthest of its leading field."""

    began: str
    ended: str
    seconds: float
    rows: int
    values: dict[str, Given]
    peak: float | None


@dataclass(frozen=True)
class Backtest:
    """A rule on all history. Days are of UTC; `per_day` has those with firings, `busiest` the first of the fullest.

    `touched` are the ids of anomalies of the rule's fields during which it fired, within a step;
    `untouched` the others. `earlier` and `later` are firings a day in the first 70 % and the last 30 %.
    """

    summary: Summary
    is_firing: bool
    per_day: tuple[tuple[str, int], ...]
    busiest: tuple[str, int] | None
    first: tuple[ShownFiring, ...]
    touched: tuple[str, ...]
    untouched: tuple[str, ...]
    earlier: float
    later: float
    sentences: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def backtest(rule: Rule, timeline: Timeline, *, anomalies: Sequence[Fact] = ()) -> Backtest:
    """Return what a rule would have done over a timeline; the anomalies are facts of the same table."""
    return of_history(scanning.scan(rule, timeline), anomalies)


def of_history(history: History, anomalies: Sequence[Fact] = ()) -> Backtest:
    """Return the back-test of a history that is there already."""
    firings, summary = history.firings, summarised(history)
    begun = np.array([each.began for each in firings], dtype=np.int64)
    days = per_day(begun)
    related = [each for each in anomalies if is_related(each, history.rule)]
    touched = {each.id for each in related if is_touched(each, history)}
    earlier, later = rates(history.timeline, begun, summary.days)
    return Backtest(
        summary=summary,
        is_firing=bool(firings) and firings[-1].ended is None,
        per_day=days,
        busiest=max(days, key=lambda each: each[1], default=None),
        first=tuple(shown(history, each) for each in firings[:MOST_SHOWN]),
        touched=tuple(each.id for each in related if each.id in touched),
        untouched=tuple(each.id for each in related if each.id not in touched),
        earlier=earlier,
        later=later,
        sentences=tuple(sentences(history, summary, earlier=earlier, later=later)),
    )


def summarised(history: History) -> Summary:
    """Return the figures of a history. At least one day counts, so that a short past is not taken for a busy one."""
    timeline, firings = history.timeline, history.firings
    days = max((timeline.span + timeline.step) / DAY_LONG, 1.0)
    last = moment(firings[-1].began).replace(tzinfo=None).isoformat(timespec="seconds") if firings else ""
    active = history.active / timeline.span if timeline.span else 0.0
    return Summary(len(firings), len(firings) / days, active, days, last)


def shown(history: History, firing: Firing) -> ShownFiring:
    """Return a firing as it is shown."""
    until = history.until if firing.ended is None else firing.ended
    times = [None if each is None else moment(each).replace(tzinfo=None) for each in (firing.began, firing.ended)]
    began, ended = ("" if each is None else each.isoformat(timespec="seconds") for each in times)
    seconds = (until - firing.began) / SECOND
    return ShownFiring(began, ended, seconds, firing.rows, history.values(firing.first), history.peak(firing))


def per_day(begun: NDArray[np.int64]) -> tuple[tuple[str, int], ...]:
    """Return the days (ISO 8601) on which firings began, and how many."""
    days, counts = np.unique(begun // DAY_LONG, return_counts=True)
    return tuple(
        (moment(int(day) * DAY_LONG).date().isoformat(), int(count)) for day, count in zip(days, counts, strict=True)
    )


def rates(timeline: Timeline, begun: NDArray[np.int64], days: float) -> tuple[float, float]:
    """Return the firings a day in the first 70 % of the time and in the last 30 %."""
    if not len(timeline):
        return 0.0, 0.0
    later = int(np.count_nonzero(begun >= timeline.at[0] + round(EARLIER * timeline.span)))
    return (len(begun) - later) / (EARLIER * days), later / ((1 - EARLIER) * days)


def is_related(fact: Fact, rule: Rule) -> bool:
    """Return whether a fact is an anomaly of a field that a rule reads, with a time."""
    return fact.kind in ANOMALIES and bool(fact.since) and not set(fact.columns).isdisjoint(rule.fields)


def is_touched(fact: Fact, history: History) -> bool:
    """Return whether a rule fired during an anomaly, or a step before or after it."""
    since = microseconds(datetime.fromisoformat(fact.since))
    until = since if fact.kind in LASTING else microseconds(datetime.fromisoformat(fact.until)) + SECOND
    low, high = since - history.timeline.step, until + history.timeline.step
    return any(each.began <= high and (each.ended is None or each.ended >= low) for each in history.firings)


def sentences(history: History, summary: Summary, *, earlier: float, later: float) -> Iterator[str]:
    """Yield what a back-test says: how often and when last, for how long, and whether that has changed."""
    if not summary.firings:
        yield f"It would not have fired in {covered(summary, history.timeline)}."
        return
    last = spoken(history.firings[-1].began, history.timeline.step)
    times = counted(summary.firings, "time")
    on = "on" if summary.firings == 1 else "last on"
    yield f"It would have fired {times} in {covered(summary, history.timeline)}, {on} {last}."
    yield f"It would have been firing for {percent(summary.active)} of the time."
    yield f"In the last 30 % of the time it fired {a_day(later)}, before that {a_day(earlier)}."


def percent(share: float) -> str:
    """Return a share with one decimal."""
    return "less than 0.1 %" if 0 < share < 0.001 else f"{100 * share:.1f} %"  # noqa: PLR2004 - what rounds to nothing


def covered(summary: Summary, timeline: Timeline) -> str:
    """Return how long the past is, in days or in hours."""
    length = timeline.span + timeline.step
    if length < DAY_LONG:
        return counted(max(1, round(length / (HOUR * SECOND))), "hour")
    return counted(round(summary.days), "day")


def spoken(at: int, step: int = 0) -> str:
    """Return a time in words: 3 March 2026 at 14:05, the day alone where rows are days."""
    when = moment(at)
    day = f"{when.day} {when:%B} {when.year}"
    return day if step >= DAY_LONG and not at % DAY_LONG else f"{day} at {when:%H:%M}"
