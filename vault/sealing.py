"""Seal and open secrets: authenticated encryption (AES256-GCM through Tink's AEAD)."""

from typing import Final

from tink import TinkError

from vault import keyset
from vault.errors import CannotOpenError, KekError, VaultError

# Tink's wire format: this byte, the key's id in four bytes, big-endian, then what the key made.
TINK_PREFIX: Final = b"\x01"
PREFIX_SIZE: Final = 5


def seal(plaintext: bytes, *, associated: bytes) -> bytes:
    """Return the plaintext, sealed for one place.

    `associated` names the place, such as b"mfa" or a row's id: it is not secret, is not kept,
    and must be the same to open. Raises VaultError without a readable keyset.
    """
    return bytes(keyset.current().aead.encrypt(plaintext, associated))


def open(ciphertext: bytes, *, associated: bytes) -> bytes:  # noqa: A001 -- called as sealing.open
    """Return what `seal` sealed for this place; raise CannotOpenError if it was not."""
    cipher = keyset.current().aead
    try:
        return bytes(cipher.decrypt(ciphertext, associated))
    except TinkError:
        raise CannotOpenError from None


def key_id_of(ciphertext: bytes) -> int | None:
    """Return the id of the key that a ciphertext says sealed it, or None where Tink did not make it."""
    if len(ciphertext) < PREFIX_SIZE or not ciphertext.startswith(TINK_PREFIX):
        return None
    return int.from_bytes(ciphertext[1:PREFIX_SIZE], "big")


def is_sealed_with_known_key(ciphertext: bytes) -> bool:
    """Return whether the keyset has the key that sealed this, and opens with it. Nothing is opened.

    While the KMS that seals the keyset does not answer, nobody can tell, and it counts as known.
    """
    try:
        return key_id_of(ciphertext) in keyset.current().enabled
    except KekError:
        return True
    except VaultError:
        return False
