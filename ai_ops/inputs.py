"""Turn what somebody sent into the inputs of an operation, or into sentences about it."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ValidationError

from ai_ops import documents, wording
from ai_ops.base import Json, Operation
from ai_ops.errors import InvalidInputError

LONGEST_KEY = 100


def validate(operation: Operation, raw: Any) -> BaseModel:
    """Return valid inputs. Raises InvalidInputError with sentences for each field."""
    try:
        text = json.dumps(raw, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise InvalidInputError({"": ["The input is not a JSON document."]}) from None
    if not isinstance(raw, dict):
        raise InvalidInputError({"": ["The input must be a JSON object with the operation's fields."]})
    if not documents.is_storable(raw):
        raise InvalidInputError({"": ["The input holds characters that cannot be stored. Remove them."]})
    try:
        return operation.input_model.model_validate_json(text)
    except ValidationError as error:
        raise InvalidInputError(wording.describe_input(error)) from None


def as_json(inputs: BaseModel) -> Json:
    """Return the inputs as they are kept on a run."""
    return inputs.model_dump(mode="json")


def hash_body(operation: Operation, body: Json, *, follows: Json) -> str:
    """Return a hash that is equal for equal requests of an operation."""
    request = {"operation": operation.slug, "inputs": body, **follows}
    text = json.dumps(request, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_submission_key(key: str) -> str:
    """Return the key. Raises InvalidInputError where it is empty, too long or not printable."""
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise InvalidInputError({"": [f"The submission key must have 1 to {LONGEST_KEY} printable characters."]})
    return key
