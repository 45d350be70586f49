"""`manage.py demo_feed`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from connectors.errors import SourceError
from connectors.models import Source
from inspire import demo, demo_data
from tenants.models import Tenant


class Command(BaseCommand):
    help = "Push the next hour of a real series to the demo tenant's live source, again and again; Ctrl-C stops it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=10, metavar="SECONDS", help="time between two rows (10)")
        parser.add_argument("--once", action="store_true", help="push one row and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.INSPIRE_MODE != "local":
            raise CommandError("The demo's data is for local mode. Real data comes in on the Data page, or by the API.")
        try:
            self._feed(every=options["every"], is_once=options["once"])
        except (Tenant.DoesNotExist, Source.DoesNotExist):
            raise CommandError("The demo tenant has no live source. `manage.py demo` makes it.") from None
        except SourceError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _feed(self, *, every: float, is_once: bool) -> None:
        tenant = Tenant.objects.get(slug=demo.SLUG)
        while demo_data.feed(tenant, at=timezone.now()):
            self.stdout.write(f"One row more for “{demo_data.LIVE}”.")
            if is_once:
                return
            time.sleep(every)
        self.stdout.write("The series is at its end.")
