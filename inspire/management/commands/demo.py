"""`manage.py demo`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspire import demo


class Command(BaseCommand):
    help = "Make the demo tenant Harbour Café and its people, in local mode. Leaves alone what is there."

    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tenant = demo.make()
        except demo.DemoRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{tenant} is there. Sign in as:\n{demo.sign_ins()}")
