"""The value of a formula with the values of its fields."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, DecimalException, localcontext

from ai_ops.formula import operators
from ai_ops.formula.checking import check_binary, check_call, check_unary
from ai_ops.formula.errors import FormulaError, ReasonError, UnknownFieldError
from ai_ops.formula.function import Function
from ai_ops.formula.functions import FUNCTIONS
from ai_ops.formula.nodes import Binary, Call, Formula, Node, Number, Reference, Text, Truth, Unary
from ai_ops.formula.regions import Region
from ai_ops.formula.texts import TOO_LONG
from ai_ops.formula.values import CONTEXT, LONGEST_TEXT, TOO_LARGE, Result, Type, Value, from_data, of_value, to_result
from ai_ops.formula.writing import shown


@dataclass(frozen=True, slots=True)
class Scope:
    """What an evaluation reads: its fields' values, the names there are, and the reader's region."""

    field: Callable[[str], object]
    known: tuple[str, ...]
    region: Region


def evaluate(
    formula: Formula, values: Callable[[str], object] | Mapping[str, object], *, region: Region | None = None
) -> Result:
    """Return a formula's value. Raises FormulaError where it has none; nothing else.

    `values` gives a field's value by `stream.item.field`, and raises KeyError for a field
    that there is not. `region` is the reader's, British and UTC without it.
    """
    scope = _scope(values, region or Region())
    with localcontext(CONTEXT):
        value = value_of(formula.root, scope)
        return to_result(value)


def _scope(values: Callable[[str], object] | Mapping[str, object], region: Region) -> Scope:
    if isinstance(values, Mapping):
        return Scope(values.__getitem__, tuple(values), region)
    return Scope(values, (), region)


def value_of(node: Node, scope: Scope) -> Value:
    """Return the value of a part of a formula."""
    match node:
        case Reference():
            return _field(node, scope)
        case Unary():
            return _unary(node, value_of(node.operand, scope))
        case Binary():
            return _binary(node, scope)
        case Call():
            return _call(node, scope)
        case _:
            return _literal(node)


def _literal(node: Number | Text | Truth) -> Value:
    return node.value


def _field(node: Reference, scope: Scope) -> Value:
    try:
        value = scope.field(node.name)
    except KeyError:
        raise UnknownFieldError(node.name, scope.known) from None
    with _explained(node):
        return _short(from_data(value))


def _unary(node: Unary, operand: Value) -> Value:
    check_unary(node, of_value(operand))
    if isinstance(operand, Decimal):
        return -operand
    return None if operand is None else not operand


def _binary(node: Binary, scope: Scope) -> Value:
    left = value_of(node.left, scope)
    if node.operator in operators.LOGIC:
        check_binary(node, of_value(left), Type.UNKNOWN)
        decides = operators.LOGIC[node.operator]
        right = None if left is decides else value_of(node.right, scope)
        check_binary(node, of_value(left), of_value(right))
        return operators.logic(left, right, decides=decides)
    right = value_of(node.right, scope)
    check_binary(node, of_value(left), of_value(right))
    with _explained(node):
        return operators.apply(node.operator, left, right)


def _call(node: Call, scope: Scope) -> Value:
    function = FUNCTIONS[node.name]
    with _explained(node):
        return _short(_lazy(node, function, scope) if function.is_lazy else _eager(node, function, scope))


def _lazy(node: Call, function: Function, scope: Scope) -> Value:
    types = [Type.UNKNOWN for _ in node.arguments]

    def value(place: int) -> Value:
        found = value_of(node.arguments[place], scope)
        types[place] = of_value(found)
        check_call(node, types)
        return found

    return function.apply(len(types), value)


def _eager(node: Call, function: Function, scope: Scope) -> Value:
    arguments = [value_of(each, scope) for each in node.arguments]
    check_call(node, [of_value(each) for each in arguments])
    if None in arguments and not function.takes_nulls:
        return None
    return function.apply(*([scope.region] if function.is_local else []), *arguments)


def _short(value: Value) -> Value:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise ReasonError(TOO_LONG)
    return value


@contextmanager
def _explained(node: Node) -> Iterator[None]:
    """Say in words where in the formula something has no value."""
    try:
        yield
    except ReasonError as reason:
        raise FormulaError(f"In {shown(node)} {reason}.") from None
    except DecimalException:
        raise FormulaError(f"In {shown(node)} {TOO_LARGE}.") from None
