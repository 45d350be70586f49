"""Checks of where placements lie: on the grid, apart, large enough, and enough of them."""

from collections.abc import Iterator

from ai_ops.drawing.looks import Look
from ai_ops.layouts import arranging, fit, grid
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Layout, Placement
from ai_ops.layouts.problems import LEAST_COVERAGE, Problem, component_of, named

LEAST_SIDE, LARGEST_SIDE = 8, 64


def check(layout: Layout, data: Data, look: Look) -> Iterator[Problem]:
    """Yield what is wrong with the places of a layout."""
    yield from _canvas(layout.canvas)
    for each in layout.placements:
        yield from _place(each, layout.canvas)
    for one, other in grid.overlaps(layout.placements):
        yield Problem(other.id, "overlap", f"{named(other)} covers a part of {named(one)}.", is_mendable=True)
    for each in layout.placements:
        yield from _fit(each, layout.canvas, data, look)
    yield from _coverage(layout, data, look)


def _canvas(canvas: Canvas) -> Iterator[Problem]:
    if not all(LEAST_SIDE <= side <= LARGEST_SIDE for side in (canvas.columns, canvas.rows)):
        yield Problem(
            "",
            "canvas",
            f"The grid has {canvas.columns} × {canvas.rows} cells; each side has {LEAST_SIDE} to {LARGEST_SIDE}.",
        )


def _place(placement: Placement, canvas: Canvas) -> Iterator[Problem]:
    if not grid.is_inside(placement, canvas):
        yield Problem(
            placement.id, "off_grid", f"{named(placement)} lies outside the grid, at least in part.", is_mendable=True
        )
    component = component_of(placement)
    if component is None:
        return
    w, h = component.least
    if placement.w < w or placement.h < h:
        sentence = f"{named(placement)} is {placement.w} × {placement.h} cells; a {component.slug} needs {w} × {h}."
        yield Problem(placement.id, "too_small", sentence, is_mendable=True)
    elif not component.aspect[0] <= placement.w / placement.h <= component.aspect[1]:
        sentence = f"{named(placement)} is too {_shape(placement)} for a {component.slug}."
        yield Problem(placement.id, "aspect", sentence, is_mendable=True)


def _shape(placement: Placement) -> str:
    return "wide" if placement.w > placement.h else "narrow"


def _fit(placement: Placement, canvas: Canvas, data: Data, look: Look) -> Iterator[Problem]:
    component = component_of(placement)
    if component is None or placement.w < 1 or placement.h < 1:
        return
    sentence = fit.misfit(placement, component, data, look)
    if sentence:
        larger = fit.fitting_size(placement, component, data, look=look, canvas=canvas)
        yield Problem(placement.id, "does_not_fit", f"{named(placement)}: {sentence}", is_mendable=larger is not None)


def _coverage(layout: Layout, data: Data, look: Look) -> Iterator[Problem]:
    found = grid.coverage(layout.placements, layout.canvas)
    if found >= LEAST_COVERAGE:
        return
    grown = arranging.filled(layout.placements, layout.canvas, data, look)
    yield Problem(
        "",
        "low_coverage",
        f"The components cover {found:.0f} % of the screen, and {LEAST_COVERAGE:.0f} % is the least. "
        "Make them larger, or add others.",
        is_mendable=grown != layout.placements,
    )
