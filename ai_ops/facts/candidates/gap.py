"""A gap: time that passed without rows."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from ai_ops.facts import series
from ai_ops.facts.candidates.base import Candidate, Surroundings
from ai_ops.facts.profile import GAP
from ai_ops.facts.recipes import Numbers, register

MOST = 5
FEWEST = 5
REGULAR = 0.8  # of the steps must be the usual one for a longer one to be a gap


def find(around: Surroundings) -> Iterator[Candidate]:
    """Yield the longest gaps of a table whose rows come at regular times."""
    time = around.profile.time
    steps = np.diff(distinct_moments(around.frame, time)) if time else np.empty(0)
    if len(steps) < FEWEST:
        return
    usual = float(np.median(steps))
    if np.mean(np.abs(steps / usual - 1) < 0.25) < REGULAR:  # noqa: PLR2004 - months differ by a tenth
        return
    for place in sorted(np.flatnonzero(steps > GAP * usual), key=lambda at: -steps[at])[:MOST]:
        recipe = {"function": "gap", "time": time, "after": int(place)}
        strength = float(np.log10(steps[place] / usual) + 0.5)
        yield Candidate("gap", strength, (time,), recipe, "steps", (int(place), int(place) + 1))


def distinct_moments(frame: pl.DataFrame, time: str) -> series.Floats:
    """Return the moments that a table has rows for, in order."""
    moments = series.moments(frame, time)
    return np.unique(moments[np.isfinite(moments)])


@register
def gap(frame: pl.DataFrame, time: str, *, after: int) -> Numbers:
    """Return how many steps are missing after a moment, and for how many seconds there is no row."""
    steps = np.diff(distinct_moments(frame, time))
    return {"value": float(round(steps[after] / np.median(steps)) - 1), "seconds": float(steps[after])}
