"""Where the keyset comes from, for the commands that change it: a file, or the text in VAULT_KEYSET."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from tink import KeysetHandle

from vault import keyset, keyset_file
from vault.editing import Edited


@dataclass(frozen=True, slots=True)
class Source:
    """The keyset in a file, or in VAULT_KEYSET where there is none."""

    path: Path | None

    def read(self) -> KeysetHandle:
        """Return the keyset as it is now. Raises VaultError or OSError."""
        return self._parse(self.path.read_text(encoding="utf-8") if self.path else settings.VAULT_KEYSET)

    def change[T](self, edit: Callable[[KeysetHandle], Edited[T]]) -> tuple[T, str]:
        """Edit the keyset; return what the edit tells, and the new text where it could not be written.

        A file is replaced in place. What stands in VAULT_KEYSET is for somebody else to replace.
        Raises VaultError or OSError, with nothing changed.
        """
        told: list[T] = []

        def rewrite(text: str) -> str:
            handle, result = edit(self._parse(text))
            told.append(result)
            return keyset.serialize(handle, kek_uri=settings.VAULT_KEK_URI)

        if self.path is None:
            text = rewrite(settings.VAULT_KEYSET)
            return told[0], text
        keyset_file.edit(self.path, rewrite)
        return told[0], ""

    def _parse(self, text: str) -> KeysetHandle:
        return keyset.parse(text, kek_uri=settings.VAULT_KEK_URI)


def source(file: Path | None) -> Source:
    """Return the keyset's source: that file, else the one in VAULT_KEYSET_FILE, else VAULT_KEYSET."""
    return Source(file or (Path(settings.VAULT_KEYSET_FILE) if settings.VAULT_KEYSET_FILE else None))
