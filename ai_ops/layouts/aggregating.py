"""One value of many. Missing values are passed over."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from ai_ops.components.base import ANY, NUMBERS, TIMES, Value
from ai_ops.formula.moments import comparable
from ai_ops.layouts.errors import BindingError
from ai_ops.layouts.model import Aggregate
from connectors.kinds.base import Kind

TAKES: Final = {
    "sum": (NUMBERS, "A sum needs numbers"),
    "mean": (NUMBERS, "A mean needs numbers"),
    "min": (NUMBERS | TIMES, "A minimum needs numbers or dates"),
    "max": (NUMBERS | TIMES, "A maximum needs numbers or dates"),
}
WORDS: Final = {
    "sum": "Total", "mean": "Mean", "min": "Lowest", "max": "Highest", "count": "Number of", "distinct": "Different",
}  # fmt: skip
COUNTS: Final = ("count", "distinct")


def kind_after(how: Aggregate, kind: Kind, *, name: str) -> Kind:
    """Return the kind of value that an aggregate makes of a kind. Raises BindingError where it takes another."""
    takes, needs = TAKES.get(how, (ANY, ""))
    if kind not in takes:
        raise BindingError(
            f"{needs}, and {name} holds {noun(kind)}. Count its values, or choose another field.", code="wrong_type"
        )
    if how in COUNTS:
        return Kind.INTEGER
    return Kind.NUMBER if how == "mean" and kind is Kind.INTEGER else kind


def labelled(label: str, how: Aggregate) -> str:
    """Return a field's label with what was made of its values: “Net revenue” is “Mean net revenue”."""
    word = WORDS.get(how)
    if not word or not label:
        return label
    return f"{word} {label[:1].lower() + label[1:] if label[1:2].islower() else label}"


def noun(kind: Kind) -> str:
    """Return what values of a kind are called in a sentence."""
    names = {Kind.BOOLEAN: "yes or no", Kind.ID: "identifiers", Kind.TIME: "times", Kind.CURRENCY: "amounts of money"}
    others = {Kind.CATEGORY: "categories", Kind.INTEGER: "whole numbers", Kind.TEXT: "texts"}
    return names.get(kind) or others.get(kind) or f"{kind.value}s"


def aggregate(values: Sequence[Value], how: Aggregate) -> Value:
    """Return one value of many, None where none is known. "none" is the last, as "last" is. Raises OverflowError."""
    known = [each for each in values if each is not None]
    if how in COUNTS:
        return len(known) if how == "count" else len(set(known))
    return _RULES[how](known) if known else None


def _last(known: Sequence[Any]) -> Value:
    found: Value = known[-1]
    return found


def _first(known: Sequence[Any]) -> Value:
    found: Value = known[0]
    return found


def _sum(known: Sequence[Any]) -> Value:
    total: int | float = sum(known) if all(isinstance(each, int) for each in known) else math.fsum(known)
    return total if isinstance(total, int) else _finite(total)


def _mean(known: Sequence[Any]) -> Value:
    return _finite(math.fsum(known) / len(known))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise OverflowError
    return value


def _smallest(known: Sequence[Any]) -> Value:
    return _ordered(known, min)


def _largest(known: Sequence[Any]) -> Value:
    return _ordered(known, max)


def _ordered(known: Sequence[Any], choose: Callable[..., Any]) -> Value:
    found: Value = choose(known, key=comparable if isinstance(known[0], date | datetime) else None)
    return found


_RULES: Final[dict[str, Callable[[Sequence[Any]], Value]]] = {
    "none": _last,
    "last": _last,
    "first": _first,
    "sum": _sum,
    "mean": _mean,
    "min": _smallest,
    "max": _largest,
}
