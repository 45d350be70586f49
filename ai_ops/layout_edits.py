"""A layout while a person changes it: read from the form, mended and checked again. Nothing is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ai_ops.base import Json
from ai_ops.components import registry
from ai_ops.layouts import checking, documents, grid, mending, swapping
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Layout, Placement
from ai_ops.layouts.problems import Problem, component_of
from ai_ops.screens import Setting

SIDES: Final = (("x", 0), ("y", 0), ("w", 1), ("h", 1))
"""The numbers of a place in cells, and the least that each may be."""
FURTHEST: Final = 63
WHOLE: Final = re.compile(r"-?[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Edit:
    """A layout as it stands: `whole` with all its placements, and the ids of those that are `kept`.

    `mends` says what was adjusted after the last change, `problems` what is wrong with what is kept.
    """

    whole: Layout
    kept: frozenset[str]
    mends: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_changed: bool = False

    @property
    def layout(self) -> Layout:
        """Return the layout of the kept placements."""
        return replace(self.whole, placements=tuple(each for each in self.whole.placements if each.id in self.kept))

    @property
    def coverage(self) -> float:
        """Return how much of the screen the kept placements cover, in per cent."""
        return grid.coverage(self.layout.placements, self.layout.canvas)

    def problems_of(self, placement: str) -> list[Problem]:
        """Return what is wrong with a placement, by its id; "" is the layout."""
        return [each for each in self.problems if each.placement == placement]


def begun(layout: Layout, setting: Setting) -> Edit:
    """Return a layout before any change, all of it kept, with what is wrong with it on the current data."""
    found = checking.problems(layout, setting.data, setting.look())
    return Edit(layout, frozenset(each.id for each in layout.placements), problems=found)


def changed(before: Layout, form: Mapping[str, Any], *, kept: Sequence[str], setting: Setting) -> Edit:
    """Return a layout after the changes of a form, mended; for what was changed, others make room.

    The form names placements by their place from 0: `component-0`, `x-0`, `y-0`, `w-0`, `h-0`, and `kept` are
    the places of those that stay. A number that is none leaves the placement where it was.
    """
    placements = tuple(_changed(each, form, str(at), setting.data) for at, each in enumerate(before.placements))
    chosen = [each for at, each in enumerate(placements) if str(at) in kept]
    asked = replace(before, placements=tuple(chosen))
    if not chosen:
        problems = checking.problems(asked, setting.data, setting.look())
        return Edit(replace(before, placements=placements), frozenset(), problems=problems, is_changed=True)
    moved = {now.id for was, now in zip(before.placements, placements, strict=True) if now != was}
    found = mending.mend(asked, setting.data, setting.look(), first=moved)
    by_id = {each.id: each for each in found.layout.placements}
    whole = replace(found.layout, placements=tuple(by_id.get(each.id, each) for each in placements))
    return Edit(whole, frozenset(by_id), found.mends, found.problems, is_changed=True)


def _changed(placement: Placement, form: Mapping[str, Any], at: str, data: Data) -> Placement:
    sides: dict[str, Any] = {
        side: _whole(form.get(f"{side}-{at}"), getattr(placement, side), least=least) for side, least in SIDES
    }
    moved = replace(placement, **sides)
    wanted = form.get(f"component-{at}")
    if not wanted or wanted == placement.component:
        return moved
    try:
        return swapping.swapped(moved, registry.get(wanted), data) or moved
    except registry.UnknownComponentError:
        return moved


def _whole(text: Any, otherwise: int, *, least: int) -> int:
    found = int(text) if isinstance(text, str) and WHOLE.fullmatch(text.strip()) else otherwise
    return min(max(found, least), FURTHEST + least)


def content(result: Json, edit: Edit) -> Json:
    """Return what is saved of a result after changes: the kept placements, and nothing else is different."""
    kept = documents.placements_as_json(edit.layout.placements)
    return {**result, "placements": kept, "coverage": round(edit.coverage, 1)}


@dataclass(frozen=True, slots=True)
class Row:
    """A placement as the form shows it: its place, whether it is kept, what it may be instead, and what is wrong."""

    at: int
    placement: Placement
    is_kept: bool
    component: str
    choices: Sequence[tuple[str, str]]
    sides: Sequence[tuple[str, int, int]]
    problems: Sequence[Problem]


def rows(edit: Edit, data: Data) -> list[Row]:
    """Return the rows of the form. `sides` are x, y, w and h with their values and the largest that there may be."""
    canvas = edit.whole.canvas
    most = {"x": canvas.columns - 1, "y": canvas.rows - 1, "w": canvas.columns, "h": canvas.rows}
    return [
        Row(
            at=at,
            placement=each,
            is_kept=each.id in edit.kept,
            component=_label(each),
            choices=[(choice.slug, choice.label) for choice in swapping.choices(each, data)],
            sides=[(side, getattr(each, side), most[side]) for side, _least in SIDES],
            problems=edit.problems_of(each.id),
        )
        for at, each in enumerate(edit.whole.placements)
    ]


def _label(placement: Placement) -> str:
    component = component_of(placement)
    return component.label if component else placement.component
