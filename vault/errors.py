"""What goes wrong in the vault. The sentences are for operators, and hold no secret."""

from collections.abc import Iterable


class VaultError(Exception):
    """The vault cannot seal or open."""


class KeysetMissingError(VaultError):
    """No keyset is set."""

    def __init__(self) -> None:
        super().__init__(
            "No keyset is set, so no secret can be sealed or opened. Make one with `python manage.py keyset create "
            "--out FILE`, and set VAULT_KEYSET_FILE to that file (or VAULT_KEYSET to its content)."
        )


class KeysetUnreadableError(VaultError):
    """The text in VAULT_KEYSET is not a keyset."""

    def __init__(self) -> None:
        super().__init__(
            "VAULT_KEYSET (or the file that VAULT_KEYSET_FILE names) is not a keyset in Tink's JSON form. Restore it "
            "from your backup; a new keyset does not open what the old one sealed."
        )


class KeysetInTheClearError(VaultError):
    """A key-encryption key is set, and the keyset is not sealed with it."""

    def __init__(self) -> None:
        super().__init__(
            "VAULT_KEK_URI is set, and the keyset is in the clear. Unset it, run `python manage.py keyset wrap --kek "
            "URI --out FILE`, then set VAULT_KEK_URI again, and the keyset to what that made."
        )


class KeysetSealedError(VaultError):
    """The keyset is sealed with a key-encryption key, and none is set."""

    def __init__(self) -> None:
        super().__init__(
            "The keyset is sealed with a key-encryption key, and VAULT_KEK_URI does not say which. Set VAULT_KEK_URI "
            "to the address of the key that sealed it."
        )


class KekError(VaultError):
    """The key-encryption key cannot be used: the keyset stays closed, or cannot be sealed."""


class KekAddressError(KekError):
    """VAULT_KEK_URI names no KMS that is known here."""

    def __init__(self, uri: str, schemes: Iterable[str]) -> None:
        super().__init__(
            f"The key-encryption key is “{uri}”, which is no address of a key in a KMS. It must begin with one of: "
            f"{', '.join(f'{scheme}://' for scheme in schemes)}."
        )


class KekPackageError(KekError):
    """What speaks to this KMS is not installed."""

    def __init__(self, uri: str, extra: str) -> None:
        super().__init__(
            f"The key-encryption key {uri} needs a package that is not installed. Install tink[{extra}], on every "
            "machine that runs web, workers or beat."
        )


class KekUnavailableError(KekError):
    """The KMS does not answer, does not allow it, or sealed something else."""

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"The keyset cannot be opened or sealed with the key-encryption key {uri}. See that the KMS answers, that "
            "this process may encrypt and decrypt with that key, and that it is the key that sealed the keyset."
        )


class CannotOpenError(VaultError):
    """The ciphertext was not sealed by this keyset for this place."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed secret does not open: it was sealed with another keyset, moved from another place, or changed. "
            "Restore the keyset that sealed it, or enter the secret again."
        )


class KeysetEditError(VaultError):
    """A change of the keyset was refused, and nothing was changed. The message says why."""
