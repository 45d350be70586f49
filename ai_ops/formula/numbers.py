"""The functions of numbers. Halves are rounded away from zero, as people learn it at school."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ai_ops.formula import moments
from ai_ops.formula.errors import ReasonError
from ai_ops.formula.function import DATE, NUMBER, UNLIMITED, Function, every, whole
from ai_ops.formula.values import CONTEXT, Type, Value

MOST_DECIMALS = 12


def round_(number: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    """Round to decimals; -3 rounds to thousands."""
    return rounded(number, whole(decimals, "decimals", least=-MOST_DECIMALS, most=MOST_DECIMALS))


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return a number rounded to decimals; one without digits behind that place is left as it is."""
    if number.adjusted() + decimals >= CONTEXT.prec:
        return number
    return number.quantize(Decimal(1).scaleb(-decimals)) + 0


def floor(number: Decimal) -> Decimal:
    """Return the largest whole number that is not above a number."""
    return number.to_integral_value(ROUND_FLOOR) + 0


def ceil(number: Decimal) -> Decimal:
    """Return the smallest whole number that is not below a number."""
    return number.to_integral_value(ROUND_CEILING) + 0


def smallest(*candidates: Value) -> Value:
    """Return the least of the numbers or dates that are there; nulls are passed over."""
    there = _present(candidates)
    return min(there, key=moments.comparable) if there else None


def largest(*candidates: Value) -> Value:
    """Return the greatest of the numbers or dates that are there; nulls are passed over."""
    there = _present(candidates)
    return max(there, key=moments.comparable) if there else None


def clamp(number: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """Return a number, or the bound that it lies beyond. Raises ReasonError for bounds in the wrong order."""
    if low > high:
        raise ReasonError("the low bound is above the high one; exchange them")
    return max(low, min(number, high))


def _present(candidates: Sequence[Value]) -> list[Value]:
    return [each for each in candidates if each is not None]


FUNCTIONS = (
    Function(signature="round(number, decimals?)", takes=(NUMBER,), gives=Type.NUMBER, apply=round_, needs=1, most=2),
    Function(signature="floor(number)", takes=(NUMBER,), gives=Type.NUMBER, apply=floor, needs=1, most=1),
    Function(signature="ceil(number)", takes=(NUMBER,), gives=Type.NUMBER, apply=ceil, needs=1, most=1),
    Function(signature="abs(number)", takes=(NUMBER,), gives=Type.NUMBER, apply=abs, needs=1, most=1),
    *(
        Function(
            signature=f"{name}(value, …)",
            takes=(NUMBER | DATE,),
            gives=Type.UNKNOWN,
            apply=rule,
            needs=1,
            most=UNLIMITED,
            takes_nulls=True,
            alike=every,
            results=every,
        )
        for name, rule in (("min", smallest), ("max", largest))
    ),
    Function(signature="clamp(number, low, high)", takes=(NUMBER,), gives=Type.NUMBER, apply=clamp, needs=3, most=3),
)
