"""Rows: which are shown, in which order, and how large."""

from collections.abc import Sequence
from dataclasses import dataclass

from ai_ops.components.base import TIMES, Resolved
from ai_ops.components.parts.values import number, seconds

APART = 1.75
"""Height of a row, in sizes of its text."""
LOOSE = 2.3


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows are shown, in which size, how high each is, and how many more there are."""

    count: int
    size: float
    height: float
    more: int


def fitted(count: int, height: float, sizes: Sequence[float], *, usual: float) -> Rows:
    """Return rows as large as all of them fit, or as many as fit in a usual size or, if that is none, a smaller one."""
    for size in sizes:
        if count * APART * size <= height and size >= min(usual, sizes[0]):
            return Rows(count, size, min(height / max(count, 1), LOOSE * size), 0)
    size = next((each for each in sizes if each <= usual and 2 * APART * each <= height), sizes[-1])
    room = max(1, int(height / (APART * size)))
    if room < count:
        room = max(1, room - 1) if room > 1 else 1
    kept = min(room, count)
    high = min(height / (kept + (kept < count and room > 1)), LOOSE * size)
    return Rows(kept, size, high, count - kept)


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
