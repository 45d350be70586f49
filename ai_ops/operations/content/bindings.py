"""What may not stand in a binding of a model: unknown fields, and texts that are more than plain words."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from zoneinfo import available_timezones

from ai_ops.formula import parsing
from ai_ops.formula.errors import FormulaError
from ai_ops.formula.nodes import Binary, Call, Node, Text, children
from ai_ops.operations.content import aliases, words
from ai_ops.operations.content.components import BY_PERSON
from ai_ops.operations.content.draft import BindingDraft
from ai_ops.operations.content.preparing import Prepared
from ai_ops.operations.content.words import Grounds

PATTERN: Final = re.compile(r"[HhmsaEdMy :.,/]{1,20}")
SETTINGS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "zone": (available_timezones().__contains__, "This is no time zone. Write one such as Europe/Paris."),
    "format": (PATTERN.fullmatch, "This is no pattern for a time. Write one such as HH:mm."),
    "good": (("up", "down").__contains__, "Write up or down."),
}
"""Inputs whose literal is a setting and no text."""
COMPARING: Final = ("=", "!=", "<", "<=", ">", ">=")
DRESSING: Final = ("format", "formatDate", "currency")
"""Functions whose second value is a pattern or a code, and no text that is shown."""

type Fault = tuple[str, str]
"""A code, and a sentence."""


def faults(binding: BindingDraft, prepared: Prepared, grounds: Grounds) -> Iterator[Fault]:
    """Yield what may not stand in a binding. Whether it fits its input is for the layout's own checks."""
    if binding.input in BY_PERSON:
        yield "by_person", "A person chooses this. Leave it out."
    elif binding.source == "literal":
        yield from _of_literal(binding.input, binding.value, grounds)
    else:
        yield from _of_reference(binding, prepared, grounds)


def _of_reference(binding: BindingDraft, prepared: Prepared, grounds: Grounds) -> Iterator[Fault]:
    try:
        if binding.source == "field":
            aliases.address(binding.value, prepared)
        else:
            yield from _of_formula(aliases.with_addresses(binding.value, prepared), grounds)
    except aliases.UnknownAliasError as error:
        yield "unknown_field", str(error)


def _of_literal(name: str, value: str, grounds: Grounds) -> Iterator[Fault]:
    """Yield why a literal may not stand: a setting of a component is checked as one, all else as words."""
    if name not in SETTINGS:
        yield from (("literal", each) for each in words.faults(value, grounds))
        return
    is_one, sentence = SETTINGS[name]
    if not is_one(value):
        yield "literal", sentence


def _of_formula(formula: str, grounds: Grounds) -> Iterator[Fault]:
    if not aliases.has_field(formula):
        yield "no_field", "The formula reads no field. Refer to one as {f1}, or bind a literal."
    try:
        root = parsing.parse(formula).root
    except FormulaError:
        return
    for text, is_shown in texts_in(root):
        if is_shown and text.strip(" .,:;-–/()%°"):
            yield from (("formula_text", f"The text in the formula: {each}") for each in words.faults(text, grounds))
        elif words.hidden(text):
            yield "formula_text", "A text in the formula holds a link, or characters that nobody sees."


def texts_in(node: Node, *, is_shown: bool = True) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a formula, each with whether it can come to be shown."""
    if isinstance(node, Text):
        yield node.value, is_shown
    for place, child in enumerate(children(node)):
        yield from texts_in(child, is_shown=is_shown and not _is_silent(node, place))


def _is_silent(node: Node, place: int) -> bool:
    """Return whether a part of a node only decides, such as what is compared, and is never shown."""
    match node:
        case Binary(operator=operator):
            return operator in COMPARING
        case Call(name="lookup", arguments=arguments):
            return place == 0 or (place % 2 == 1 and place < len(arguments) - 1)
        case Call(name="if" | "length"):
            return place == 0
        case Call(name="replace"):
            return place == 1
        case Call(name=name):
            return name in DRESSING and place == 1
        case _:
            return False
