"""From the aliases that a model knows fields by to their addresses, and back. Anything else is an unknown field."""

import re
from typing import Final

from ai_ops.formula.errors import nearest
from ai_ops.operations.content.preparing import Prepared
from ai_ops.prose import columns
from ai_ops.prose.cleaning import shortened

PIECE: Final = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\{([^{}]*)\}""")
"""A text in quotes, in which nothing is a field, or what stands in braces."""


class UnknownAliasError(Exception):
    """There is no field of that alias. The message is a sentence with the nearest that there is; it is never taken."""


def address(alias: str, prepared: Prepared) -> str:
    """Return the address of an alias. Raises UnknownAliasError."""
    found = prepared.addresses.get(alias.strip())
    if found is None:
        raise UnknownAliasError(f"There is no field “{shortened(alias)}”. {_hint(alias, prepared)}")
    return found


def _hint(alias: str, prepared: Prepared) -> str:
    """Return the field whose name, address or alias is most like what was written."""
    written = alias.strip("{} ")
    for names in (
        {columns.named(each.column.field.name): each.alias for each in prepared.fields},
        {each.column.address: each.alias for each in prepared.fields},
        {each.alias: each.alias for each in prepared.fields},
    ):
        near = nearest(written, names)
        if near is not None:
            return f"Did you mean {names[near]}?"
    return f"The fields are f1 to f{len(prepared.fields)}."


def with_addresses(formula: str, prepared: Prepared) -> str:
    """Return a formula over aliases as one over addresses. Raises UnknownAliasError."""
    return PIECE.sub(lambda match: match[0] if match[1] else f"{{{address(match[2], prepared)}}}", formula)


def has_field(formula: str) -> bool:
    """Return whether a formula reads any field."""
    return any(match[2] is not None for match in PIECE.finditer(formula))


def with_aliases(sentence: str, prepared: Prepared) -> str:
    """Return a sentence of ours in which each address is an alias, as the model knows it."""
    for known in sorted(prepared.fields, key=lambda each: -len(each.column.address)):
        sentence = sentence.replace(known.column.address, known.alias)
    return sentence
