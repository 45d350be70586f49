"""How two rows of numbers go together."""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def correlate(one: Floats, other: Floats) -> float:
    """Return Pearson's correlation, 0 for a constant."""
    first, second = one - one.mean(), other - other.mean()
    size = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / size if size > 0 else 0.0


def follow(values: Floats) -> float:
    """Return how much each value follows the one before it: their correlation, 0 for a few or a constant."""
    return correlate(values[1:], values[:-1]) if len(values) > 3 else 0.0  # noqa: PLR2004 - two pairs always lie on a line


def ranks(values: Floats) -> Floats:
    """Return the rank of each value, equal ones with their mean rank."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[places])
