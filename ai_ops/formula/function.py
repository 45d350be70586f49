"""What a function of formulas is: its signature, the types that it takes and gives, and its rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from ai_ops.formula.errors import ReasonError
from ai_ops.formula.values import Type, Value

ANY = frozenset(Type)
NUMBER, TEXT, DATE, BOOL = (frozenset({each}) for each in (Type.NUMBER, Type.TEXT, Type.DATE, Type.BOOL))
UNLIMITED = 50


class Selection(Protocol):
    """Picks some of a call's arguments, or of what stands for them."""

    def __call__[T](self, arguments: Sequence[T], /) -> Sequence[T]: ...


def every[T](arguments: Sequence[T]) -> Sequence[T]:
    """Return all arguments."""
    return arguments


def none[T](arguments: Sequence[T]) -> Sequence[T]:
    """Return no argument."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: `apply` gets values of the types in `takes`, the last of which repeats.

    Where an argument is null the result is null and `apply` is not called, unless `takes_nulls`.
    A local one gets the reader's region first. A lazy one gets the number of arguments and a
    function from an argument's place to its value. `alike` picks the arguments that must be of one type;
    `results` those whose type is the result's, where `gives` is unknown.
    """

    signature: str
    takes: tuple[frozenset[Type], ...]
    gives: Type
    apply: Callable[..., Value]
    needs: int
    most: int
    takes_nulls: bool = False
    is_local: bool = False
    is_lazy: bool = False
    alike: Selection = none
    results: Selection = none

    @property
    def name(self) -> str:
        return self.signature.partition("(")[0]

    def taken(self, place: int) -> frozenset[Type]:
        """Return the types that the argument at a place, from 0, may have."""
        return self.takes[min(place, len(self.takes) - 1)]


def whole(value: Decimal, name: str, *, least: int, most: int) -> int:
    """Return a whole number between two bounds. Raises ReasonError, which says the bounds."""
    if value != value.to_integral_value() or not least <= value <= most:
        raise ReasonError(f"the {name} must be a whole number from {least} to {most:,}")
    return int(value)
