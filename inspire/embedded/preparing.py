"""What a command finds ready in local mode: tables in a new database, and the sandbox where it will be asked."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg

from inspire.embedded import root
from inspire.embedded.errors import EmbeddedError
from inspire.env import BASE_DIR, VAR_DIR, env, secret
from inspire.running import ports

MAKE_TABLES_THEMSELVES = {"migrate", "up"}
START_SECONDS = 20


def prepare_database(address: str, argv: Sequence[str]) -> None:
    """Make the tables of a new database, unless the command does so itself."""
    if argv[1] in MAKE_TABLES_THEMSELVES or has_tables(address):
        return
    with alone():
        if not has_tables(address):
            _make_tables()


@contextmanager
def alone() -> Iterator[None]:
    """Keep other commands from migrating meanwhile: two at once would trip over each other."""
    with (VAR_DIR / "tables.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_tables() -> None:
    root.say("Preparing the database (once, a few seconds) …")
    command = [sys.executable, str(BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    if subprocess.run(command, check=False).returncode:
        raise EmbeddedError("The tables of a new database could not be made. The lines above say why.")


def has_tables(address: str) -> bool:
    """Return whether somebody migrated the database before."""
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    return bool(row and row[0])


@contextmanager
def sandbox_for(argv: Sequence[str]) -> Iterator[None]:
    """Run the sandbox for a command that works in this process, where no key is set and none runs yet."""
    port = env.int("SANDBOX_PORT", default=8001)
    if "--inline" not in argv or secret("ANTHROPIC_API_KEY") or env.str("SANDBOX_URL", default="") or _answers(port):
        yield
        return
    command = [sys.executable, "-m", "sandbox", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=BASE_DIR, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            ports.wait_for_page(f"http://127.0.0.1:{port}/sandbox/health", seconds=START_SECONDS)
            yield
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    return ports.wait_for_page(f"http://127.0.0.1:{port}/sandbox/health", seconds=0.05)
