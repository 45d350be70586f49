"""Read a JSON document strictly: what the database or a browser could not take is refused here."""

import json
from collections.abc import Iterator
from functools import partial
from math import isfinite
from typing import Any, Never

LONGEST_DOCUMENT = 200_000
"""Characters."""


class InvalidDocumentError(ValueError):
    """A text is not a document that we take. `problems` says why, one sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def parse(text: str, *, called: str = "The answer", longest: int = LONGEST_DOCUMENT) -> dict[str, Any]:
    """Return the one JSON object (RFC 8259) that the text is. Raises InvalidDocumentError.

    `called` begins the sentences, `longest` is in characters.

    Refused are: anything before or after it, NaN and infinities, a name twice in one object,
    and text that PostgreSQL cannot store (U+0000, lone surrogates).
    """
    if not text.strip():
        raise InvalidDocumentError(f"{called} is empty.")
    if len(text) > longest:
        raise InvalidDocumentError(f"{called} is longer than {longest} characters.")
    document = _load(text, called)
    if not isinstance(document, dict):
        raise InvalidDocumentError(f"{called} is not a JSON object.")
    if not is_storable(document):
        raise InvalidDocumentError(f"{called} holds characters that cannot be stored.")
    return document


def _load(text: str, called: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=partial(_object, called),
            parse_constant=partial(_refuse_constant, called),
            parse_float=partial(_float, called),
        )
    except InvalidDocumentError:
        raise
    except json.JSONDecodeError as error:
        raise InvalidDocumentError(
            f"{called} is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except (ValueError, RecursionError):
        raise InvalidDocumentError(
            f"{called} is not valid JSON: it is nested too deeply or a number is too long."
        ) from None


def _object(called: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise InvalidDocumentError(f"{called} has the same name twice in one object.")
    return members


def _refuse_constant(called: str, name: str) -> Never:
    raise InvalidDocumentError(f"{called} holds {name}, which is not a JSON number.")


def _float(called: str, text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise InvalidDocumentError(f"{called} holds a number that is too large.")
    return number


def is_storable(value: Any) -> bool:
    """Return whether all text in a JSON value can be stored by PostgreSQL."""
    return all("\0" not in text and _is_unicode(text) for text in _texts(value))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value, names included, without recursion."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting.extend((*item.keys(), *item.values()))
        elif isinstance(item, (list, tuple)):
            waiting.extend(item)
