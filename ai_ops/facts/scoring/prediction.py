"""What the next value was expected to be: a regression on the last values and the cycle, learned anew as rows come."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts.scoring.blocks import blocks
from ai_ops.facts.scoring.periods import find_period

Floats = NDArray[np.float64]

WINDOW = 1024
PERIOD_WINDOW = 4096
CYCLES = 5
FEWEST = 16
RIDGE = 2.0
CLIP = 5.0
FINEST = 1e-100  # the square of a smaller step could not be held
SHORT, LONG = 5, 31


@dataclass
class Prediction:
    """For each row: what was missed by the expectation, and the value without the cycle."""

    errors: Floats
    levels: Floats
    period: int = 0


def predict(values: Floats) -> Prediction:
    """Return how each row differs from what the rows before it let expect. `values` has no gaps."""
    count = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    found = Prediction(np.full(count, np.nan), values.copy())
    plain = values.copy()
    features = regressors(plain)
    looked = 0
    for block in blocks(count):
        if block.start >= 1.15 * looked or block.start - looked >= WINDOW // 2:
            looked = block.start
            period = find_period(values[max(0, block.start - PERIOD_WINDOW) : block.start])
            if period != found.period:
                found.period = period
                plain = values - cycle(values, sums, period, until=count)
                features = regressors(plain)
        found.levels[block] = plain[block]
        found.errors[block] = expect(plain, features, block)
    return found


def cycle(values: Floats, sums: Floats, period: int, *, until: int) -> Floats:
    """Return what the cycle adds to each row, as a median over the last cycles; 0 where none is known."""
    if not period:
        return np.zeros(until)
    middles = np.full(until, np.nan)
    first = period // 2
    last = until - (period - first)
    if last >= first:
        middles[first : last + 1] = (sums[period : until + 1] - sums[: until + 1 - period]) / period
    aside = values[:until] - middles
    shifted = np.full((CYCLES, until), np.nan)
    for number in range(1, CYCLES + 1):
        shifted[number - 1, number * period :] = aside[: max(0, until - number * period)]
    return median_of_known(shifted)


def median_of_known(rows: Floats) -> Floats:
    """Return the median of the known values of each column, 0 where none is known. NaN sorts last."""
    ranked = np.sort(rows, axis=0)
    known = np.isfinite(rows).sum(axis=0)
    places = np.arange(rows.shape[1])
    middle = (ranked[np.maximum(known - 1, 0) // 2, places] + ranked[known // 2 % len(rows), places]) / 2
    return np.where(known > 0, middle, 0.0)


def regressors(plain: Floats) -> Floats:
    """Return what each row is expected from, in differences from the row before: never from the row itself."""
    before = shifted(plain, 1)
    columns = [
        median_before(plain, SHORT) - before,
        median_before(plain, LONG) - before,
        before - shifted(plain, 2),
        shifted(plain, 2) - shifted(plain, 3),
    ]
    return np.nan_to_num(np.column_stack(columns))


def shifted(values: Floats, by: int) -> Floats:
    """Return each row's value of so many rows earlier, NaN at the start."""
    return np.concatenate([np.full(min(by, len(values)), np.nan), values[:-by]])


def median_before(values: Floats, length: int) -> Floats:
    """Return the median of so many values before each row; of fewer at the start, NaN for the first."""
    padded = np.concatenate([np.full(length, np.nan), values])
    windows = np.lib.stride_tricks.sliding_window_view(padded[:-1], length)
    whole = np.median(windows[length:], axis=1) if len(values) > length else np.empty(0)
    start = [np.median(values[:row]) if row else np.nan for row in range(min(length, len(values)))]
    return np.concatenate([start, whole])


def expect(plain: Floats, features: Floats, block: slice) -> Floats:
    """Return the errors of a block under weights that are learned from the rows before it."""
    steps = np.diff(plain[max(0, block.start - 1) : block.stop])
    past = slice(max(1, block.start - WINDOW), block.start)
    weights = learn(features[past], np.diff(plain[past.start - 1 : past.stop]))
    return np.asarray(steps - features[block] @ weights)


def learn(features: Floats, steps: Floats) -> Floats:
    """Return weights by least squares, with outliers cut and a pull towards no change."""
    scale = float(np.median(np.abs(steps))) * 1.5
    if len(steps) < FEWEST or scale < FINEST:
        return np.zeros(features.shape[1])
    wide = CLIP * scale
    known, target = np.clip(features, -wide, wide), np.clip(steps, -wide, wide)
    square = known.T @ known + RIDGE * scale**2 * np.eye(known.shape[1])
    weights = np.linalg.solve(square, known.T @ target)
    for _ in range(2):
        errors = target - known @ weights
        cut = 2.5 * float(np.median(np.abs(errors)))
        weights = np.linalg.solve(square, known.T @ (known @ weights + np.clip(errors, -cut, cut)))
    return np.asarray(weights)
