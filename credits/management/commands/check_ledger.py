"""manage.py check_ledger: prove the ledger from its entries."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credits import proof
from tenants.models import Tenant


class Command(BaseCommand):
    help = "Recompute periods and rollups from the entries and say every difference; exit 1 where there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tenant", metavar="SLUG", help="check one tenant only")
        parser.add_argument("--json", action="store_true", help="print the differences as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = proof.find_differences(self._tenant(options["tenant"]))
        if options["json"]:
            self.stdout.write(json.dumps({"differences": [asdict(difference) for difference in found]}, indent=2))
        else:
            self._say(found)
        if found:
            sys.exit(1)

    def _tenant(self, slug: str | None) -> Tenant | None:
        if slug is None:
            return None
        try:
            return Tenant.objects.get(slug=slug)
        except Tenant.DoesNotExist:
            message = f'There is no tenant "{slug}". Give a slug as the Django admin lists it under Tenants.'
            raise CommandError(message, returncode=2) from None

    def _say(self, found: list[proof.Difference]) -> None:
        for difference in found:
            self.stdout.write(str(difference))
        count = f"{len(found)} difference" + ("" if len(found) == 1 else "s")
        self.stdout.write(f"{count} found." if found else "The ledger is right: no difference.")
