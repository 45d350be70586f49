"""Say what is wrong with an input or a draft, in plain sentences."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_SENTENCES: dict[str, Callable[[dict[str, Any], Any], str]] = {
    "missing": lambda _, __: "A value is needed here.",
    "extra_forbidden": lambda _, __: "There is no such field. Remove it.",
    "string_too_short": lambda c, value: f"Use at least {c['min_length']} characters; this has {len(value)}.",
    "string_too_long": lambda c, value: f"Use at most {c['max_length']} characters; this has {len(value)}.",
    "too_short": lambda c, _: f"At least {c['min_length']} are needed; there are {c['actual_length']}.",
    "too_long": lambda c, _: f"At most {c['max_length']} are possible; there are {c['actual_length']}.",
    "literal_error": lambda c, _: f"Choose one of {c['expected']}.",
    "enum": lambda c, _: f"Choose one of {c['expected']}.",
    "greater_than_equal": lambda c, _: f"Enter {c['ge']} or more.",
    "greater_than": lambda c, _: f"Enter more than {c['gt']}.",
    "less_than_equal": lambda c, _: f"Enter {c['le']} or less.",
    "less_than": lambda c, _: f"Enter less than {c['lt']}.",
    "value_error": lambda c, _: str(c["error"]),
    "string_type": lambda _, __: "Enter a text.",
    "int_parsing": lambda _, __: "Enter a whole number.",
    "int_type": lambda _, __: "Enter a whole number.",
    "int_from_float": lambda _, __: "Enter a whole number.",
    "float_parsing": lambda _, __: "Enter a number.",
    "float_type": lambda _, __: "Enter a number.",
    "finite_number": lambda _, __: "Enter a number.",
    "bool_type": lambda _, __: "Enter true or false.",
    "bool_parsing": lambda _, __: "Enter true or false.",
    "list_type": lambda _, __: "Enter a list.",
    "string_pattern_mismatch": lambda _, __: "This does not have the form that is needed here.",
    "uuid_parsing": lambda _, __: "This is not an id.",
    "model_type": lambda _, __: "Enter an object.",
    "dict_type": lambda _, __: "Enter an object.",
}

LONGEST_NAME = 40
MOST_PROBLEMS = 20
"""Failures of a draft that are told; a draft with more is wrong as a whole."""


def describe_input(error: ValidationError) -> dict[str, list[str]]:
    """Return the sentences for each field; an inner place stands before its sentence."""
    described: dict[str, list[str]] = {}
    for each in error.errors(include_url=False):
        field, *inner = [str(part) for part in each["loc"]] or [""]
        place = f"{_place(inner)}: " if inner else ""
        described.setdefault(field, []).append(f"{place}{_sentence(each)}")
    return described


def describe_draft(error: ValidationError) -> list[str]:
    """Return a sentence for each failure of a draft, with its place in the document."""
    errors = error.errors(include_url=False)[:MOST_PROBLEMS]
    return [f"{_path(each) or 'The document'}: {_sentence(each)}" for each in errors]


def _path(error: ErrorDetails) -> str:
    """Return a place in the document. What is no name may be anything that the model wrote, and is left out."""
    return ".".join(str(part) if is_name(str(part)) else "…" for part in error["loc"])


def is_name(part: str) -> bool:
    """Return whether a part of a place is an index or a name such as ours."""
    return len(part) <= LONGEST_NAME and (part.isdecimal() or part.isidentifier())


def _place(inner: list[str]) -> str:
    """Return an inner place for people, who count from one: "item 2, hex"."""
    return ", ".join(f"item {int(part) + 1}" if part.isdecimal() else part for part in inner)


def _sentence(error: ErrorDetails) -> str:
    write = _SENTENCES.get(error["type"])
    if write is None:
        return f"{error['msg']}."
    return write(error.get("ctx", {}), error.get("input"))
