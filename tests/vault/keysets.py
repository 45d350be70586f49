"""Keysets as they are at each step of a rotation."""

from dataclasses import dataclass

from vault import editing
from vault.keyset import create_keyset, parse, serialize


@dataclass(frozen=True)
class Steps:
    """The texts of a keyset through a rotation, and the ids of its two keys."""

    one: str
    added: str
    promoted: str
    retired: str
    old: int
    new: int


def steps() -> Steps:
    """Return a new keyset at every step."""
    one = parse(create_keyset(), kek_uri="")
    (first,) = editing.describe(one)
    added, new = editing.add(one)
    promoted, _new = editing.promote(added)
    retired, _is_gone = editing.retire(promoted, first.id, count_sealed=lambda: 0)
    texts = [serialize(handle, kek_uri="") for handle in (one, added, promoted, retired)]
    return Steps(texts[0], texts[1], texts[2], texts[3], old=first.id, new=new)
