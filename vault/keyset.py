"""Make keysets, and read the one that the settings name."""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from tink import KeysetHandle, TinkError, aead, json_proto_keyset_format, new_keyset_handle, secret_key_access

from vault import kek
from vault.errors import (
    KekUnavailableError,
    KeysetInTheClearError,
    KeysetMissingError,
    KeysetSealedError,
    KeysetUnreadableError,
)

aead.register()

TEMPLATE: Final = aead.aead_key_templates.AES256_GCM
ENABLED: Final = "ENABLED"
MARK_OF_SEALED: Final = '"encryptedKeyset"'


@dataclass(frozen=True, slots=True)
class Keyset:
    """A keyset that is ready for use: its cipher, and the ids of the keys that it opens with."""

    aead: aead.Aead
    primary: int
    enabled: frozenset[int]


def create_keyset(*, kek_uri: str = "") -> str:
    """Return a new keyset with one AES256-GCM key, as JSON text that Tink opens. It is a secret.

    With the address of a key-encryption key it is sealed with that, and no secret. Raises KekError.
    """
    return serialize(new_keyset_handle(TEMPLATE), kek_uri=kek_uri)


def write_keyset(path: Path, *, kek_uri: str = "") -> None:
    """Write a new keyset to a new file that only its owner reads (mode 0600).

    Raises FileExistsError rather than replace a keyset: what it sealed would be lost.
    """
    write_private(path, create_keyset(kek_uri=kek_uri))


def write_private(path: Path, text: str) -> None:
    """Write a text to a new file that only its owner reads. Raises FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")


def parse(text: str, *, kek_uri: str) -> KeysetHandle:
    """Read a keyset from its JSON text. Raises VaultError with what to do."""
    if not text.strip():
        raise KeysetMissingError
    is_sealed = MARK_OF_SEALED in text
    if is_sealed and not kek_uri:
        raise KeysetSealedError
    return _parse_sealed(text, kek_uri) if is_sealed else _parse_clear(text, has_kek=bool(kek_uri))


def _parse_sealed(text: str, kek_uri: str) -> KeysetHandle:
    cipher = kek.aead_of(kek_uri)
    try:
        return json_proto_keyset_format.parse_encrypted(text, cipher, kek.ASSOCIATED)
    except Exception as error:  # each KMS's library has errors of its own
        raise KekUnavailableError(kek_uri) from error


def _parse_clear(text: str, *, has_kek: bool) -> KeysetHandle:
    try:
        handle = json_proto_keyset_format.parse(text, secret_key_access.TOKEN)
    except TinkError:
        raise KeysetUnreadableError from None
    if has_kek:
        raise KeysetInTheClearError
    return handle


def serialize(handle: KeysetHandle, *, kek_uri: str) -> str:
    """Return a keyset as JSON text, sealed where a key-encryption key is named. Raises KekError."""
    if not kek_uri:
        return str(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))
    cipher = kek.aead_of(kek_uri)
    try:
        return str(json_proto_keyset_format.serialize_encrypted(handle, cipher, kek.ASSOCIATED))
    except Exception as error:  # each KMS's library has errors of its own
        raise KekUnavailableError(kek_uri) from error


def document(handle: KeysetHandle) -> dict[str, Any]:
    """Return a keyset as the JSON document that Tink writes. It is a secret."""
    keyset: dict[str, Any] = json.loads(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))
    return keyset


def current() -> Keyset:
    """Return the keyset in the settings, made ready on first use. Raises VaultError."""
    return _ready(settings.VAULT_KEYSET, settings.VAULT_KEK_URI)


@lru_cache(maxsize=4)
def _ready(text: str, kek_uri: str) -> Keyset:
    handle = parse(text, kek_uri=kek_uri)
    try:
        cipher = handle.primitive(aead.Aead)  # type: ignore[type-abstract]  # Tink makes it concrete
    except TinkError:
        raise KeysetUnreadableError from None
    keyset = document(handle)
    enabled = frozenset(key["keyId"] for key in keyset["key"] if key["status"] == ENABLED)
    return Keyset(cipher, keyset["primaryKeyId"], enabled)
