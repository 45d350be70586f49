"""One anomaly score for each row, causal: a row's score follows from it and the rows before it alone.

A score is in [0, 1], and 0.5 and over is an anomaly, in any series: scores are made of tail
probabilities that each series' own past calibrates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts.scoring import prediction, runs, steps, windows
from ai_ops.facts.scoring.tails import surprise

Floats = NDArray[np.float64]

THRESHOLD = 0.5
ALARM = 3.5  # the surprise (minus the decimal logarithm of a probability) that scores 0.5
HUGE = 1e100  # what is larger is taken as this, since its square could not be held
PAUSE = "pause"
PENALTY = 1.2  # for what looks at windows: many of them overlap, so chance has more tries


@dataclass(frozen=True)
class Event:
    """Rows, first to last, that belong to one anomaly, and the highest score among them."""

    first: int
    last: int
    peak: int
    score: float


def score(values: Floats, seconds: Floats | None = None, *, is_pause_scored: bool = True) -> Floats:
    """Return a score for each value in order of time; NaN is a missing value. `seconds` are the rows' times.

    Time that has passed without rows is an anomaly of the row after it, unless values alone are asked about.
    """
    parts = surprises(np.asarray(values, dtype=np.float64), seconds)
    told = [part for name, part in parts.items() if is_pause_scored or name != PAUSE]
    most = np.max(told, axis=0)
    return np.asarray(most / (most + ALARM))


def surprises(values: Floats, seconds: Floats | None = None) -> dict[str, Floats]:
    """Return the surprise of each row from each point of view."""
    values = np.where(np.isfinite(values), np.clip(values, -HUGE, HUGE), np.nan)
    missing = np.isnan(values)
    parts = {"missing": runs.surprise_of_runs(missing, least=0.001)}
    if seconds is not None:
        parts[PAUSE] = runs.surprise_of_pauses(seconds)
    if not missing.all():
        parts |= surprises_of_series(values, seconds)
    return parts


def surprises_of_series(values: Floats, seconds: Floats | None) -> dict[str, Floats]:
    """Return the surprise of each row from each point of view that needs values, the rows set in steps of time."""
    if seconds is None:
        return surprises_of_values(values, np.isnan(values))
    at = steps.places(seconds)
    spread = np.full(at[-1] + 1, np.nan)
    spread[at] = values
    return {name: part[at] for name, part in surprises_of_values(spread, np.isnan(spread)).items()}


def surprises_of_values(values: Floats, missing: NDArray[np.bool_]) -> dict[str, Floats]:
    """Return the surprise of each row from each point of view that needs values, 0 before the first one."""
    start = int(np.flatnonzero(~missing)[0])
    whole = filled(values[start:])
    gone = missing[start:]
    found = prediction.predict(whole)
    errors = np.where(gone | np.concatenate([[False], gone[:-1]]), np.nan, found.errors)
    parts = {
        "error": surprise(errors),
        "flat": runs.surprise_of_runs(np.concatenate([[False], np.diff(whole) == 0]) & ~gone),
    }
    moves = {f"level {length}": windows.level_moves(found.levels, length, against=4 * length) for length in (5, 12, 24)}
    unrest = {f"unrest {length}": windows.unrest(errors, length) for length in (12, 24)}
    parts |= {name: fade(surprise(stats) - PENALTY) for name, stats in (moves | unrest).items()}
    return {name: np.concatenate([np.zeros(start), part]) for name, part in parts.items()}


def filled(values: Floats) -> Floats:
    """Return values with each missing one replaced by the last known before it."""
    known = np.maximum.accumulate(np.where(np.isnan(values), 0, np.arange(len(values))))
    return np.asarray(values[known])


def fade(found: Floats) -> Floats:
    """Return surprises of windows, each alarm fading after its onset: what has moved is soon the usual."""
    age = runs.run_lengths(found > ALARM) - 1
    return np.where(age > 0, found * 0.8 ** np.minimum(age, 60), found)


def events(scores: Floats, threshold: float = THRESHOLD, *, apart: int = 5) -> list[Event]:
    """Return the anomalies: rows at or over the threshold, joined where fewer than `apart` rows part them."""
    rows = np.flatnonzero(scores >= threshold)
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > apart) + 1) if len(rows) else []
    found = []
    for group in groups:
        peak = int(group[np.argmax(scores[group])])
        found.append(Event(int(group[0]), int(group[-1]), peak, float(scores[peak])))
    return found
