"""A long series in few bins, so that slow changes can be searched for quickly."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 400


def bin_size(count: int, *, period: int = 0) -> int:
    """Return how many rows make a bin: whole periods where there is a cycle, so that it evens out."""
    size = max(1, -(-count // MOST))
    return -(-size // period) * period if period else size


def means(values: Floats, size: int) -> Floats:
    """Return the mean of each whole bin."""
    count = len(values) // size
    return np.asarray(values[: count * size].reshape(count, size).mean(axis=1))


def noise(values: Floats) -> float:
    """Return the standard deviation that steps between neighbours suggest, robustly."""
    steps = np.abs(np.diff(values))
    return float(1.4826 * np.median(steps) / np.sqrt(2)) or float(steps.mean()) or 1e-12
