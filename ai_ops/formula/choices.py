"""The functions that choose: only what is chosen is evaluated."""

from collections.abc import Callable, Sequence

from ai_ops.formula.function import ANY, BOOL, UNLIMITED, Function
from ai_ops.formula.moments import comparable
from ai_ops.formula.values import Type, Value


def if_(count: int, value: Callable[[int], Value]) -> Value:
    """Return the second value if the first is true, the third if it is false, null if it is null."""
    condition = value(0)
    if condition is None:
        return None
    chosen = 1 if condition else 2
    return value(chosen) if chosen < count else None


def lookup(count: int, value: Callable[[int], Value]) -> Value:
    """Return the result beside the first key that equals the value, else the default, else null.

    Null equals no key.
    """
    sought = comparable(value(0))
    places = () if sought is None else range(1, count - 1, 2)
    for place in places:
        if comparable(value(place)) == sought:
            return value(place + 1)
    return value(count - 1) if _has_default(count) else None


def branches[T](arguments: Sequence[T]) -> Sequence[T]:
    """Return what `if` chooses from."""
    return arguments[1:]


def keys[T](arguments: Sequence[T]) -> Sequence[T]:
    """Return the value that `lookup` seeks, and its keys."""
    return [arguments[0], *arguments[1 : len(arguments) - 1 : 2]]


def results[T](arguments: Sequence[T]) -> Sequence[T]:
    """Return what `lookup` chooses from: its results and its default."""
    return [*arguments[2::2], *(arguments[-1:] if _has_default(len(arguments)) else ())]


def _has_default(count: int) -> bool:
    return count % 2 == 0


FUNCTIONS = (
    Function(
        signature="if(condition, then, else?)",
        takes=(BOOL, ANY),
        gives=Type.UNKNOWN,
        apply=if_,
        needs=2,
        most=3,
        is_lazy=True,
        results=branches,
    ),
    Function(
        signature="lookup(value, key, result, …, default?)",
        takes=(ANY,),
        gives=Type.UNKNOWN,
        apply=lookup,
        needs=3,
        most=UNLIMITED,
        is_lazy=True,
        alike=keys,
        results=results,
    ),
)
