"""What operators do with values whose types are checked. With null the result is null, but for `and` and `or`."""

from collections.abc import Callable
from decimal import Decimal
from operator import add, eq, ge, gt, le, lt, mod, mul, ne, sub, truediv
from typing import Any

from ai_ops.formula.errors import ReasonError
from ai_ops.formula.moments import comparable
from ai_ops.formula.values import Value

LOGIC = {"and": False, "or": True}
"""The operand that decides alone, whatever the other is."""

BY_ZERO = "the divisor is zero; test it first, as in if(b = 0, 0, a / b)"
ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "%": mod,  # the remainder has the sign of the left side, as in SQL and JavaScript
}
COMPARISON: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def apply(operator: str, left: Value, right: Value) -> Value:
    """Return the result of arithmetic or of a comparison. Raises ReasonError for a division by zero."""
    if left is None or right is None:
        return None
    if operator in COMPARISON:
        return COMPARISON[operator](comparable(left), comparable(right))
    if operator in "/%" and right == 0:
        raise ReasonError(BY_ZERO)
    return ARITHMETIC[operator](left, right)  # type: ignore[arg-type]  # checked to be numbers


def logic(left: Value, right: Value, *, decides: bool) -> Value:
    """Return `and` (decided by false) or `or` (decided by true) of true, false and null, as SQL has it."""
    if decides in (left, right):
        return decides
    return None if None in (left, right) else not decides
