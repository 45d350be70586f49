"""Rows: which are shown, in which order, and how large."""

from collections.abc import Sequence
from dataclasses import dataclass

from ai_ops.components.base import TIMES, Resolved
from ai_ops.components.parts.values import number, seconds

APART = 1.75
"""Height of a row, in sizes of its text."""
LOOSE = 2.3


WANTED = 4
"""Rows that a reader wants to see at least: for them the text gets smaller."""


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows are shown, in which size, how high each is, and how many more there are."""

    count: int
    size: float
    height: float
    more: int


def fitted(count: int, height: float, sizes: Sequence[float], *, usual: float, wanted: int = WANTED) -> Rows:
    """Return rows as large as all of them fit; else in a usual size, or a smaller one in which those wanted fit.

    Of rows that do not fit, as many are shown as leave room for a line that says so.
    """
    sizes = [size for size in sizes if count * APART * size <= height or size <= usual] or list(sizes[-1:])
    if count * APART * sizes[0] <= height:
        return Rows(count, sizes[0], min(height / max(count, 1), LOOSE * sizes[0]), 0)
    size = next((each for each in sizes if (min(count, wanted) + 1) * APART * each <= height), sizes[-1])
    if count * APART * size <= height:
        return Rows(count, size, min(height / count, LOOSE * size), 0)
    kept = max(1, min(count - 1, int(height / (APART * size)) - 1))
    return Rows(kept, size, min(height / (kept + 1), LOOSE * size), count - kept)


def newest_first(columns: Sequence[Resolved], count: int) -> list[int]:
    """Return the places of rows: from the newest where a column of moments never goes back, else as they are."""
    for column in columns:
        if column.kind in TIMES and rises(column):
            return list(range(count - 1, -1, -1))
    return list(range(count))


def rises(column: Resolved) -> bool:
    """Return whether a column of moments never goes back, and goes on."""
    known = [each for each in map(seconds, column.values) if each is not None]
    return len(known) > 1 and known[0] < known[-1] and known == sorted(known)


def ranked(column: Resolved, count: int) -> list[int]:
    """Return the places of rows by a column's numbers or moments, the highest first; rows without one come last."""
    read = seconds if column.kind in TIMES else number
    keys = [read(value) for value in column.values[:count]]
    keys += [None] * (count - len(keys))
    return sorted(range(count), key=lambda at: (keys[at] is None, -(keys[at] or 0.0)))
