"""Seal stored secrets anew with the primary key: while the site runs, and as often as one likes."""

from collections import Counter
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final

from vault import keyset, sealing
from vault.errors import CannotOpenError
from vault.places import Place, Sealed

PASSES: Final = 3

type Say = Callable[[str, Any], None]


class Outcome(Enum):
    """What became of one stored secret."""

    CURRENT = auto()  # the primary key had sealed it
    RESEALED = auto()  # another key had, so it was sealed anew; in a dry run, it would be
    CHANGED = auto()  # somebody stored another one meanwhile
    BROKEN = auto()  # it does not open


def rotate(place: Place, say_broken: Say, *, is_dry_run: bool = False) -> Counter[Outcome]:
    """Seal anew what another key than the primary sealed, each row in a statement of its own; count.

    A row is replaced only if it still holds what was read, so a secret that is stored meanwhile
    stays; rows that changed are looked at again. A row that does not open is left as it is, and
    `say_broken` is called with the place's name and the row's key. Raises VaultError.
    """
    tally = _pass(place, say_broken, is_dry_run=is_dry_run)
    for _again in range(PASSES - 1):
        if not tally[Outcome.CHANGED]:
            break
        more = _pass(place, say_broken, is_dry_run=is_dry_run)
        more[Outcome.RESEALED] += tally[Outcome.RESEALED]
        more[Outcome.CURRENT] = max(0, more[Outcome.CURRENT] - tally[Outcome.RESEALED])
        tally = more
    return tally


def _pass(place: Place, say_broken: Say, *, is_dry_run: bool) -> Counter[Outcome]:
    tally = Counter[Outcome]()
    for row in place.rows():
        outcome = _reseal(place, row, is_dry_run=is_dry_run)
        tally[outcome] += 1
        if outcome is Outcome.BROKEN:
            say_broken(place.name, row.pk)
    return tally


def _reseal(place: Place, row: Sealed, *, is_dry_run: bool) -> Outcome:
    try:
        plaintext = sealing.open(row.ciphertext, associated=row.associated)
    except CannotOpenError:
        return Outcome.BROKEN
    if sealing.key_id_of(row.ciphertext) == keyset.current().primary:
        return Outcome.CURRENT
    if is_dry_run:
        return Outcome.RESEALED
    is_stored = place.replace(row, sealing.seal(plaintext, associated=row.associated))
    return Outcome.RESEALED if is_stored else Outcome.CHANGED
