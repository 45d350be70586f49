"""Rules and tables made from a seed: all operators on all types, with nulls, gaps, twins and wrong types."""

import random
from datetime import datetime, timedelta

import polars as pl

from ai_ops.rules import timeline
from ai_ops.rules.model import BARE, Operator, Rule
from connectors import frames
from tests.ai_ops.rules import past

START = datetime(2026, 1, 1)  # noqa: DTZ001 - tables hold no zones
TEXTS = ["open", "Open", "closed", "CLOSED down", "", "Straße", "STRASSE", "a.c", "abc", None]
DAYS = [START + timedelta(days=at) for at in range(4)]
FIELDS = ("n", "m", "k", "t", "u", "b", "d", "e", "gone", "list", "empty")
WAITS = (0, 0, 0, 60, 90, 120, 220, 300)  # 220: with the silence of 180, the gap of 400


def table(seed, rows=60):
    draw = random.Random(seed)
    level = draw.choice([0, 5, 50])
    steps = draw.choice([[60], [60, 60, 60, 30], [60, 60, 60, 60, 0, 181, 400], [1, 60, 180, 181]])
    at, now = [], START
    for _ in range(rows):
        at.append(now)
        now += timedelta(seconds=draw.choice(steps))
    frame = pl.DataFrame(
        {
            "at": at,
            "n": column(draw, rows, lambda: level + draw.choice([0, 1, 2, 3, 4, float("nan"), float("inf"), 1e101])),
            "m": column(draw, rows, lambda: float(level + draw.randint(0, 4))),
            "k": column(draw, rows, lambda: level + draw.randint(0, 4)),
            "t": column(draw, rows, lambda: draw.choice(TEXTS)),
            "u": column(draw, rows, lambda: draw.choice(TEXTS)),
            "b": column(draw, rows, lambda: draw.random() < 0.5),
            "d": column(draw, rows, lambda: draw.choice(DAYS)),
            "e": column(draw, rows, lambda: draw.choice(DAYS).date()),
            "list": column(draw, rows, lambda: [1]),
            "empty": [None] * rows,
        },
        schema_overrides={
            "n": pl.Float64,
            "m": pl.Float64,
            "k": pl.Int64,
            "t": pl.String,
            "u": pl.String,
            "b": pl.Boolean,
            "d": pl.Datetime("us"),
            "e": pl.Date,
            "list": pl.List(pl.Int64),
        },
    )
    return frames.Table(frame, frames.from_frame(frame.drop("list")).fields)


def column(draw, rows, value):
    """Return values that stay for some rows, with nulls among them."""
    hold, rare = draw.choice([1, 2, 5]), draw.choice([0, 0.1, 0.4])
    values, current = [], value()
    for _ in range(rows):
        if draw.random() < 1 / hold:
            current = value()
        values.append(None if draw.random() < rare else current)
    return values


def rule(seed):
    draw = random.Random(seed)
    return Rule(
        name="Rule",
        logic=draw.choice(["ALL", "ANY"]),
        conditions=tuple(condition(draw) for _ in range(draw.choice([1, 1, 1, 2, 3, 5]))),
        for_seconds=draw.choice(WAITS),
        clear_value=draw.choice([None, None, 0.0, 1.0, 3.0, 6.0, 53.0]),
        keep_seconds=draw.choice(WAITS),
        cooldown_seconds=draw.choice([0, 0, 60, 240, 1000]),
    )


def condition(draw):
    op = draw.choice(list(Operator))
    if draw.random() < 0.85:
        return fitting(draw, op)
    kind = "none" if op in BARE else draw.choice(["number", "text", "bool", "field"])
    return past.condition(field=draw.choice(FIELDS), op=op, value_kind=kind, value=value(draw, kind))


def value(draw, kind):
    made = {
        "number": lambda: float(draw.choice([0, 1, 2, 2.5, 7, 51, 52])),
        "text": lambda: draw.choice(["open", "OPEN", "o", "strasse", ".", "cl"]),
        "bool": lambda: draw.random() < 0.5,
        "field": lambda: draw.choice(FIELDS),
        "none": lambda: None,
    }
    return made[kind]()


def fitting(draw, op):
    """Return a condition whose value is of its field's type."""
    if op in BARE:
        return past.condition(field=draw.choice(FIELDS), op=op)
    texts = {"contains", "starts_with"}
    of_texts = op in texts or (op in {"eq", "ne"} and draw.random() < 0.5)
    names, kind = (("t", "u"), "text") if of_texts else (("n", "m", "k"), "number")
    if op not in texts and draw.random() < 0.1:
        names, kind = ("d", "e"), "field"
    if draw.random() < 0.2 or kind == "field":
        return past.condition(field=draw.choice(names), op=op, value_kind="field", value=draw.choice(names))
    return past.condition(field=draw.choice(names), op=op, value_kind=kind, value=value(draw, kind))


def timeline_of(seed, rows=60):
    return timeline.of(table(seed, rows), "at")
