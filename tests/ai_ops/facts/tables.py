"""Tables in which one thing of each kind was put, and any small table."""

from datetime import datetime, timedelta
from functools import cache

import numpy as np
import polars as pl
from hypothesis import strategies as st

from ai_ops.facts import findings, profile
from connectors import frames

ROWS = 400
START = datetime(2026, 1, 1)  # noqa: DTZ001 - tables hold no zones
NOISE = np.random.default_rng(8).normal(100, 5, ROWS)
HOURS = [START + timedelta(hours=at) for at in range(ROWS)]
CYCLE = 50 + 20 * np.sin(2 * np.pi * np.arange(ROWS) / 24) + np.random.default_rng(9).normal(0, 1, ROWS)


def table_of(values, **others):
    return pl.DataFrame({"at": HOURS[: len(values)], "visits": values, **others})


def changed(rows, change):
    values = NOISE.copy()
    values[rows] = change(values[rows])
    return table_of(values)


def known(frame):
    table = frames.from_frame(frame)
    return table, profile.profile(table)


def all_facts(frame):
    return findings.all_facts(*known(frame))


def of_kind(found, kind):
    return [fact for fact in found if fact.kind == kind]


CASES = {
    "spike": changed([200], lambda row: row + 90),
    "dip": changed([200], lambda row: row - 90),
    "level_shift": changed(slice(250, None), lambda rows: rows + 40),
    "trend": table_of(NOISE + np.arange(ROWS) * 0.3),
    "seasonality": table_of(CYCLE),
    "flatline": changed(slice(200, 215), lambda _: 100.0),
    "missing_burst": changed(slice(200, 207), lambda _: np.nan).with_columns(pl.col("visits").fill_nan(None)),
    "gap": table_of(NOISE).filter(~pl.int_range(pl.len()).is_between(200, 205)),
    "duplicate_keys": pl.DataFrame({"order": [f"o-{min(at, 90)}" for at in range(100)]}),
    "dominant_category": pl.DataFrame({"door": ["north"] * 90 + ["south", "east"] * 5}),
    "period_change": table_of(np.where(np.arange(ROWS) >= ROWS - 100, NOISE * 1.4, NOISE)),
    "correlation": table_of(NOISE, sales=NOISE * 3 + np.random.default_rng(1).normal(0, 5, ROWS)),
    "changed_seasonality": table_of(np.where(np.arange(ROWS) < 192, CYCLE, (CYCLE - 50) * 3 + 50)),
    "drift": table_of(100 + (NOISE - 100) * np.linspace(1, 6, ROWS)),
    "group_difference": table_of(
        NOISE + 15 * (np.arange(ROWS) % 5 == 0), door=np.array(["north", "south"])[(np.arange(ROWS) % 5 == 0) * 1]
    ),
}


@cache
def facts_of(case):
    """Return the facts of a case, found once."""
    return all_facts(CASES[case])


numbers = st.one_of(st.none(), st.integers(-5, 5), st.floats(-1e9, 1e9, allow_nan=False))
rows = st.lists(st.tuples(numbers, numbers, st.sampled_from("abc"), st.integers(0, 40)), min_size=1, max_size=60)


def frame_of(drawn):
    return pl.DataFrame(
        {
            "at": [START + timedelta(hours=row[3]) for row in drawn],
            "one": pl.Series([row[0] for row in drawn], dtype=pl.Float64, strict=False),
            "other": pl.Series([row[1] for row in drawn], dtype=pl.Float64, strict=False),
            "door": [row[2] for row in drawn],
        }
    )
