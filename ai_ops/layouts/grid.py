"""The grid: where placements lie on it, and what is free."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ai_ops.layouts.model import Canvas, Placement

type Cells = NDArray[np.bool_]
type Places = NDArray[np.int64]


def is_inside(placement: Placement, canvas: Canvas) -> bool:
    """Return whether a placement has a size and lies on the canvas with all of it."""
    return (
        placement.w > 0
        and placement.h > 0
        and placement.x >= 0
        and placement.y >= 0
        and placement.x + placement.w <= canvas.columns
        and placement.y + placement.h <= canvas.rows
    )


def overlap(one: Placement, other: Placement) -> bool:
    """Return whether two placements share a cell."""
    return (
        one.x < other.x + other.w and other.x < one.x + one.w and one.y < other.y + other.h and other.y < one.y + one.h
    )


def overlaps(placements: Sequence[Placement]) -> list[tuple[Placement, Placement]]:
    """Return the pairs of placements that share a cell."""
    return [pair for pair in combinations(placements, 2) if overlap(*pair)]


def covered(placements: Iterable[Placement], canvas: Canvas) -> Cells:
    """Return which cells are covered, as [row, column]; what lies outside is not counted."""
    cells = np.zeros((canvas.rows, canvas.columns), dtype=np.bool_)
    for each in placements:
        cells[max(0, each.y) : max(0, each.y + each.h), max(0, each.x) : max(0, each.x + each.w)] = True
    return cells


def coverage(placements: Iterable[Placement], canvas: Canvas) -> float:
    """Return the share of cells that are covered, in per cent."""
    return float(100 * covered(placements, canvas).mean())


def free_places(taken: Cells, w: int, h: int) -> Places:
    """Return the (y, x) of every place where a box of cells fits without touching what is taken, in reading order."""
    return free_within(sums(taken), w, h)


def sums(taken: Cells) -> Places:
    """Return how many cells are taken above and left of each corner: a summed-area table (Crow 1984)."""
    rows, columns = taken.shape
    found = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    found[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    return found


def free_within(summed: Places, w: int, h: int) -> Places:
    """Return the free places for a box of cells from the sums of what is taken."""
    rows, columns = summed.shape[0] - 1, summed.shape[1] - 1
    if w > columns or h > rows or w < 1 or h < 1:
        return np.empty((0, 2), dtype=np.int64)
    filled = summed[h:, w:] - summed[:-h, w:] - summed[h:, :-w] + summed[:-h, :-w]
    return np.argwhere(filled == 0)


def in_reading_order(placements: Iterable[Placement]) -> list[Placement]:
    """Return placements as they are read: by rows, then by columns."""
    return sorted(placements, key=lambda each: (each.y, each.x, each.id))
