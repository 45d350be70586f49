"""Do texts fit? A placement's component is drawn strictly on its current data, as large as it is placed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ai_ops.components.base import Box, Component, DoesNotFitError
from ai_ops.drawing.looks import Look
from ai_ops.layouts import contents
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Placement

STEPS: Final = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24)
MOST_SHARE: Final = 0.5
"""Of the canvas: a text that needs more is too long and not too tightly placed."""


def box(placement: Placement, look: Look) -> Box:
    """Return a placement's inner box: half a gap away from each side, so that neighbours are a gap apart."""
    return Box(max(0.1, placement.w - look.gap), max(0.1, placement.h - look.gap))


def misfit(placement: Placement, component: Component, data: Data, look: Look) -> str:
    """Return the sentence that says which text does not fit its box, or "". What has no content yet fits."""
    key = ("misfit", component.slug, placement.title, placement.bindings, placement.w, placement.h, look)
    return data.remembered(key, lambda: _misfit(placement, component, data, look))


def _misfit(placement: Placement, component: Component, data: Data, look: Look) -> str:
    found = contents.gather(placement, component, data)
    if found.failures or lacking(component, found.content.bound):
        return ""
    try:
        component.draw(found.content, box(placement, look), look, is_strict=True)
    except DoesNotFitError as error:
        return str(error)
    return ""


def lacking(component: Component, bound: Mapping[str, object]) -> list[str]:
    """Return the names of required inputs that nothing is bound to."""
    return [each.name for each in component.inputs if each.is_required and each.name not in bound]


def fitting_size(
    placement: Placement, component: Component, data: Data, *, look: Look, canvas: Canvas
) -> tuple[int, int] | None:
    """Return the smallest of some larger sizes in which a placement's texts fit, or None where they fit none.

    Where they do not fit the largest ones, the smaller ones are not tried.
    """
    sizes = _larger(placement, component, canvas)
    largest = [size for size in sizes if not any(_is_within(size, other) for other in sizes)]

    def fits(size: tuple[int, int]) -> bool:
        return not misfit(replace(placement, w=size[0], h=size[1]), component, data, look)

    return next(filter(fits, sizes), None) if any(map(fits, largest)) else None


def _larger(placement: Placement, component: Component, canvas: Canvas) -> list[tuple[int, int]]:
    """Return larger sizes within the canvas and a component's aspect, the smallest first."""
    most = max(MOST_SHARE * canvas.columns * canvas.rows, placement.w * placement.h)
    widths = {min(placement.w + step, canvas.columns) for step in STEPS}
    heights = {min(placement.h + step, canvas.rows) for step in STEPS}
    narrowest, widest = component.aspect
    found = [(w, h) for w in widths for h in heights if w * h <= most and narrowest <= w / h <= widest]
    return sorted(set(found) - {(placement.w, placement.h)}, key=lambda size: (size[0] * size[1], size))


def _is_within(size: tuple[int, int], other: tuple[int, int]) -> bool:
    return size != other and size[0] <= other[0] and size[1] <= other[1]
