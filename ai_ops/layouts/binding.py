"""Bindings on the current data: what fits an input is known before, what it gives is found by doing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ai_ops.components.base import Input, Resolved, Shape, Value
from ai_ops.formula.nodes import Formula
from ai_ops.layouts import aggregating, computing, literals, writing
from ai_ops.layouts.data import Column, Data
from ai_ops.layouts.errors import BindingError, unknown_field
from ai_ops.layouts.model import Aggregate, Binding
from connectors.kinds.base import Kind

AS_THEY_ARE: Final = frozenset({"none", "last", "first", "min", "max"})
"""The aggregates that give a value of the column."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding whose field, formula or literal there is and fits: what it will read, not yet executed.

    `tail` gives its values, one a row, of the newest MOST_ROWS at least, `whole` those of all rows. `newest`
    is None where the last known value is meant.
    """

    binding: Binding
    taking: Input
    kind: Kind
    label: str
    unit: str
    stream: str
    tail: Callable[[], Sequence[Value]]
    whole: Callable[[], Sequence[Value]]
    newest: Callable[[], Value] | None = None
    is_year: bool = False

    @property
    def aggregate(self) -> Aggregate:
        """Return how many values become one, "none" where each row keeps its own."""
        return self.binding.aggregate


def check(binding: Binding, taking: Input, data: Data) -> Bound:
    """Return what a binding will read, if it fits an input. Raises BindingError."""
    if binding.source == "literal":
        found = _literal(binding, taking)
    elif binding.source == "formula":
        found = _formula(binding, taking, data)
    else:
        found = _field(binding, taking, data)
    kind = kind_of(found)
    _check_kind(kind, found)
    if binding.source != "literal":
        writing.check_format(binding.format, kind)
    return found


def kind_of(bound: Bound) -> Kind:
    """Return the kind of what a binding gives, after its aggregate. Raises BindingError."""
    return aggregating.kind_after(bound.aggregate, bound.kind, name=_named(bound))


def _check_kind(kind: Kind, bound: Bound) -> None:
    taking = bound.taking
    if kind not in taking.kinds:
        raise BindingError(
            f"{_begun(_named(bound))} holds {aggregating.noun(kind)}, and “{taking.name}” takes {_nouns(taking)}.",
            code="wrong_type",
        )


def _nouns(taking: Input) -> str:
    names = [aggregating.noun(kind) for kind in Kind if kind in taking.kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _field(binding: Binding, taking: Input, data: Data) -> Bound:
    column = data.columns.get(binding.value)
    if column is None:
        raise unknown_field(binding.value, data.near(binding.value))
    return Bound(
        *(binding, taking, column.kind, column.label, _unit(column, binding), column.stream),
        tail=lambda: column.newest,
        whole=lambda: column.values,
        is_year=column.is_year,
    )


def _unit(column: Column, binding: Binding) -> str:
    return "" if binding.aggregate in aggregating.COUNTS else column.field.unit


def _formula(binding: Binding, taking: Input, data: Data) -> Bound:
    formula = computing.checked(binding.value, data)
    columns = computing.columns_of(formula, data)
    kind = computing.kind_of(formula, data) or _found_kind(formula, taking, data)
    return Bound(
        *(binding, taking, kind, columns[0].label if len(columns) == 1 else "", ""),
        stream=columns[0].stream if columns else "",
        tail=lambda: computing.each_row(formula, data, is_whole=False),
        whole=lambda: computing.each_row(formula, data, is_whole=True),
        newest=lambda: computing.newest(formula, data),
    )


def _found_kind(formula: Formula, taking: Input, data: Data) -> Kind:
    values: Sequence[Value] = [computing.newest(formula, data)] if taking.shape is Shape.ONE else []
    values = values or computing.each_row(formula, data, is_whole=False)
    return computing.kind_of_values(values, None)


def _literal(binding: Binding, taking: Input) -> Bound:
    value, kind = literals.read(binding.value, taking)
    return Bound(binding, taking, kind, "", "", "", tail=lambda: (value,), whole=lambda: (value,))


def resolve(binding: Binding, taking: Input, data: Data) -> Resolved:
    """Return what a binding gives an input on the current data. Raises BindingError, whose sentence says why not.

    A column without an aggregate is its newest MOST_ROWS values; one value without an aggregate is the last known.
    """
    bound = check(binding, taking, data)
    if taking.shape is Shape.COLUMN and bound.aggregate == "none":
        return written(bound, bound.tail())
    return written(bound, [one(bound)])


def one(bound: Bound) -> Value:
    """Return the one value that a binding makes of its rows. Raises BindingError."""
    if bound.newest is not None and bound.aggregate in ("none", "last"):
        return bound.newest()
    return aggregated(bound.whole(), bound.aggregate)


def aggregated(values: Sequence[Value], how: Aggregate) -> Value:
    """Return one value of many. Raises BindingError where it is too large."""
    try:
        return aggregating.aggregate(values, how)
    except OverflowError:
        raise BindingError(f"The {how} is too large a number. Choose another aggregate.", code="no_value") from None


def written(bound: Bound, values: Sequence[Value]) -> Resolved:
    """Return values of a binding with their texts. Raises BindingError where there are none."""
    if all(each is None or each == "" for each in values):
        raise BindingError(
            f"{_begun(_named(bound))} has no value in the current data. Choose another field.", code="empty"
        )
    kind = kind_of(bound)
    if bound.binding.source == "formula":
        kind = computing.kind_of_values(values, kind)
    form = _form(bound)
    digits = writing.DIGITS_OF_MEANS if bound.aggregate == "mean" else writing.DIGITS
    texts = writing.texts(values, kind, unit=bound.unit, form=form, digits=digits)
    unit = writing.unit_after(form, bound.unit, kind=kind)
    return Resolved(tuple(values), texts, kind, aggregating.labelled(bound.label, bound.aggregate), unit)


def _form(bound: Bound) -> str:
    """Return how a binding's values are written; a literal as it stands, a year without a separator."""
    if bound.binding.source == "literal":
        return ""
    is_plain = bound.is_year and not bound.binding.format and bound.aggregate in AS_THEY_ARE
    return "0" if is_plain else bound.binding.format


def _named(bound: Bound) -> str:
    is_field = bound.binding.source == "field"
    return f"“{bound.label}”" if is_field else f"the {bound.binding.source} of “{bound.taking.name}”"


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
