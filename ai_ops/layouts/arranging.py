"""What the components ask of their places, and empty space filled."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ai_ops.drawing.looks import Look
from ai_ops.layouts import fit, packing
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Placement
from ai_ops.layouts.packing import Limits, LimitsOf
from ai_ops.layouts.problems import LEAST_COVERAGE, component_of

UNKNOWN: Final = Limits((1, 1), (0.01, 100.0), 0)


def limits_of(placement: Placement) -> Limits:
    """Return what a placement's component asks; nothing where there is no such component."""
    component = component_of(placement)
    return Limits(component.least, component.aspect, component.weight) if component else UNKNOWN


def filled(placements: Sequence[Placement], canvas: Canvas, data: Data, look: Look) -> tuple[Placement, ...]:
    """Return placements that lie apart grown into empty cells until they cover enough, each only if it still fits."""
    while True:
        grown = _grown(placements, canvas, data, look)
        if grown == tuple(placements):
            return grown
        placements = grown


def _grown(placements: Sequence[Placement], canvas: Canvas, data: Data, look: Look) -> tuple[Placement, ...]:
    """Return placements grown once, those as they were whose texts would no longer fit."""
    held: frozenset[str] = frozenset()
    while True:
        grown = packing.spread(placements, canvas, _holding(held), least=LEAST_COVERAGE)
        pairs = zip(placements, grown, strict=True)
        suffering = {after.id for before, after in pairs if _suffers(before, after, data, look)}
        if suffering <= held:
            return grown
        held |= suffering


def _holding(held: frozenset[str]) -> LimitsOf:
    """Return the limits of placements; one that is held keeps its shape, and so cannot grow on one side."""

    def limits(placement: Placement) -> Limits:
        shape = placement.w / placement.h if placement.h else 1.0
        found = limits_of(placement)
        return replace(found, aspect=(shape, shape)) if placement.id in held else found

    return limits


def _suffers(before: Placement, after: Placement, data: Data, look: Look) -> bool:
    return after != before and bool(misfit(after, data, look)) and not misfit(before, data, look)


def misfit(placement: Placement, data: Data, look: Look) -> str:
    """Return the sentence that says which text of a placement does not fit, or ""."""
    component = component_of(placement)
    return fit.misfit(placement, component, data, look) if component else ""
