"""Do types fit? The same rules for the types that a formula would have and for those that its values have.

An unknown type fits everywhere: null has it, and a branch that is not evaluated.
"""

from collections.abc import Sequence
from typing import NoReturn

from ai_ops.formula.errors import FormulaError
from ai_ops.formula.function import BOOL, NUMBER, Function
from ai_ops.formula.functions import FUNCTIONS
from ai_ops.formula.nodes import Binary, Call, Node, Unary
from ai_ops.formula.values import Type
from ai_ops.formula.writing import shown

ARITHMETIC, LOGIC = "+-*/%", ("and", "or")
EQUALITY = ("=", "!=")
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def check_unary(node: Unary, operand: Type) -> Type:
    """Return the type of "-" or "not" before a value of a type. Raises FormulaError."""
    takes, needs = (NUMBER, "a number") if node.operator == "-" else (BOOL, "true or false")
    _need(node.operand, operand, takes, needing=f"{node.operator} needs {needs}")
    return Type.NUMBER if node.operator == "-" else Type.BOOL


def check_binary(node: Binary, left: Type, right: Type) -> Type:
    """Return the type of an operator between values of two types. Raises FormulaError."""
    if node.operator in ARITHMETIC:
        return _check_arithmetic(node, left, right)
    if node.operator in LOGIC:
        for side, found in ((node.left, left), (node.right, right)):
            _need(side, found, BOOL, needing=f"{node.operator} needs true or false on both sides")
        return Type.BOOL
    return _check_comparison(node, left, right)


def check_call(node: Call, types: Sequence[Type]) -> Type:
    """Return the type of a function's result for arguments of these types. Raises FormulaError."""
    function = FUNCTIONS[node.name]
    for place, (argument, found) in enumerate(zip(node.arguments, types, strict=True)):
        allowed = function.taken(place)
        _need(argument, found, allowed, needing=f"{node.name} needs {_nouns(allowed)}{_as(function, place)}")
    _check_alike(node, function, types)
    if function.gives is not Type.UNKNOWN:
        return function.gives
    return _common(function.results(types))


def _check_arithmetic(node: Binary, left: Type, right: Type) -> Type:
    for side, found in ((node.left, left), (node.right, right)):
        hint = " Join texts with concat." if node.operator == "+" and found is Type.TEXT else ""
        _need(side, found, NUMBER, needing=f"{node.operator} needs numbers", hint=hint)
    return Type.NUMBER


def _check_comparison(node: Binary, left: Type, right: Type) -> Type:
    if not _are_alike(left, right):
        _refuse_unlike(node.operator, (node.left, left), (node.right, right))
    if Type.BOOL in (left, right) and node.operator not in EQUALITY:
        raise FormulaError(f"{node.operator} cannot order true and false. Use = or !=.")
    return Type.BOOL


def _check_alike(node: Call, function: Function, types: Sequence[Type]) -> None:
    pairs = list(zip(function.alike(node.arguments), function.alike(types), strict=True))
    known = [(argument, found) for argument, found in pairs if found is not Type.UNKNOWN]
    for argument, found in known[1:]:
        if found is not known[0][1]:
            _refuse_unlike(node.name, known[0], (argument, found))


def _refuse_unlike(name: str, one: tuple[Node, Type], other: tuple[Node, Type]) -> NoReturn:
    raise FormulaError(
        f"{name} compares values of one type, and {shown(one[0])} is {one[1].noun} "
        f"while {shown(other[0])} is {other[1].noun}."
    )


def _need(node: Node, found: Type, allowed: frozenset[Type], *, needing: str, hint: str = "") -> None:
    if found is not Type.UNKNOWN and found not in allowed:
        raise FormulaError(f"{needing}, and {shown(node)} is {found.noun}.{hint}")


def _are_alike(one: Type, other: Type) -> bool:
    return one is other or Type.UNKNOWN in (one, other)


def _common(types: Sequence[Type]) -> Type:
    return types[0] if len({*types}) == 1 else Type.UNKNOWN


def _as(function: Function, place: int) -> str:
    if function.most == 1:
        return ""
    return f" as its {PLACES[place]} value" if place < len(PLACES) else f" as value {place + 1}"


def _nouns(types: frozenset[Type]) -> str:
    return " or ".join(each.noun for each in Type if each in types)
