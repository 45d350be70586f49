"""Few rows that look like many: the lowest and the highest of each bin."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

MOST = 400
MOST_OF_SPAN = 120


def thinned(values: Floats, span: tuple[int, int] | None, *, most: int = MOST) -> Rows:
    """Return at most so many rows: extremes, both ends, and of the span all rows, or its ends where it is long."""
    count = len(values)
    if count <= most:
        return np.arange(count)
    first, last = span or (0, 0)
    ends = np.array([0, first, last, count - 1])
    inside = np.arange(first, last + 1 if last - first < MOST_OF_SPAN else first)
    outside = np.setdiff1d(np.arange(count), inside, assume_unique=True)
    bins = (most - len(inside) - len(ends)) // 2
    return np.unique(np.concatenate([ends, inside, np.fromiter(extremes(values, outside, bins), dtype=np.int64)]))


def extremes(values: Floats, rows: Rows, bins: int) -> Iterator[int]:
    """Yield the rows of the lowest and highest value of each bin, or the first one of a bin without values."""
    for part in np.array_split(rows, bins):
        known = part[np.isfinite(values[part])]
        if len(known):
            yield from (int(known[np.argmin(values[known])]), int(known[np.argmax(values[known])]))
        elif len(part):
            yield int(part[0])
