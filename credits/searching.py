"""Search the ledger's rows for staff."""

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from credits.models import Entry, Kind


def find(word: str, *, uuid_fields: tuple[str, ...], text_fields: tuple[str, ...]) -> Q:
    """Return the condition for a word: a whole UUID is looked up by its index, other words within the texts."""
    try:
        uuid = UUID(word)
    except ValueError:
        return reduce(or_, (Q((f"{name}__icontains", word)) for name in text_fields))
    return reduce(or_, (Q((name, uuid)) for name in uuid_fields))


def find_entries(uuid: UUID) -> Q:
    """Return the condition for entries of a UUID: a reference's, or else an account's, or else a member's.

    One after the other, because the first two go by an index each, and an OR of all three by none.
    A reference's entries are in three partial indexes, one for each place in a hold's life.
    """
    places = ((Kind.RESERVE,), (Kind.SETTLE, Kind.VOID), (Kind.GRANT, Kind.ADJUST))
    of_reference = reduce(or_, (Q(reference=uuid, kind__in=kinds) for kinds in places))
    for condition in (of_reference, Q(period__account=uuid)):
        if Entry.objects.filter(condition).exists():
            return condition
    return Q(member=uuid)
