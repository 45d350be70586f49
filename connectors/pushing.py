"""Rows that another program pushes, once each, however often it sends them."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from connectors import refreshing
from connectors.errors import DataError, PushConflictError
from connectors.models import Push, Source
from connectors.readers import push as reader
from connectors.refreshing import Outcome

type Answer = dict[str, Any]


def push(source: Source, body: bytes, *, key: str, at: datetime) -> Answer:
    """Add the rows of a JSON body to a source; return the snapshot's number and rows, and whether it is new.

    The same key with the same body within a day gives the first answer again, and adds nothing;
    without a key everything is added. Raises DataError and SourceError.
    """
    items = reader.parse(body)
    with transaction.atomic():
        locked = refreshing.lock(source)
        if known := _find(locked, key, body):
            return known
        answer = _append(locked, items, at=at)
        if key and isinstance(answer, dict):
            hashed = _hash(body)
            Push.objects.create(source=locked, key=key, body_hash=hashed, answer=answer, pushed_at=at)
    if isinstance(answer, DataError):
        raise answer  # after the source's sentence about it is committed
    return answer


def _find(source: Source, key: str, body: bytes) -> Answer | None:
    known = Push.objects.filter(source=source, key=key).first() if key else None
    if known is not None and known.body_hash != _hash(body):
        raise PushConflictError
    return known.answer if known else None


def _append(source: Source, items: Any, *, at: datetime) -> Answer | DataError:
    try:
        return _tell(refreshing.append(source, items, at=at))
    except DataError as error:
        return error


def _tell(outcome: Outcome) -> Answer:
    return {"snapshot": outcome.snapshot.number, "rows": outcome.snapshot.rows, "is_new": outcome.is_new}


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
