"""Rows in groups: what SQL's GROUP BY does, for the columns of one placement."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ai_ops.components.base import NUMBERS, TIMES, Value
from ai_ops.formula.moments import comparable
from ai_ops.layouts import binding
from ai_ops.layouts.binding import Bound

MOST_GROUPS: Final = 5_000

type Column = Sequence[Value]
type Groups = Mapping[tuple[Value, ...], Sequence[int]]


def grouped(bounds: Mapping[int, Bound], columns: Mapping[int, Column]) -> dict[int, list[Value]]:
    """Return columns with one row for each group; the bindings without an aggregate say which rows are one group.

    Groups of times and numbers rise, others begin with the largest of the first numbers. Rows without
    a key are in none.
    """
    keys = [place for place, each in bounds.items() if each.aggregate == "none"]
    groups = groups_of([columns[place] for place in keys])
    found = {
        place: [key[keys.index(place)] for key in groups]
        if place in keys
        else [binding.aggregated([columns[place][row] for row in rows], each.aggregate) for rows in groups.values()]
        for place, each in bounds.items()
    }
    order = _order(bounds, found, key=keys[0])
    return {place: [values[at] for at in order] for place, values in found.items()}


def groups_of(keys: Sequence[Column]) -> Groups:
    """Return the numbers of the rows of each different key, in the order in which they come."""
    groups: dict[tuple[Value, ...], list[int]] = {}
    for row, key in enumerate(zip(*keys, strict=True)):
        if None not in key:
            groups.setdefault(key, []).append(row)
    return groups


def _order(bounds: Mapping[int, Bound], found: Mapping[int, Column], *, key: int) -> list[int]:
    places = range(len(found[key]))
    if bounds[key].kind in NUMBERS | TIMES:
        return sorted(places, key=lambda at: comparable_number(found[key][at]))[-MOST_GROUPS:]
    measure = next((place for place in found if place != key and _is_number(bounds[place])), None)
    if measure is None:
        return list(places)[:MOST_GROUPS]
    return sorted(places, key=lambda at: _falling(found[measure][at]))[:MOST_GROUPS]


def _is_number(bound: Bound) -> bool:
    return bound.aggregate != "none" and binding.kind_of(bound) in NUMBERS


def comparable_number(value: Any) -> Any:
    """Return what a number or a moment is sorted by."""
    return value if isinstance(value, int | float) else comparable(value)


def _falling(value: Any) -> tuple[bool, float]:
    return (value is None, 0.0 if value is None else -value)
