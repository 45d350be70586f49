"""A rule over all of its history at once: the same events and the same state as `stepping` gives row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ai_ops.rules import judging, stepping, sweeping
from ai_ops.rules.firing import Mark, Tracks, Walk
from ai_ops.rules.model import Rule
from ai_ops.rules.outcomes import Outcome, Outcomes
from ai_ops.rules.state import Event, EventKind, Feed, Memory, State, begin
from ai_ops.rules.sweeping import Sweep
from ai_ops.rules.timeline import Timeline
from ai_ops.rules.values import Given, moment

type Places = NDArray[np.int64]

FEEDS = {int(outcome): feed for outcome, feed in stepping.FEEDS.items()}


@dataclass(frozen=True, slots=True)
class Firing:
    """One firing: its rows from `first` to `last`, its times in microseconds, `ended` None while it goes on."""

    first: int
    last: int
    began: int
    ended: int | None

    @property
    def rows(self) -> int:
        """Return how many rows it lasted."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class History:
    """What a rule did over a timeline. `outcomes` are those of its conditions, joined, at each row."""

    rule: Rule
    timeline: Timeline
    outcomes: Outcomes
    marks: tuple[Mark, ...]
    state: State

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """Return the firings, the earliest first."""
        return tuple(_firings(self))

    @cached_property
    def active(self) -> int:
        """Return for how many microseconds it fired."""
        return sum((self.until if each.ended is None else each.ended) - each.began for each in self.firings)

    @property
    def until(self) -> int:
        """Return the time of the last row, 0 where there is none."""
        return int(self.timeline.at[-1]) if len(self.timeline) else 0

    def peak(self, firing: Firing) -> float | None:
        """Return the value of the leading condition's field that lies furthest beyond its threshold in a firing."""
        place = self.rule.leading
        if place is None or self.rule.conditions[place].field not in self.timeline.names:
            return None
        condition = self.rule.conditions[place]
        column, rows = self.timeline.column(condition.field), slice(firing.first, firing.last + 1)
        values: Any = column.numbers[rows][column.known[rows]]
        return float(values.max() if condition.sign > 0 else values.min()) if len(values) else None

    def values(self, row: int) -> dict[str, Given]:
        """Return the values of the rule's fields at a row."""
        return stepping.values_of(self.rule, self.timeline.row(row))

    def events(self) -> Iterator[Event]:
        """Yield all that happened, in order, as `stepping` gives it."""
        marks = sorted((*self._silences(), *self.marks), key=lambda each: (each.row, not each.is_between))
        yield from map(self._event, marks)

    def _event(self, mark: Mark) -> Event:
        if mark.is_between:
            return Event(mark.kind, moment(mark.at))
        sentence = self._fault(mark.row) if mark.kind is EventKind.ERROR else ""
        return Event(mark.kind, moment(mark.at), self.values(mark.row), sentence)

    def _fault(self, row: int) -> str:
        values = self.timeline.row(row)
        errors = (judging.judge(each, values, memory=Memory(), clear=None).error for each in self.rule.conditions)
        return next(each for each in errors if each)

    def _silences(self) -> Iterator[Mark]:
        """Yield where data ceased or an error began."""
        feed = Feed.OK
        changes = np.flatnonzero((np.diff(self.outcomes, prepend=0) != 0) | self.timeline.gaps)
        for row in map(int, changes):
            at = int(self.timeline.at[row])
            if self.timeline.gaps[row]:
                if feed is not Feed.NO_DATA:
                    yield Mark(EventKind.NO_DATA, int(self.timeline.at[row - 1]) + self.state.limit, row, True)
                feed = Feed.NO_DATA
            now = FEEDS.get(int(self.outcomes[row]), Feed.OK)
            if now not in (Feed.OK, feed):
                yield Mark(EventKind(now.value), at, row)
            feed = now


def scan(rule: Rule, timeline: Timeline) -> History:
    """Return what a rule did over a timeline, from a state that knows of nothing before."""
    swept = sweeping.sweep(rule, timeline)
    on = swept.on == Outcome.TRUE
    hold = on if swept.hold is swept.on else swept.hold == Outcome.TRUE
    state = begin(rule, step=timeline.step)
    walk = Walk(rule, Tracks(timeline.at, timeline.gaps, on=on, hold=hold), state.limit).go()
    return History(rule, timeline, swept.on, tuple(walk.marks), _state(walk, swept, timeline))


def _state(walk: Walk, swept: Sweep, timeline: Timeline) -> State:
    start = begin(walk.rule, step=timeline.step)
    if not len(timeline):
        return start
    last = int(timeline.at[-1])
    return State(
        rule=start.rule,
        step=start.step,
        memory=swept.memory,
        phase=walk.phase,
        since=walk.since,
        lapsed=walk.lapsed,
        cooling=walk.cooling,
        feed=FEEDS.get(int(swept.on[-1]), Feed.OK),
        last=last,
        twins=len(timeline) - int(np.searchsorted(timeline.at, last)),
    )


def _firings(history: History) -> Iterator[Firing]:
    begun: Mark | None = None
    for mark in history.marks:
        if mark.kind is EventKind.FIRING:
            begun = mark
        elif mark.kind is EventKind.RESOLVED and begun is not None:
            yield Firing(begun.row, mark.row - 1, begun.at, mark.at)
            begun = None
    if begun is not None:
        yield Firing(begun.row, len(history.timeline) - 1, begun.at, None)
