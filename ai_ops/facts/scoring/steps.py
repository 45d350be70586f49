"""Rows set one step of time apart, so that an hour that is missing does not move the cycle of the rows after it."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

FEWEST = 8  # rows from which the step is known; none before them is scored
LONGEST = 48  # steps that are filled; after a longer pause the series begins where it is
RARE = 0.02  # of the rows before; where pauses are usual, as at weekends, the series is of rows
NEAR = 0.02  # of a step


def places(seconds: Floats) -> Places:
    """Return the place of each row on an axis of even steps, on which rare pauses take up their own length.

    Causal: a row's place follows from the times up to it.
    """
    count = len(seconds)
    if count <= FEWEST + 1:
        return np.arange(count)
    return np.concatenate([[0], np.cumsum(1 + skipped(np.diff(seconds)))])


def skipped(pauses: Floats) -> Places:
    """Return how many steps are missing in each pause, 0 where pauses are usual, uneven or long."""
    step = float(np.median(pauses[:FEWEST]))
    steps = pauses / step if step > 0 else np.ones(len(pauses))
    whole = np.rint(steps)
    is_pause = np.abs(steps - 1) > 0.5  # noqa: PLR2004 - nearer to another number of steps
    before = np.cumsum(is_pause) - is_pause
    places = np.arange(len(pauses))
    is_filled = is_pause & (whole > 1) & (whole - 1 <= LONGEST) & (np.abs(steps - whole) <= NEAR) & (places >= FEWEST)
    return np.where(is_filled & (before <= RARE * places), whole - 1, 0).astype(np.int64)
