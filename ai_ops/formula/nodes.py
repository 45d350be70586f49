"""A parsed formula: a tree of frozen nodes. Equal trees mean the same formula, however it was spaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

type Node = Number | Text | Truth | Reference | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is not negative, without trailing zeros: 12, 0.5, 1E+30."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes, without them."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The words true and false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A field's name, `stream.item.field`, without braces."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """The operator "-" or "not" before a value."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two values."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function, in its own spelling, and its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula within the limits; only parsing makes one."""

    root: Node


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly under a node."""
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all under it, however deep, without recursion."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(children(current))


def references(formula: Formula) -> set[str]:
    """Return the names of the fields that a formula reads."""
    return {node.name for node in walk(formula.root) if isinstance(node, Reference)}
