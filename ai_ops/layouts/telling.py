"""Mends of places in sentences: “Revenue” moved right by 2, so that it no longer covers “Orders”."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ai_ops.layouts import grid
from ai_ops.layouts.model import Placement
from ai_ops.layouts.packing import Packed
from ai_ops.layouts.problems import listed, named


@dataclass(frozen=True, slots=True)
class Steps:
    """Placements as they were given, and after each step of mending."""

    given: tuple[Placement, ...]
    fitted: tuple[Placement, ...]
    enlarged: tuple[Placement, ...]
    packed: Packed
    filled: tuple[Placement, ...]


def told(steps: Steps) -> Iterator[str]:
    """Yield a sentence for each mend."""
    for before, after in _changed(steps.given, steps.fitted):
        yield _onto_grid(before, after)
    for before, after in _changed(steps.fitted, steps.enlarged):
        yield f"{named(after)} {_changes(before, after)}, so that its texts fit."
    packed = [each for each in steps.enlarged if each not in steps.packed.dropped]
    for before, after in _changed(packed, steps.packed.placements):
        yield f"{named(before)} {_changes(before, after)}{_reason(before, steps.enlarged)}."
    for each in steps.packed.dropped:
        yield f"{named(each)} was left out: there was no room for it."
    for before, after in _changed(steps.packed.placements, steps.filled):
        yield f"{named(after)} was made larger, {_size(after)} instead of {_size(before)}, to fill empty space."


def _changed(before: Sequence[Placement], after: Sequence[Placement]) -> list[tuple[Placement, Placement]]:
    return [(one, other) for one, other in zip(before, after, strict=True) if one != other]


def _onto_grid(before: Placement, after: Placement) -> str:
    is_sized = (after.w, after.h) != (before.w, before.h)
    why = f", as a {after.component} needs" if is_sized else " onto the grid"
    return f"{named(after)} {_changes(before, after)}{why}."


def _changes(before: Placement, after: Placement) -> str:
    """Return how a placement was moved and sized."""
    moves = [
        *_moved(after.x - before.x, "left", "right"),
        *_moved(after.y - before.y, "up", "down"),
    ]
    changes = [f"moved {listed(moves)}"] if moves else []
    if (after.w, after.h) != (before.w, before.h):
        changes.append(f"is {_size(after)} cells instead of {_size(before)}")
    return " and ".join(changes)


def _moved(by: int, back: str, forth: str) -> list[str]:
    return [f"{back if by < 0 else forth} by {abs(by)}"] if by else []


def _size(placement: Placement) -> str:
    return f"{placement.w} × {placement.h}"


def _reason(placement: Placement, others: Sequence[Placement]) -> str:
    covered = next((each for each in others if each.id != placement.id and grid.overlap(each, placement)), None)
    return f", so that it no longer covers {named(covered)}" if covered else ", to make room for others"
