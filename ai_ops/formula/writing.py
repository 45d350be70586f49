"""From a formula back to its text: one spelling for each."""

from ai_ops.formula import values
from ai_ops.formula.nodes import Binary, Call, Formula, Node, Number, Reference, Text, Truth, Unary

LONGEST_SHOWN = 60
BINDING = {
    "or": 1,
    "and": 2,
    "not": 3,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), 4),
    **dict.fromkeys("+-", 5),
    **dict.fromkeys("*/%", 6),
}
"""How tightly an operator binds, as in the grammar."""

COMPARISON, SIGN, ATOM = 4, 7, 8


def written(formula: Formula) -> str:
    """Return a formula's canonical text; parsing it gives an equal formula."""
    return text_of(formula.root)


def shown(node: Node) -> str:
    """Return a part of a formula for a sentence, cut where it is long."""
    text = text_of(node)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def text_of(node: Node) -> str:
    """Return a node's canonical text."""
    match node:
        case Unary():
            return _unary(node)
        case Binary():
            return _binary(node)
        case Call():
            return f"{node.name}({', '.join(text_of(each) for each in node.arguments)})"
        case Reference():
            return f"{{{node.name}}}"
        case _:
            return _literal(node)


def quoted(text: str) -> str:
    """Return a text in the quotes that need the fewer backslashes."""
    quote = "'" if '"' in text and "'" not in text else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"


def _literal(node: Number | Text | Truth) -> str:
    return quoted(node.value) if isinstance(node, Text) else values.as_text(node.value)


def _unary(node: Unary) -> str:
    gap = " " if node.operator == "not" else ""
    return f"{node.operator}{gap}{_within(node.operand, at_least=_binding(node))}"


def _binary(node: Binary) -> str:
    own = BINDING[node.operator]
    left = _within(node.left, at_least=own + (own == COMPARISON))
    return f"{left} {node.operator} {_within(node.right, at_least=own + 1)}"


def _within(node: Node, *, at_least: int) -> str:
    """Return a node's text, in parentheses where it binds more loosely than its place asks."""
    return text_of(node) if _binding(node) >= at_least else f"({text_of(node)})"


def _binding(node: Node) -> int:
    match node:
        case Unary():
            return SIGN if node.operator == "-" else BINDING["not"]
        case Binary():
            return BINDING[node.operator]
        case _:
            return ATOM
