"""Where sealed secrets are stored. Apps register their columns, so that all are found for a rotation."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db.models import Model, QuerySet

from vault import sealing

PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """One stored secret: the key of its row, what is stored, and what it is bound to."""

    pk: Any
    ciphertext: bytes
    associated: bytes


class Place(Protocol):
    """A column, or a part of one, that holds sealed secrets."""

    @property
    def name(self) -> str:
        """Return what operators call it."""

    def rows(self) -> Iterator[Sealed]:
        """Yield all of it, a page at a time, holding neither a transaction nor a lock."""

    def replace(self, row: Sealed, ciphertext: bytes) -> bool:
        """Store another ciphertext, if the row holds this one still; return whether it did. One statement."""


@dataclass(frozen=True, slots=True)
class Column[M: Model]:
    """A BinaryField of a model, a secret in each row."""

    name: str
    model: type[M]
    field: str
    associated_of: Callable[[M], bytes]

    def rows(self) -> Iterator[Sealed]:
        for row in in_order(self._all()):
            yield Sealed(row.pk, bytes(getattr(row, self.field)), self.associated_of(row))

    def replace(self, row: Sealed, ciphertext: bytes) -> bool:
        same = self._all().filter(pk=row.pk, **{self.field: row.ciphertext})
        return bool(same.update(**{self.field: ciphertext}))

    def _all(self) -> QuerySet[M]:
        return QuerySet(self.model)


_places: dict[str, Place] = {}


def register(place: Place) -> Place:
    """Make a place known, by its name. Whoever seals registers here, in its AppConfig's ready()."""
    _places[place.name] = place
    return place


def registered() -> list[Place]:
    """Return every place, in the order of their names."""
    return [_places[name] for name in sorted(_places)]


def count_by_key() -> Counter[int | None]:
    """Return how many stored secrets each key seals, by the key's id; None is for what Tink did not make."""
    return Counter(sealing.key_id_of(row.ciphertext) for place in registered() for row in place.rows())


def in_order[M: Model](rows: QuerySet[M]) -> Iterator[M]:
    """Yield rows in the order of their primary key, a page at a time, each page a short query of its own."""
    rows = rows.order_by("pk")
    page = list(rows[:PAGE])
    while page:
        yield from page
        page = list(rows.filter(pk__gt=page[-1].pk)[:PAGE])
