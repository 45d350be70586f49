"""Short pasts, and rules for them."""

from datetime import UTC, datetime, timedelta

import polars as pl

from ai_ops.rules import stepping, timeline
from ai_ops.rules.model import Condition, Rule
from ai_ops.rules.state import Phase, begin
from connectors import frames

START = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = 60_000_000


def minute(number):
    return START + timedelta(minutes=number)


def condition(**parts):
    """Return a condition of plain values."""
    return Condition.model_validate(parts)


def above(value=100.0, **parts):
    return rule(condition(field="x", op="gt", value_kind="number", value=float(value)), **parts)


def below(value, **parts):
    return rule(condition(field="x", op="lt", value_kind="number", value=float(value)), **parts)


def rule(*conditions, name="Rule", **parts):
    return Rule(name=name, conditions=conditions, **parts)


def table(values, minutes=None, **others):
    at = [minute(place).replace(tzinfo=None) for place in (minutes or range(len(values)))]
    return frames.from_frame(pl.DataFrame({"at": at, "x": values, **others}))


def rows(values, minutes=None, **others):
    return timeline.of(table(values, minutes, **others), "at")


def run(one, values, minutes=None):
    """Return the state after each value, one a minute, and all events as (kind, minute)."""
    state, states, events = begin(one, step=MINUTE), [], []
    for place, value in zip(minutes or range(len(values)), values, strict=True):
        state, happened = stepping.step(one, state, row={"x": value}, at=minute(place))
        states.append(state)
        events += [(each.kind.value, (each.at - START).total_seconds() / 60) for each in happened]
    return states, events


def phases(one, values, minutes=None):
    words = {Phase.IDLE: "idle", Phase.PENDING: "pend", Phase.FIRING: "FIRE"}
    return [words[each.phase] for each in run(one, values, minutes)[0]]
