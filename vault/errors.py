"""What goes wrong in the vault. The sentences are for operators, and hold no secret."""


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


class CannotOpenError(VaultError):
    """The ciphertext was not sealed by this keyset for this place."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed secret does not open: it was sealed with another keyset, moved from another place, or changed. "
            "Restore the keyset that sealed it, or enter the secret again."
        )
