"""Packing: give every placement a place of its own, and change as little as that takes. Deterministic."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ai_ops.layouts import grid
from ai_ops.layouts.model import Canvas, Placement

LITTLE: Final = 0.04
"""Of all cells: by so many the placements get smaller before another try to pack them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How small a placement may be in cells, which width over height it may have, and what it weighs.

    Where there is no room for all, the lightest goes first.
    """

    least: tuple[int, int]
    aspect: tuple[float, float]
    weight: int


type LimitsOf = Callable[[Placement], Limits]


@dataclass(frozen=True, slots=True)
class Packed:
    """Placements that lie apart, in their order, and those for which there was no room."""

    placements: tuple[Placement, ...]
    dropped: tuple[Placement, ...] = ()


def fitted(placement: Placement, canvas: Canvas, limits: Limits) -> Placement:
    """Return a placement on the canvas, as large as its limits ask and of their aspect, moved as little as can be."""
    w, h = _size(placement, canvas, limits)
    x = min(max(placement.x, 0), canvas.columns - w)
    y = min(max(placement.y, 0), canvas.rows - h)
    return replace(placement, x=x, y=y, w=w, h=h)


def _size(placement: Placement, canvas: Canvas, limits: Limits) -> tuple[int, int]:
    w = min(max(placement.w, limits.least[0]), canvas.columns)
    h = min(max(placement.h, limits.least[1]), canvas.rows)
    narrowest, widest = limits.aspect
    if w / h > widest:
        h = min(canvas.rows, int(np.ceil(w / widest)))
        w = min(w, max(limits.least[0], int(h * widest)))
    if w / h < narrowest:
        w = min(canvas.columns, int(np.ceil(h * narrowest)))
        h = min(h, max(limits.least[1], int(w / narrowest)))
    return w, h


def pack(
    placements: Sequence[Placement], canvas: Canvas, limits_of: LimitsOf, *, first: Collection[str] = ()
) -> Packed:
    """Return the placements apart from each other. Each is within its limits already.

    Those that lie apart stay; the later one in reading order moves to the nearest free place, gets
    smaller where there is none, and makes the others smaller where that is not enough. Then the
    lightest is dropped, of equals the smallest, of those the last. Those whose ids are in `first`
    stay before all others.
    """
    kept = list(placements)
    dropped: list[Placement] = []
    while True:
        placed = _place(kept, canvas, limits_of, first) or _squeeze(kept, canvas, limits_of, first)
        if placed is not None:
            return Packed(tuple(_as_before(placements, placed)), tuple(dropped))
        least = min(reversed(kept), key=lambda each: (limits_of(each).weight, each.w * each.h))
        kept.remove(least)
        dropped.append(least)


def _as_before(placements: Sequence[Placement], placed: Sequence[Placement]) -> list[Placement]:
    by_id = {each.id: each for each in placed}
    return [by_id[each.id] for each in placements if each.id in by_id]


def _place(
    placements: Sequence[Placement], canvas: Canvas, limits_of: LimitsOf, first: Collection[str]
) -> list[Placement] | None:
    """Return the placements in free places, or None where one finds none."""
    placed: list[Placement] = []
    for each in _firm_ones_first(placements, first):
        found = _nearest(each, placed, canvas, limits_of(each))
        if found is None:
            return None
        placed.append(found)
    return placed


def _firm_ones_first(placements: Sequence[Placement], first: Collection[str]) -> list[Placement]:
    """Return those that stay where they are before those that have to move, each group as it is read."""
    firm: list[Placement] = []
    for each in sorted(grid.in_reading_order(placements), key=lambda each: each.id not in first):
        if not any(grid.overlap(each, other) for other in firm):
            firm.append(each)
    ids = {each.id for each in firm}
    return [*firm, *(each for each in grid.in_reading_order(placements) if each.id not in ids)]


def _nearest(placement: Placement, placed: Sequence[Placement], canvas: Canvas, limits: Limits) -> Placement | None:
    """Return a placement in the nearest free place in which the largest of its sizes fits."""
    sums = grid.sums(grid.covered(placed, canvas))
    for w, h in _sizes(placement, limits):
        places = grid.free_within(sums, w, h)
        if len(places):
            away = np.abs(places - np.array([placement.y, placement.x])).sum(axis=1)
            y, x = places[int(np.argmin(away))]
            return replace(placement, x=int(x), y=int(y), w=w, h=h)
    return None


def _sizes(placement: Placement, limits: Limits) -> Iterator[tuple[int, int]]:
    """Yield a placement's size, and smaller ones down to the least, each within its aspect."""
    w, h = placement.w, placement.h
    yield w, h
    while (w, h) != limits.least:
        is_width_next = h <= limits.least[1] or (w > limits.least[0] and w / limits.least[0] >= h / limits.least[1])
        w, h = (max(w - 1, limits.least[0]), h) if is_width_next else (w, max(h - 1, limits.least[1]))
        if limits.aspect[0] <= w / h <= limits.aspect[1]:
            yield w, h


def _squeeze(
    placements: Sequence[Placement], canvas: Canvas, limits_of: LimitsOf, first: Collection[str]
) -> list[Placement] | None:
    """Return the placements packed after the large ones got smaller, a little at a time, or None."""
    room = canvas.columns * canvas.rows
    if sum(limits_of(each).least[0] * limits_of(each).least[1] for each in placements) > room:
        return None
    cells, smaller = _cells(placements), list(placements)
    while True:
        smaller = _shrunk(smaller, limits_of, most=min(room, int(cells * (1 - LITTLE))))
        if _cells(smaller) == cells:
            return None
        cells = _cells(smaller)
        placed = _place(smaller, canvas, limits_of, first)
        if placed is not None:
            return placed


def _cells(placements: Sequence[Placement]) -> int:
    return sum(each.w * each.h for each in placements)


def _shrunk(placements: Sequence[Placement], limits_of: LimitsOf, *, most: int) -> list[Placement]:
    """Return placements of which the largest got smaller, a step at a time, down to so many cells together."""
    smaller, stuck = list(placements), set[int]()
    while _cells(smaller) > most and len(stuck) < len(smaller):
        at = max((at for at in range(len(smaller)) if at not in stuck), key=lambda at: smaller[at].w * smaller[at].h)
        size = _next_size(smaller[at], limits_of(smaller[at]))
        if size is None:
            stuck.add(at)
        else:
            smaller[at] = replace(smaller[at], w=size[0], h=size[1])
    return smaller


def _next_size(placement: Placement, limits: Limits) -> tuple[int, int] | None:
    sizes = _sizes(placement, limits)
    next(sizes)
    return next(sizes, None)


def spread(
    placements: Sequence[Placement], canvas: Canvas, limits_of: LimitsOf, *, least: float
) -> tuple[Placement, ...]:
    """Return the placements grown into free cells, in turns of one cell, until they cover at least so many per cent.

    Where nothing can grow any more, it stays below.
    """
    grown = list(placements)
    is_growing = True
    while is_growing and grid.coverage(grown, canvas) < least:
        is_growing = False
        for at, each in enumerate(grown):
            others = grown[:at] + grown[at + 1 :]
            wider = next((one for one in _wider(each) if _may_be(one, others, canvas, limits_of(each))), None)
            if wider is not None:
                grown[at], is_growing = wider, True
    return tuple(grown)


def _wider(placement: Placement) -> Iterator[Placement]:
    """Yield a placement with one more column or row on each side, the shorter side first."""
    across = [replace(placement, w=placement.w + 1), replace(placement, x=placement.x - 1, w=placement.w + 1)]
    along = [replace(placement, h=placement.h + 1), replace(placement, y=placement.y - 1, h=placement.h + 1)]
    yield from [*along, *across] if placement.h <= placement.w else [*across, *along]


def _may_be(placement: Placement, others: Sequence[Placement], canvas: Canvas, limits: Limits) -> bool:
    is_shaped = limits.aspect[0] <= placement.w / placement.h <= limits.aspect[1]
    return is_shaped and grid.is_inside(placement, canvas) and not any(grid.overlap(placement, each) for each in others)
