"""A rule on live data: row by row, from a state to the next one. Pure; `scanning` gives the same on history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ai_ops.rules import judging
from ai_ops.rules.judging import Judgement
from ai_ops.rules.model import Rule
from ai_ops.rules.outcomes import Outcome, join
from ai_ops.rules.state import Event, EventKind, Feed, Memory, Phase, State, check
from ai_ops.rules.values import Given, given, microseconds, moment

type Row = Mapping[str, Any]
type Stepped = tuple[State, tuple[Event, ...]]

SECOND: Final = 1_000_000
FEEDS: Final = {Outcome.UNKNOWN: Feed.NO_DATA, Outcome.ERROR: Feed.ERROR}


def step(rule: Rule, state: State, *, row: Row, at: datetime) -> Stepped:
    """Return the state after a row, and what happened. A row before the last one is counted and passed over.

    Raises StateError for the state of another rule.
    """
    check(state, rule)
    now = microseconds(at)
    if state.last is not None and now < state.last:
        return replace(state, late=state.late + 1), ()
    state, silence = _pass_time(rule, state, now)
    judged = [
        judging.judge(condition, row, memory=memory, clear=clear)
        for condition, memory, clear in zip(rule.conditions, state.memory, rule.clears(), strict=True)
    ]
    state, happened = _decide(rule, _arrived(state, judged, now), judged=judged, now=now)
    values = values_of(rule, row)
    sentence = next((each.error for each in judged if each.error), "")
    told = (Event(each, at_, values, sentence if each is EventKind.ERROR else "") for each, at_ in happened)
    return state, (*silence, *told)


def tick(rule: Rule, state: State, *, at: datetime) -> Stepped:
    """Return the state when no row has come until `at`, and what happened by that. It may be called at any time.

    Raises StateError for the state of another rule.
    """
    check(state, rule)
    return _pass_time(rule, state, microseconds(at))


def run(rule: Rule, state: State, rows: Iterable[tuple[datetime, Row]]) -> Stepped:
    """Return the state after many rows, and all that happened."""
    events: list[Event] = []
    for at, row in rows:
        state, happened = step(rule, state, row=row, at=at)
        events += happened
    return state, tuple(events)


def values_of(rule: Rule, row: Row) -> dict[str, Given]:
    """Return the values of a rule's fields in a row, as they are shown; a field that is not there is left out."""
    return {name: given(row[name]) for name in rule.fields if name in row}


def _pass_time(rule: Rule, state: State, now: int) -> Stepped:
    """Return the state when rows stay out for longer than three usual steps before `now`."""
    if state.last is None or not state.limit or now <= state.last + state.limit:
        return state, ()
    silent = state.last + state.limit
    events = () if state.feed is Feed.NO_DATA else (Event(EventKind.NO_DATA, moment(silent)),)
    state = replace(state, feed=Feed.NO_DATA, memory=tuple(Memory(each.last) for each in state.memory))
    if state.phase is not Phase.FIRING:
        return replace(state, phase=Phase.IDLE, since=None), events
    lapsed = silent if state.lapsed is None else state.lapsed
    ends = max(silent, lapsed + rule.keep_seconds * SECOND)
    if ends >= now:
        return replace(state, lapsed=lapsed), events
    return _ended(rule, state, ends), (*events, Event(EventKind.RESOLVED, moment(ends)))


def _arrived(state: State, judged: list[Judgement], now: int) -> State:
    twins = state.twins + 1 if state.last == now else 1
    return replace(state, last=now, twins=twins, memory=tuple(each.memory for each in judged))


def _decide(
    rule: Rule, state: State, *, judged: list[Judgement], now: int
) -> tuple[State, list[tuple[EventKind, datetime]]]:
    """Return the state after a row is judged, and the kinds of what happened at it."""
    on = join(rule.logic, [each.on for each in judged])
    hold = join(rule.logic, [each.hold for each in judged])
    feed = FEEDS.get(on, Feed.OK)
    told = [EventKind(feed.value)] if feed not in (Feed.OK, state.feed) else []
    moved = _move(rule, replace(state, feed=feed), is_on=on is Outcome.TRUE, is_held=hold is Outcome.TRUE, now=now)
    told += _passed(state.phase, moved.phase)
    return moved, [(each, moment(now)) for each in told]


def _passed(before: Phase, after: Phase) -> Iterator[EventKind]:
    if before is Phase.FIRING and after is Phase.IDLE:
        yield EventKind.RESOLVED
    elif before is not after and after is not Phase.IDLE:
        yield EventKind(after.value)


def _move(rule: Rule, state: State, *, is_on: bool, is_held: bool, now: int) -> State:
    if state.phase is Phase.FIRING:
        return _fired_on(rule, state, is_held=is_held, now=now)
    if not is_on:
        return replace(state, phase=Phase.IDLE, since=None)
    since = now if state.since is None else state.since
    is_due = now - since >= rule.for_seconds * SECOND and (state.cooling is None or now >= state.cooling)
    return replace(state, phase=Phase.FIRING, since=now) if is_due else replace(state, phase=Phase.PENDING, since=since)


def _fired_on(rule: Rule, state: State, *, is_held: bool, now: int) -> State:
    """Return the state of a firing rule after a row: it fires on while it holds, and for `keep_seconds` after."""
    if is_held:
        return replace(state, lapsed=None)
    lapsed = now if state.lapsed is None else state.lapsed
    if now - lapsed >= rule.keep_seconds * SECOND:
        return _ended(rule, state, now)
    return replace(state, lapsed=lapsed)


def _ended(rule: Rule, state: State, at: int) -> State:
    return replace(state, phase=Phase.IDLE, since=None, lapsed=None, cooling=at + rule.cooldown_seconds * SECOND)
