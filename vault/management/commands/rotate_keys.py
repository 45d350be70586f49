"""manage.py rotate_keys: seal every stored secret anew with the keyset's primary key."""

import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault import keyset, places, rotation
from vault.errors import VaultError
from vault.rotation import Outcome


class Command(BaseCommand):
    help = (
        "Seal every stored secret anew with the keyset's primary key, while the site runs. May be stopped and run "
        "again. Exit 1 where one does not open."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count only, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            total = self._rotate(is_dry_run=options["dry_run"])
        except VaultError as error:
            raise CommandError(str(error)) from None
        if total[Outcome.BROKEN]:
            self.stderr.write(
                "What does not open was left as it is. Restore the keyset that sealed it, or enter those secrets again."
            )
        if total[Outcome.CHANGED]:
            self.stderr.write("Some secrets changed while this ran. Run it again.")
        if total[Outcome.BROKEN] or total[Outcome.CHANGED]:
            sys.exit(1)

    def _rotate(self, *, is_dry_run: bool) -> Counter[Outcome]:
        self.stdout.write(f"The primary key is {keyset.current().primary}.")
        total = Counter[Outcome]()
        for place in places.registered():
            tally = rotation.rotate(place, self._say_broken, is_dry_run=is_dry_run)
            self._say(place.name, tally, would="would be " if is_dry_run else "")
            total += tally
        return total

    def _say(self, place: str, tally: Counter[Outcome], *, would: str) -> None:
        self.stdout.write(
            f"{place}: {tally[Outcome.RESEALED]} {would}sealed anew, {tally[Outcome.CURRENT]} sealed with it already, "
            f"{tally[Outcome.CHANGED]} changed meanwhile, {tally[Outcome.BROKEN]} do not open"
        )

    def _say_broken(self, place: str, pk: object) -> None:
        self.stderr.write(f"{place}: {pk} does not open")
