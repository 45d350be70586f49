"""From text to a formula, within limits."""

import re
import unicodedata
from decimal import DecimalException
from functools import cache

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from ai_ops.formula import functions, mistakes, values
from ai_ops.formula.errors import FormulaError
from ai_ops.formula.nodes import (
    Binary,
    Call,
    Formula,
    Node,
    Number,
    Reference,
    Text,
    Truth,
    Unary,
    children,
    walk,
)
from ai_ops.formula.writing import written

LONGEST, DEEPEST, MOST_NODES = 500, 20, 50
ESCAPE = re.compile(r"""\\([\\"'])""")
PARTS = 3  # stream.item.field
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Controls, marks that turn the direction of writing, and halves of characters; joiners of emoji are none of them."""


def parse(text: str) -> Formula:
    """Return the formula of a text. Raises FormulaError, whose sentence says what to mend and where."""
    _check_length(text)
    _check_characters(text)
    if not text.strip():
        raise FormulaError("The formula is empty. Write a field in braces, such as {stream.item.field}.", 0)
    try:
        root: Node = _parser().parse(text)  # type: ignore[assignment]  # a tree is built by the transformer alone
    except UnexpectedInput as error:
        raise mistakes.explained(text, error) from None
    _check_size(root)
    formula = Formula(root)
    _check_length(written(formula))
    return formula


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise FormulaError(
            f"The formula has {len(text):,} characters with its spaces, and {LONGEST} is the most. Make it shorter."
        )


def _check_characters(text: str) -> None:
    unseen = UNSEEN.search(text)
    if unseen:
        raise FormulaError(
            f"Character {unseen.start() + 1} of the formula cannot be seen. Remove it, or type the formula anew.",
            unseen.start(),
        )


def _check_size(root: Node) -> None:
    nodes = sum(1 for _ in walk(root))
    if nodes > MOST_NODES:
        raise FormulaError(f"The formula has {nodes} parts, and {MOST_NODES} is the most. Make it simpler.")
    if _depth(root) > DEEPEST:
        raise FormulaError(f"The formula is nested more than {DEEPEST} deep. Make it simpler.")


def _depth(node: Node) -> int:
    """Return how deep a formula is nested; 1 + 2 + 3 is as deep as 1 + 2."""
    if isinstance(node, Binary):
        return max(_depth(node.left), 1 + _depth(node.right))
    return 1 + max((_depth(each) for each in children(node)), default=0)


@cache
def _parser() -> Lark:
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=Builder())


@v_args(inline=True)
class Builder(Transformer[Token, Node]):
    """Builds a node of each rule of the grammar as soon as it is read."""

    def number(self, token: Token) -> Number:
        try:
            return Number(values.CONTEXT.normalize(values.CONTEXT.create_decimal(str(token))))
        except DecimalException:
            raise FormulaError(f"{mistakes.cut(token)} is too large a number.", token.start_pos) from None

    def text(self, token: Token) -> Text:
        return Text(ESCAPE.sub(r"\1", token[1:-1]))

    def truth(self, token: Token) -> Truth:
        return Truth(token.lower() == "true")

    def reference(self, token: Token) -> Reference:
        name = unicodedata.normalize("NFC", token[1:-1].strip())
        parts = name.split(".")
        if len(parts) != PARTS or not all(part.isidentifier() for part in parts):
            raise FormulaError(
                f"{mistakes.cut(token)} is no field’s name. A field is written {{stream.item.field}}.", token.start_pos
            )
        return Reference(name)

    def unary(self, operator: Token, operand: Node) -> Unary:
        return Unary(_operator(operator), operand)

    def binary(self, left: Node, operator: Token, right: Node) -> Binary:
        return Binary(_operator(operator), left, right)

    def arguments(self, *nodes: Node) -> tuple[Node, ...]:
        return nodes

    def call(self, name: Token, arguments: tuple[Node, ...] | None) -> Call:
        spelled = functions.spelled(name)
        if spelled is None:
            raise FormulaError(functions.unknown(mistakes.cut(name)), name.start_pos)
        misfit = functions.misfit(functions.FUNCTIONS[spelled], len(arguments or ()))
        if misfit:
            raise FormulaError(misfit, name.start_pos)
        return Call(spelled, arguments or ())


def _operator(token: Token) -> str:
    return token.lower().replace("\N{MINUS SIGN}", "-")
