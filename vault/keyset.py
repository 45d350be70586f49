"""Make keysets, and read the one that the settings name."""

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from tink import KeysetHandle, TinkError, aead, json_proto_keyset_format, new_keyset_handle, secret_key_access

from vault.errors import KeysetMissingError, KeysetUnreadableError

aead.register()


def create_keyset() -> str:
    """Return a new keyset with one AES256-GCM key, as JSON text that Tink opens. It is a secret."""
    handle = new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    return str(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))


def write_keyset(path: Path) -> None:
    """Write a new keyset to a new file that only its owner reads (mode 0600).

    Raises FileExistsError rather than replace a keyset: what it sealed would be lost.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(create_keyset() + "\n")


def current_aead() -> aead.Aead:
    """Return the cipher of the keyset in the settings, made on first use."""
    return _aead_of(settings.VAULT_KEYSET)


@lru_cache(maxsize=4)
def _aead_of(keyset: str) -> aead.Aead:
    if not keyset:
        raise KeysetMissingError
    try:
        handle: KeysetHandle = json_proto_keyset_format.parse(keyset, secret_key_access.TOKEN)
        return handle.primitive(aead.Aead)  # type: ignore[type-abstract]  # Tink makes it concrete
    except TinkError:
        raise KeysetUnreadableError from None
