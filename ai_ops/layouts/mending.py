"""Put right what can be put right without asking: the least change, the same each time, each told in a sentence.

In order: onto the grid, as large as a component and its texts need and of its shape, apart from each
other (`ai_ops.layouts.packing`, which leaves out the lightest where there is no room), and grown into
empty space. Texts get smaller by themselves, down to the smallest that can be read; a box grows only
where that is not enough.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ai_ops.drawing.looks import Look
from ai_ops.layouts import arranging, checking, fit, packing, tidying
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Layout, Placement
from ai_ops.layouts.packing import Limits, Packed
from ai_ops.layouts.problems import ANY_RULES, Problem, Rules, component_of
from ai_ops.layouts.scaling import scaled
from ai_ops.layouts.telling import Steps, told

MOST_ROUNDS: Final = 12

type Sizes = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mending:
    """A mended layout, what was adjusted, and what is still wrong: that needs somebody's answer."""

    layout: Layout
    mends: tuple[str, ...]
    problems: tuple[Problem, ...]


def mend(layout: Layout, data: Data, look: Look, *, rules: Rules = ANY_RULES, first: Collection[str] = ()) -> Mending:
    """Return a layout with its mends and the problems that are left. A good layout is returned as it is.

    `first` are the ids of placements that others make room for, because somebody just moved them.
    """
    tidy = tidying.tidy(layout, rules)
    steps = arrange(tidy.layout, data, scaled(look, layout.canvas), first=first)
    mended = replace(tidy.layout, placements=steps.filled)
    left = checking.problems(mended, data, look, rules=rules)
    return Mending(mended, (*tidy.mends, *told(steps)), tuple(replace(each, is_mendable=False) for each in left))


def arrange(layout: Layout, data: Data, look: Look, *, first: Collection[str] = ()) -> Steps:
    """Return a layout's placements after each step of mending their places."""
    canvas = layout.canvas
    fitted = [packing.fitted(each, canvas, arranging.limits_of(each)) for each in layout.placements]
    needs: dict[str, tuple[int, int]] = {}
    for _round in range(MOST_ROUNDS):
        enlarged, packed = _packed(fitted, canvas, needs, first)
        filled = arranging.filled(packed.placements, canvas, data, look)
        more = _needs(filled, data, look, canvas=canvas)
        if not more:
            break
        needs |= more
    return Steps(layout.placements, tuple(fitted), tuple(enlarged), packed, filled)


def _packed(
    fitted: Sequence[Placement], canvas: Canvas, needs: Sizes, first: Collection[str]
) -> tuple[list[Placement], Packed]:
    """Return placements as large as their texts need, and those apart from each other."""
    enlarged = [_enlarged(each, canvas, needs) for each in fitted]
    return enlarged, packing.pack(enlarged, canvas, lambda each: _limits(each, needs), first=first)


def _enlarged(placement: Placement, canvas: Canvas, needs: Sizes) -> Placement:
    return packing.fitted(placement, canvas, _limits(placement, needs)) if placement.id in needs else placement


def _limits(placement: Placement, needs: Sizes) -> Limits:
    """Return what a component asks, and at least the size in which its texts fit."""
    limits = arranging.limits_of(placement)
    return replace(limits, least=needs.get(placement.id, limits.least))


def _needs(placements: Sequence[Placement], data: Data, look: Look, *, canvas: Canvas) -> Sizes:
    """Return larger sizes for placements whose texts do not fit, where there are such sizes."""
    found = {
        each.id: fit.fitting_size(each, component, data, look=look, canvas=canvas)
        for each in placements
        if (component := component_of(each)) and arranging.misfit(each, data, look)
    }
    return {id_: size for id_, size in found.items() if size}
