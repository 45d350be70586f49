"""How many values lie where: counts in bins of one width."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def counts(values: Floats, bins: int) -> tuple[Counts, Floats]:
    """Return how many values lie in each bin, and the edges; fewer bins where numbers lie too close to part them."""
    try:
        found, edges = np.histogram(values, bins=bins)
    except ValueError:  # numpy's: the bins would have no width
        return counts(values, bins // 2) if bins > 1 else (np.array([len(values)]), values[[0, 0]])
    return found, edges
