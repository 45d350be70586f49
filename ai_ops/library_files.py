"""Read a file of our own back. Everything in it is hostile until each part is found to be what it should be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ai_ops import documents, library_names, registry, wording
from ai_ops.base import InvalidFileError, Json, Operation
from ai_ops.errors import InvalidInputError
from ai_ops.own_files import PREFIX

DEEPEST = 24
LARGEST = 2**53
"""Whole numbers beyond it are not the same in every program that reads JSON (RFC 8259, section 6)."""
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, marks that turn the writing direction, and what is no character at all."""
FORBIDDEN_NAMES = frozenset({"__proto__", "prototype", "constructor"})
MOST_TOLD = 3


class Around(BaseModel):
    """What stands around the content in each of our files."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format: str
    version: Annotated[int, Field(ge=1)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    made_with_ai: bool
    model: Annotated[str, Field(max_length=100)] = ""
    paid_with: Annotated[str, Field(max_length=20)] = ""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What a file held. Values of the content that are NewFiles are not stored yet."""

    kind: str
    name: str
    content: Json
    is_ai_made: bool


def largest() -> int:
    """Return the most bytes that a file of any kind may have."""
    return max(each.file_limit for each in _readable())


def suffixes() -> list[str]:
    """Return how the names of the files end that can be read."""
    return [f".inspire-{each.file_kind}.json" for each in _readable()]


def _readable() -> list[Operation]:
    return [each for each in registry.all_operations() if each.file_kind]


def read(data: bytes) -> OwnFile:
    """Return what a file holds. Raises InvalidFileError with the reason; then nothing of it is taken."""
    if len(data) > largest():
        raise InvalidFileError(f"The file is larger than {largest() // 1_000_000} MB.")
    document = _parse(data)
    operation = _operation_of(document)
    if len(data) > operation.file_limit:
        raise InvalidFileError(
            f"The file is larger than {operation.file_limit // 1_000_000} MB, the most for its kind."
        )
    _check_values(document)
    around = _around(document, operation)
    return OwnFile(operation.slug, _name(around.name), _content(document, operation), around.made_with_ai)


def _parse(data: bytes) -> Json:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidFileError("The file is not text in UTF-8, so it is none of Inspire’s own.") from None
    try:
        return documents.parse(text, called="The file", longest=largest())
    except documents.InvalidDocumentError as error:
        raise InvalidFileError(str(error)) from None


def _operation_of(document: Json) -> Operation:
    """Return the operation whose kind of file this is."""
    kind = document.get("format")
    for operation in _readable():
        if kind == f"{PREFIX}{operation.file_kind}":
            return operation
    known = ", ".join(suffixes())
    raise InvalidFileError(f"The file does not say that it is one of Inspire’s own. Choose one of these: {known}.")


def _check_values(document: Json) -> None:
    """Refuse what no file of ours holds, wherever it stands."""
    for value, depth in _walk(document):
        if depth > DEEPEST:
            raise InvalidFileError("The file is nested more deeply than any of Inspire’s own.")
        if isinstance(value, int) and abs(value) > LARGEST:
            raise InvalidFileError("The file holds a number that is too large.")
        if isinstance(value, str) and HIDDEN.search(value):
            raise InvalidFileError("The file holds control characters, which can hide what a text says.")


def _walk(document: Any) -> Iterator[tuple[Any, int]]:
    """Yield every value with its depth, names included, without recursion."""
    waiting = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        if isinstance(value, dict):
            _check_names(value)
            waiting.extend((each, depth + 1) for pair in value.items() for each in pair)
        elif isinstance(value, list):
            waiting.extend((each, depth + 1) for each in value)


def _check_names(members: Json) -> None:
    if not FORBIDDEN_NAMES.isdisjoint(members):
        raise InvalidFileError("The file holds a name that is no field of Inspire’s, such as “__proto__”.")


def _around(document: Json, operation: Operation) -> Around:
    rest = {name: value for name, value in document.items() if name != operation.file_kind}
    try:
        around = Around.model_validate(rest)
    except ValidationError as error:
        raise InvalidFileError(_told(error)) from None
    if around.version > operation.file_version:
        raise InvalidFileError(
            f"The file is of version {around.version}, and this Inspire reads up to version {operation.file_version}. "
            "Export it again from a server as old as this one, or update this server."
        )
    return around


def _content(document: Json, operation: Operation) -> Json:
    body = document.get(operation.file_kind)
    if not isinstance(body, dict):
        raise InvalidFileError(f"The file holds no {operation.file_kind}.")
    try:
        return operation.read_file(body)
    except ValidationError as error:
        raise InvalidFileError(_told(error)) from None


def _told(error: ValidationError) -> str:
    """Return the first few things that are wrong, each with its place in the file."""
    wrong = wording.describe_draft(error)
    more = f" … and {len(wrong) - MOST_TOLD} more." if len(wrong) > MOST_TOLD else ""
    return " ".join(wrong[:MOST_TOLD]) + more


def _name(name: str) -> str:
    try:
        return library_names.clean(name[: library_names.LONGEST_NAME])
    except InvalidInputError as error:
        raise InvalidFileError(str(error)) from None
