"""Search the ledger's rows for staff."""

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q


def find(word: str, *, uuid_fields: tuple[str, ...], text_fields: tuple[str, ...]) -> Q:
    """Return the condition for a word: a whole UUID is looked up by its index, other words within the texts."""
    try:
        uuid = UUID(word)
    except ValueError:
        return reduce(or_, (Q((f"{name}__icontains", word)) for name in text_fields))
    return reduce(or_, (Q((name, uuid)) for name in uuid_fields))
