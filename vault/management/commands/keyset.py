"""manage.py keyset: make the vault's keyset; add, promote, retire and show its keys."""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tink import KeysetHandle

from vault import editing, keyset, places
from vault.editing import Edited
from vault.errors import KeysetEditError, VaultError
from vault.source import source

ROLL_OUT: Final = "Roll the keyset out to every process (web, workers, beat)"
NOT_COUNTED: Final = "Stored secrets cannot be counted, because the database does not answer or has no tables yet"


class Command(BaseCommand):
    help = "Make the keyset that seals stored secrets, and replace its keys with no downtime (docs/howto/keyset.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        create = actions.add_parser("create", help="make a keyset: print it, or write it to a new file (mode 0600)")
        add = actions.add_parser("add", help="add a key, which opens and does not seal yet")
        promote = actions.add_parser("promote", help="let another key seal from now on")
        retire = actions.add_parser("retire", help="disable a key; retired again, it leaves the keyset")
        show = actions.add_parser("show", help="list the keys, and how many stored secrets each one seals")
        wrap = actions.add_parser("wrap", help="seal the keyset itself with a key in a KMS, with another, or with none")
        promote.add_argument("--key", type=int, metavar="ID", help="that key, instead of the newest")
        retire.add_argument("--key", type=int, metavar="ID", required=True)
        retire.add_argument("--force", action="store_true", help="even though stored secrets are lost by it")
        retire.add_argument("--undo", action="store_true", help="bring a disabled key back")
        wrap.add_argument("--kek", metavar="URI", required=True, help='the address of that key, or "" for none')
        for each in (create, wrap):
            each.add_argument("--out", type=Path, metavar="FILE", help="a new file, instead of printing the keyset")
        for each in (add, promote, retire, show, wrap):
            each.add_argument("--file", type=Path, help="the keyset's file, instead of VAULT_KEYSET_FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["action"])(options)
        except VaultError as error:
            raise CommandError(str(error)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The keyset's file cannot be read or replaced: {error}. Nothing was changed.") from None

    def create(self, options: dict[str, Any]) -> None:
        text = keyset.create_keyset(kek_uri=settings.VAULT_KEK_URI)
        self._give(text, options["out"], then="Set VAULT_KEYSET_FILE to it, and keep a backup.")

    def add(self, options: dict[str, Any]) -> None:
        key_id = self._change(options, editing.add)
        self.stderr.write(f"Added key {key_id}. {ROLL_OUT} before you promote it.")

    def promote(self, options: dict[str, Any]) -> None:
        key_id = self._change(options, partial(editing.promote, key_id=options["key"]))
        self.stderr.write(f"Key {key_id} seals from now on. {ROLL_OUT}, then run `python manage.py rotate_keys`.")

    def retire(self, options: dict[str, Any]) -> None:
        key_id = options["key"]
        if options["undo"]:
            self._change(options, partial(editing.restore, key_id=key_id))
            self.stderr.write(f"Key {key_id} opens again. {ROLL_OUT}.")
            return
        count = partial(_count, key_id, is_forced=options["force"])
        if self._change(options, partial(editing.retire, key_id=key_id, count_sealed=count)):
            self.stderr.write(f"Key {key_id} has left the keyset. {ROLL_OUT}.")
        else:
            self.stderr.write(f"Key {key_id} is disabled, until `--undo` or for good by another `retire`. {ROLL_OUT}.")

    def show(self, options: dict[str, Any]) -> None:
        keys = editing.describe(source(options["file"]).read())
        try:
            counts = places.count_by_key()
        except DatabaseError:
            self.stderr.write(f"{NOT_COUNTED}.")
            counts = None
        for key in keys:
            amount = "" if counts is None else f", seals {_amount(counts.pop(key.id, 0))}"
            self.stdout.write(f"key {key.id}: {key.state}{amount}")
        for key_id, count in (counts or {}).items():
            who = f"key {key_id}: not in this keyset" if key_id is not None else "no key"
            self.stdout.write(f"{who}, seals {_amount(count)}")

    def wrap(self, options: dict[str, Any]) -> None:
        text = keyset.serialize(source(options["file"]).read(), kek_uri=options["kek"])
        setting = f"with VAULT_KEK_URI={options['kek']}" if options["kek"] else "without VAULT_KEK_URI"
        self._give(text, options["out"], then=f"Roll it out {setting}, both at once.")

    def _change[T](self, options: dict[str, Any], edit: Callable[[KeysetHandle], Edited[T]]) -> T:
        result, text = source(options["file"]).change(edit)
        if text:
            self.stdout.write(text)
            self.stderr.write("The keyset is in VAULT_KEYSET: replace it there with what was printed.")
        return result

    def _give(self, text: str, path: Path | None, *, then: str) -> None:
        if path is None:
            self.stdout.write(text)
            return
        try:
            keyset.write_private(path, text)
        except FileExistsError:
            raise CommandError(
                f"{path} exists already. A keyset is never replaced, since what it sealed would be lost: "
                "choose another file."
            ) from None
        except OSError as error:
            raise CommandError(
                f"The keyset cannot be written to {path}: {error.strerror}. Choose another file."
            ) from None
        self.stdout.write(f"Wrote the keyset to {path} (mode 0600). {then}")


def _count(key_id: int, *, is_forced: bool) -> int:
    if is_forced:
        return 0
    try:
        return places.count_by_key()[key_id]
    except DatabaseError:
        raise KeysetEditError(f"{NOT_COUNTED}. Nothing was retired.") from None


def _amount(count: int) -> str:
    return f"{count} stored {'secret' if count == 1 else 'secrets'}"
