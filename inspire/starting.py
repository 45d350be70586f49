"""Start web, worker and beat, or say in a sentence why they do not start."""

import sys
from collections.abc import Callable
from typing import NoReturn

from django.core.checks import run_checks
from django.db import Error as DatabaseError

from inspire import connections
from inspire.checks import DEMO_ID
from inspire.env import IS_LOCAL, SettingsError

# gunicorn stops altogether at a worker's exit code 3; at any other it starts a new worker, for ever.
EXIT_CODE = 3


def start[Made](make: Callable[[], Made]) -> Made:
    """Return what `make` makes, or end with a sentence where the settings are unfit."""
    try:
        return make()
    except SettingsError as error:
        refuse(str(error))


def refuse_demo() -> None:
    """End the process where it would serve demo accounts in production. The apps are set up already."""
    if IS_LOCAL:
        return
    try:
        found = run_checks(tags=["database"], databases=["default"])
    except DatabaseError as error:
        refuse(f"Inspire does not start, because its database cannot be asked: {error}")
    finally:
        connections.close_all()
    for message in found:
        if message.id == DEMO_ID:
            refuse(message.msg)


def refuse(sentence: str) -> NoReturn:
    """Print why the process does not start, and end it."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
    raise SystemExit(EXIT_CODE)
