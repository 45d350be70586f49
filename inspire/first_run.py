"""Prepare local mode, once: `python -m inspire.first_run` writes `.env` and the vault's keyset.

`make setup` runs it. What is there already is left alone.
"""

import contextlib
import os
import secrets
import sys
from pathlib import Path

from vault.keyset import write_keyset

ENV_TEXT = """\
# Local mode: for trying out and for development, on this machine alone. Not for production.
# Written by `make setup`, and never overwritten. docs/settings.md describes every setting.
INSPIRE_MODE=local
SECRET_KEY={secret_key}
VAULT_KEYSET_FILE=var/keyset.json
"""


def main(folder: Path) -> None:
    """Write the files of local mode into the project's folder, and say which."""
    if write_private(folder / ".env", ENV_TEXT.format(secret_key=secrets.token_urlsafe(50))):
        say("Wrote .env: local mode, with a random SECRET_KEY.")
    (folder / "var").mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):
        write_keyset(folder / "var" / "keyset.json")
        say("Made var/keyset.json, which seals stored secrets. Back it up with the database, apart from it.")


def write_private(path: Path, text: str) -> bool:
    """Write a file that its owner alone can read, unless there is one; tell whether it was written."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(file, "w") as target:
        target.write(text)
    return True


def say(sentence: str) -> None:
    """Print a sentence."""
    sys.stdout.write(f"{sentence}\n")


if __name__ == "__main__":
    main(Path(__file__).resolve().parent.parent)
