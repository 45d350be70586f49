"""What the components ask of their places, and empty space filled."""

from collections.abc import Sequence
from typing import Final

from ai_ops.drawing.looks import Look
from ai_ops.layouts import fit, packing
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Placement
from ai_ops.layouts.packing import Limits
from ai_ops.layouts.problems import LEAST_COVERAGE, component_of

UNKNOWN: Final = Limits((1, 1), (0.01, 100.0), 0)


def limits_of(placement: Placement) -> Limits:
    """Return what a placement's component asks; nothing where there is no such component."""
    component = component_of(placement)
    return Limits(component.least, component.aspect, component.weight) if component else UNKNOWN


def filled(placements: Sequence[Placement], canvas: Canvas, data: Data, look: Look) -> tuple[Placement, ...]:
    """Return placements that lie apart grown into empty cells until they cover enough, each only if it still fits."""
    spread = packing.spread(placements, canvas, limits_of, least=LEAST_COVERAGE)
    return tuple(
        after if after == before or not misfit(after, data, look) else before
        for before, after in zip(placements, spread, strict=True)
    )


def misfit(placement: Placement, data: Data, look: Look) -> str:
    """Return the sentence that says which text of a placement does not fit, or ""."""
    component = component_of(placement)
    return fit.misfit(placement, component, data, look) if component else ""
