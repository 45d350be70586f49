"""`manage.py up`: everything that local mode runs."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from inspire import demo
from inspire.embedded.preparing import alone
from inspire.running import ports
from inspire.running.lock import AlreadyRunningError, only_one
from inspire.running.processes import Processes

READY_SECONDS = 60


class Command(BaseCommand):
    help = "Start web, worker, beat and sandbox in local mode, with demo data; Ctrl-C stops everything."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-demo", action="store_false", dest="demo", help="make no demo tenant")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.INSPIRE_MODE != "local":
            raise CommandError(
                "`up` is for local mode. docs/howto/production.md says how to run Inspire in production."
            )
        try:
            with only_one(own_address()):
                refuse_taken_ports()
                self._prepare(is_demo=options["demo"])
                self._run(greeting(is_demo=options["demo"]))
        except AlreadyRunningError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("\nStopped before it was ready.")

    def _prepare(self, *, is_demo: bool) -> None:
        self.stdout.write("Preparing the database …")
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns without it
        with alone():
            call_command("migrate", interactive=False, verbosity=0)
            if is_demo:
                demo.make()

    def _run(self, words: str) -> None:
        self.stdout.write("Starting web, worker, beat and sandbox …")
        failed = Processes(settings.BASE_DIR / "Procfile").run(lambda: greet(words))
        if failed:
            raise CommandError(f"“{failed}” ended by itself, so all was stopped. The last lines above say why.")
        self.stdout.write("\nStopped. The data stays in var/; `make run` goes on with it.")


def own_address() -> str:
    """Return where the web server of `up` listens."""
    return f"http://127.0.0.1:{settings.PORT}"


def refuse_taken_ports() -> None:
    """Raise CommandError that names a port which cannot be used."""
    for name in ("PORT", "SANDBOX_PORT"):
        if problem := ports.problem_of(name, getattr(settings, name)):
            raise CommandError(problem)


def greet(words: str) -> None:
    """Say the words as soon as the web answers."""
    if ports.wait_for_page(f"{own_address()}/accounts/login/", seconds=READY_SECONDS):
        sys.stdout.write(words)
        sys.stdout.flush()


def greeting(*, is_demo: bool) -> str:
    """Return what a newcomer reads once the web answers."""
    who = "Anthropic, on your ANTHROPIC_API_KEY" if settings.ANTHROPIC_API_KEY else "the sandbox: demo answers, free"
    lines = ["", f"Inspire is ready: {own_address()}", ""]
    if is_demo:
        lines += ["Sign in as:", demo.sign_ins(), ""]
    return "\n".join([*lines, f"Runs are answered by {who}.", "Ctrl-C stops everything.", "", ""])
