"""Seal and open secrets: authenticated encryption (AES256-GCM through Tink's AEAD)."""

from tink import TinkError

from vault import keyset
from vault.errors import CannotOpenError


def seal(plaintext: bytes, *, associated: bytes) -> bytes:
    """Return the plaintext, sealed for one place.

    `associated` names the place, such as b"mfa" or a row's id: it is not secret, is not kept,
    and must be the same to open. Raises VaultError without a readable keyset.
    """
    return bytes(keyset.current_aead().encrypt(plaintext, associated))


def open(ciphertext: bytes, *, associated: bytes) -> bytes:  # noqa: A001 -- called as sealing.open
    """Return what `seal` sealed for this place; raise CannotOpenError if it was not."""
    try:
        return bytes(keyset.current_aead().decrypt(ciphertext, associated))
    except TinkError:
        raise CannotOpenError from None
