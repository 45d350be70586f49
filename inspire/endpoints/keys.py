"""The Idempotency-Key: a program's own name for a request, so that sending it again does nothing twice."""

from http import HTTPStatus
from typing import Final

from inspire.problems import ApiError

HEADER: Final = "Idempotency-Key"
LONGEST: Final = 100


def check(key: str) -> str:
    """Return a key, or nothing where none came. Raises ApiError with 400 for one that cannot be kept."""
    if len(key) > LONGEST or not key.isprintable():
        raise ApiError(HTTPStatus.BAD_REQUEST, f"The {HEADER} may have up to {LONGEST} printable characters.")
    return key


def need(key: str) -> str:
    """Return a key. Raises ApiError with 400 where none came."""
    if not key:
        sentence = f"Send an {HEADER} header: a new value for each run, and the same one when you send it again."
        raise ApiError(HTTPStatus.BAD_REQUEST, sentence)
    return check(key)
