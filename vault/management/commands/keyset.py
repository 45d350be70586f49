"""Make a keyset for the vault."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault.keyset import create_keyset, write_keyset


class Command(BaseCommand):
    help = "Make a keyset that seals stored secrets: `keyset create` prints one, `--out FILE` writes it (mode 0600)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["create"])
        parser.add_argument("--out", type=Path, help="a new file for the keyset, instead of printing it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["out"] is None:
            self.stdout.write(create_keyset())
        else:
            self.write(options["out"])

    def write(self, path: Path) -> None:
        try:
            write_keyset(path)
        except FileExistsError:
            raise CommandError(
                f"{path} exists already. A keyset is never replaced, since what it sealed would be lost: "
                "choose another file."
            ) from None
        except OSError as error:
            raise CommandError(
                f"The keyset cannot be written to {path}: {error.strerror}. Choose another file."
            ) from None
        self.stdout.write(f"Wrote a new keyset to {path} (mode 0600). Set VAULT_KEYSET_FILE to it, and keep a backup.")
