"""The type that a formula's value will have, from the types of its fields alone."""

from collections.abc import Mapping

from ai_ops.formula.checking import check_binary, check_call, check_unary
from ai_ops.formula.errors import UnknownFieldError
from ai_ops.formula.nodes import Binary, Call, Formula, Node, Number, Reference, Text, Unary
from ai_ops.formula.values import Type


def type_of(formula: Formula, field_types: Mapping[str, Type]) -> Type:
    """Return a formula's type; unknown where it depends on the values. Raises FormulaError for a misfit.

    `field_types` are all fields that there are, by `stream.item.field`.
    """
    return _type(formula.root, field_types)


def _type(node: Node, fields: Mapping[str, Type]) -> Type:
    match node:
        case Reference():
            return _field_type(node.name, fields)
        case Unary():
            return check_unary(node, _type(node.operand, fields))
        case Binary():
            return check_binary(node, _type(node.left, fields), _type(node.right, fields))
        case Call():
            return check_call(node, [_type(each, fields) for each in node.arguments])
        case _:
            return _literal_type(node)


def _field_type(name: str, fields: Mapping[str, Type]) -> Type:
    if name not in fields:
        raise UnknownFieldError(name, fields)
    return fields[name]


def _literal_type(node: Node) -> Type:
    return Type.NUMBER if isinstance(node, Number) else Type.TEXT if isinstance(node, Text) else Type.BOOL
