"""Do texts fit? A placement's component is drawn strictly on its current data, as large as it is placed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ai_ops.components.base import Box, Component, DoesNotFitError
from ai_ops.drawing.looks import Look
from ai_ops.layouts import contents
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Placement

STEPS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24)
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
    """Return a size a little larger in which a placement's texts fit, or None where they fit none."""
    for w, h in _larger(placement, component, canvas):
        if not misfit(replace(placement, w=w, h=h), component, data, look):
            return w, h
    return None


def _larger(placement: Placement, component: Component, canvas: Canvas) -> Iterator[tuple[int, int]]:
    w, h = placement.w, placement.h
    narrowest, widest = component.aspect
    most = max(MOST_SHARE * canvas.columns * canvas.rows, w * h)
    for step in STEPS:
        for wide, high in ((w + step, h), (w, h + step), (w + step, h + step)):
            is_shaped = narrowest <= wide / high <= widest
            if is_shaped and wide <= canvas.columns and high <= canvas.rows and wide * high <= most:
                yield wide, high
