"""Swap a placement's component for another one, with what it is bound to."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ai_ops.components import registry
from ai_ops.components.base import Component, Input, Shape
from ai_ops.layouts import binding, contents
from ai_ops.layouts.data import Data
from ai_ops.layouts.errors import BindingError
from ai_ops.layouts.model import Binding, Placement
from ai_ops.layouts.problems import component_of


def choices(placement: Placement, data: Data) -> list[Component]:
    """Return the components whose required inputs the placement's bindings fill on the current data, its own first."""
    own = [each for each in registry.all_components() if each.slug == placement.component]
    return [*own, *(each for each in registry.all_components() if each not in own and swapped(placement, each, data))]


def swapped(placement: Placement, component: Component, data: Data) -> Placement | None:
    """Return the placement with another component, or None where what it is bound to does not fill that one.

    Each binding goes to the input of its own name, or else to the first required one that takes it; a
    column also to an optional one for columns. What fits nowhere is left out.
    """
    before = component_of(placement)
    columns = {each.name for each in before.inputs if each.shape is Shape.COLUMN} if before else set()
    waiting = list(placement.bindings)
    found: list[Binding] = []
    for taking in sorted(component.inputs, key=lambda each: not each.is_required):
        taken = _taken(waiting, taking, data, columns=columns)
        if taking.is_required and not taken:
            return None
        found += [replace(each, input=taking.name) for each in taken]
        waiting = [each for each in waiting if each not in taken]
    made = replace(placement, component=component.slug, bindings=tuple(found))
    return None if contents.gather(made, component, data).failures else made


def _taken(waiting: Sequence[Binding], taking: Input, data: Data, *, columns: Collection[str]) -> list[Binding]:
    """Return the bindings that an input takes, at most as many as it may have."""
    named = [each for each in waiting if each.input == taking.name]
    is_for_columns = taking.shape is Shape.COLUMN
    others = [
        each
        for each in waiting
        if each not in named and (taking.is_required or (is_for_columns and each.input in columns))
    ]
    fitting = (each for each in (*named, *others) if _fits(each, taking, data))
    return [each for each, _ in zip(fitting, range(taking.most), strict=False)]


def _fits(bound: Binding, taking: Input, data: Data) -> bool:
    try:
        binding.check(replace(bound, input=taking.name), taking, data)
    except BindingError:
        return False
    return True
