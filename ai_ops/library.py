"""Keep results under names: save, rename, delete."""

import unicodedata
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ai_ops.base import Json
from ai_ops.errors import InvalidInputError, NameTakenError
from ai_ops.models import Run, SavedItem, State

LONGEST_NAME = 100
TURNING = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def save(run: Run, name: str, *, author: UUID | None, at: datetime, chosen: int | None = None) -> SavedItem:
    """Save a run's result under a name. Raises InvalidInputError and NameTakenError.

    `chosen` is the place, from 0, of the variant that was chosen of a result that has several.
    """
    if run.state != State.SUCCEEDED or run.result is None:
        raise InvalidInputError({"": ["Only a run that succeeded has a result to save."]})
    item = SavedItem(
        tenant_id=run.tenant_id,
        kind=run.operation,
        name=clean_name(name),
        content=_content(run.result, chosen),
        run=run,
        author=author,
        created_at=at,
    )
    _write(item)
    return item


def _content(result: Json, chosen: int | None) -> Json:
    is_there = chosen is not None and 0 <= chosen < len(result.get("variants", ()))
    return {**result, "chosen": chosen} if is_there else result


def rename(item: SavedItem, name: str) -> None:
    """Give a saved item another name. Raises InvalidInputError and NameTakenError."""
    item.name = clean_name(name)
    _write(item)


def delete(item: SavedItem) -> None:
    """Delete a saved item; the run that it came from stays."""
    item.delete()


def clean_name(name: str) -> str:
    """Return the name with single spaces. Raises InvalidInputError where it is empty, too long or unprintable."""
    name = " ".join(name.split())
    if not name:
        raise InvalidInputError({"name": ["Enter a name."]})
    if len(name) > LONGEST_NAME:
        raise InvalidInputError({"name": [f"Use at most {LONGEST_NAME} characters; this has {len(name)}."]})
    if not all(is_showable(character) for character in name):
        raise InvalidInputError({"name": ["The name holds characters that cannot be shown. Remove them."]})
    return name


def is_showable(character: str) -> bool:
    """Return whether a character is text: no control, no surrogate, nothing that turns the writing direction."""
    is_text = unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}
    return is_text and unicodedata.bidirectional(character) not in TURNING


def _write(item: SavedItem) -> None:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        raise NameTakenError(
            f"Another saved item is called {item.name!r}. Choose another name, or delete or rename that one."
        ) from None
