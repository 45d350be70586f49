"""Edit a keyset: add a key; promote, retire and restore one. Tink for Python has no manager of keysets.

A keyset is edited as the JSON that Tink writes, and Tink reads the result, so it can be used.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tink import KeysetHandle, json_proto_keyset_format, new_keyset_handle, secret_key_access

from vault.errors import KeysetEditError
from vault.keyset import ENABLED, TEMPLATE, document

DISABLED = "DISABLED"

type Edited[T] = tuple[KeysetHandle, T]


@dataclass(frozen=True, slots=True)
class Key:
    """What may be told of a key in a keyset: its id, and whether it is primary, enabled or disabled."""

    id: int
    state: str


def describe(handle: KeysetHandle) -> list[Key]:
    """Return the keys of a keyset, oldest first, without what they are made of."""
    keyset = document(handle)
    primary = keyset["primaryKeyId"]
    return [Key(key["keyId"], "primary" if key["keyId"] == primary else key["status"].lower()) for key in keyset["key"]]


def add(handle: KeysetHandle) -> Edited[int]:
    """Return the keyset with one more key, which opens and does not seal yet, and that key's id."""
    keyset = document(handle)
    taken = {key["keyId"] for key in keyset["key"]}
    key = _new_key()
    while key["keyId"] in taken:
        key = _new_key()
    keyset["key"].append(key)
    return _handle(keyset), key["keyId"]


def promote(handle: KeysetHandle, key_id: int | None = None) -> Edited[int]:
    """Return the keyset with another primary key, which seals from now on, and that key's id.

    Without an id it is the newest. Raises KeysetEditError.
    """
    keyset = document(handle)
    key = _newest(keyset) if key_id is None else _find(keyset, key_id)
    chosen: int = key["keyId"]
    if chosen == keyset["primaryKeyId"]:
        raise KeysetEditError(f"Key {chosen} is the primary key already.")
    if key["status"] != ENABLED:
        raise KeysetEditError(
            f"Key {chosen} is retired. Bring it back first (`python manage.py keyset retire --undo --key {chosen}`), "
            "and roll that out."
        )
    keyset["primaryKeyId"] = chosen
    return _handle(keyset), chosen


def retire(handle: KeysetHandle, key_id: int, *, count_sealed: Callable[[], int]) -> Edited[bool]:
    """Return the keyset with the key disabled, or without it where it was, and whether it is gone.

    `count_sealed` says how many stored secrets the key seals still. Raises KeysetEditError.
    """
    keyset = document(handle)
    key = _find(keyset, key_id)
    if key_id == keyset["primaryKeyId"]:
        raise KeysetEditError(
            f"Key {key_id} is the primary key, which seals new secrets. Promote another key first, roll that out, and "
            "run `python manage.py rotate_keys`."
        )
    _refuse_in_use(key_id, count_sealed())
    if is_gone := key["status"] != ENABLED:
        keyset["key"].remove(key)
    else:
        key["status"] = DISABLED
    return _handle(keyset), is_gone


def restore(handle: KeysetHandle, key_id: int) -> Edited[int]:
    """Return the keyset with a retired key enabled again, and that key's id. Raises KeysetEditError."""
    keyset = document(handle)
    key = _find(keyset, key_id)
    if key["status"] == ENABLED:
        raise KeysetEditError(f"Key {key_id} is not retired.")
    key["status"] = ENABLED
    return _handle(keyset), key_id


def _refuse_in_use(key_id: int, count: int) -> None:
    if count:
        raise KeysetEditError(
            f"{count} stored {'secret is' if count == 1 else 'secrets are'} still sealed with key {key_id}, and would "
            "not open again. Run `python manage.py rotate_keys` first. With --force they are lost, and must be "
            "entered again."
        )


def _newest(keyset: dict[str, Any]) -> dict[str, Any]:
    others = [key for key in keyset["key"] if key["keyId"] != keyset["primaryKeyId"] and key["status"] == ENABLED]
    if not others:
        raise KeysetEditError(
            "There is no other key to promote. Add one first (`python manage.py keyset add`), and roll that out."
        )
    newest: dict[str, Any] = others[-1]
    return newest


def _find(keyset: dict[str, Any], key_id: int) -> dict[str, Any]:
    found: dict[str, Any] | None = next((key for key in keyset["key"] if key["keyId"] == key_id), None)
    if found is None:
        known = ", ".join(str(key["keyId"]) for key in keyset["key"])
        raise KeysetEditError(f"There is no key {key_id} in the keyset. It holds {known}.")
    return found


def _new_key() -> dict[str, Any]:
    key: dict[str, Any] = document(new_keyset_handle(TEMPLATE))["key"][0]
    return key


def _handle(keyset: dict[str, Any]) -> KeysetHandle:
    return json_proto_keyset_format.parse(json.dumps(keyset), secret_key_access.TOKEN)
