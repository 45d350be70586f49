"""What a placement's bindings give together: columns of one source, row by row, or grouped.

As in SQL, where some columns of a placement have an aggregate and others have none, the rows are
grouped by those that have none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ai_ops.components.base import Component, Content, Resolved, Shape
from ai_ops.layouts import binding, grouping
from ai_ops.layouts.binding import Bound
from ai_ops.layouts.data import Data
from ai_ops.layouts.errors import BindingError
from ai_ops.layouts.model import Placement


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the bindings of a placement gave, and why others gave nothing, by the place of the binding."""

    content: Content
    failures: Mapping[int, BindingError]


def gather(placement: Placement, component: Component, data: Data) -> Gathered:
    """Return what a placement's bindings give on the current data. Inputs that there are not are left out.

    The same bindings on the same data are executed once.
    """
    key = ("gathered", component.slug, placement.title, placement.bindings)
    return data.remembered(key, lambda: _gather(placement, component, data))


def _gather(placement: Placement, component: Component, data: Data) -> Gathered:
    failures: dict[int, BindingError] = {}
    known = {
        place: (each, taking)
        for place, each in enumerate(placement.bindings)
        if (taking := component.input(each.input))
    }
    bounds = _each(known, lambda pair: binding.check(*pair, data), failures)
    columns = {place: each for place, each in bounds.items() if _is_column(each)}
    _refuse_strangers(columns, failures)
    singles = {place: each for place, each in bounds.items() if place not in columns}
    found = _each(singles, lambda each: binding.written(each, [binding.one(each)]), failures)
    found |= _columns({place: each for place, each in columns.items() if place not in failures}, failures)
    return Gathered(Content(placement.title, _by_input(bounds, found)), failures)


def _each[Given, Made](
    given: Mapping[int, Given], make: Callable[[Given], Made], failures: dict[int, BindingError]
) -> dict[int, Made]:
    """Return what is made of each, and keep why it was not made of others."""
    made: dict[int, Made] = {}
    for place, each in given.items():
        try:
            made[place] = make(each)
        except BindingError as error:
            failures[place] = error
    return made


def _is_column(bound: Bound) -> bool:
    return bound.taking.shape is Shape.COLUMN and bound.binding.source != "literal"


def _refuse_strangers(columns: Mapping[int, Bound], failures: dict[int, BindingError]) -> None:
    """Refuse columns whose rows do not belong to those of the first."""
    streams = [each.stream for each in columns.values()]
    for place, each in columns.items():
        if each.stream != streams[0]:
            failures[place] = BindingError(
                f"The rows of “{each.stream}” do not belong to those of “{streams[0]}”. "
                "Bind all columns of one component to one source.",
                code="misaligned",
            )


def _columns(bounds: Mapping[int, Bound], failures: dict[int, BindingError]) -> dict[int, Resolved]:
    keys = [each for each in bounds.values() if each.aggregate == "none"]
    if keys and len(keys) < len(bounds):
        return _grouped(bounds, failures)
    if keys:
        return _each(bounds, lambda each: binding.written(each, each.tail()), failures)
    return _each(bounds, lambda each: binding.written(each, [binding.one(each)]), failures)


def _grouped(bounds: Mapping[int, Bound], failures: dict[int, BindingError]) -> dict[int, Resolved]:
    whole = _each(bounds, lambda each: each.whole(), failures)
    if len(whole) < len(bounds):
        return {}
    try:
        found = grouping.grouped(bounds, whole)
    except BindingError as error:
        failures[min(bounds)] = error
        return {}
    pairs = {place: (bounds[place], values) for place, values in found.items()}
    return _each(pairs, lambda pair: binding.written(*pair), failures)


def _by_input(bounds: Mapping[int, Bound], found: Mapping[int, Resolved]) -> dict[str, list[Resolved]]:
    by_input: dict[str, list[Resolved]] = {}
    for place in sorted(found):
        by_input.setdefault(bounds[place].taking.name, []).append(found[place])
    return by_input
