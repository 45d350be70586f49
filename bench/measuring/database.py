"""A database for a benchmark, made before and dropped after: on DATABASE_URL's server, or on a throw-away one."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from credits import proof
from inspire.embedded.postgres import Postgres
from inspire.env import env

NAME = "inspire_bench"
# As a production server commits: to disk, at once. Memory and WAL are enough not to be the measure.
OPTIONS = {"shared_buffers": "512MB", "max_wal_size": "4GB", "max_connections": "200"}
SHOWN = 5


@contextmanager
def fresh_database() -> Iterator[str]:
    """Yield the address of an empty, migrated database, which Django's connection goes to as well."""
    with ExitStack() as stack:
        server = os.environ.get("DATABASE_URL") or stack.enter_context(_throw_away_server())
        stack.enter_context(_own_database(server))
        address = urlsplit(server)._replace(path=f"/{NAME}").geturl()
        _go_to(address)
        stack.callback(_close)
        call_command("migrate", verbosity=0)
        yield address


def run(statement: str, **parameters: Any) -> list[Any]:
    """Execute a statement through Django and return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []


def prove() -> None:
    """Say whether the ledger is right after all that, and how long it took to find out; stop if it is not."""
    started = time.perf_counter()
    found = proof.find_differences()
    spent = time.perf_counter() - started
    ((entries,),) = run("SELECT count(*) FROM credits_entry")
    print(f"\ncheck_ledger: {len(found)} differences in {entries:,} entries, in {spent:.1f} s; wanted 0.", flush=True)
    if found:
        raise SystemExit("\n".join(str(difference) for difference in found[:SHOWN]))


def _go_to(address: str) -> None:
    """Send Django's connections to a database, through the pool that the settings give."""
    found = env.db_url_config(address)  # type: ignore[no-untyped-call]
    ours = connections.settings["default"]
    ours.update({**found, "OPTIONS": {**ours["OPTIONS"], **found.get("OPTIONS", {})}})


def _close() -> None:
    connection.close()
    cast("DatabaseWrapper", connection).close_pool()


@contextmanager
def _throw_away_server() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="inspire-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # root's PostgreSQL runs as another user
        server = Postgres(Path(folder) / "postgres", options=OPTIONS, say=lambda _sentence: None)
        try:
            yield server.start()
        finally:
            server.stop()


@contextmanager
def _own_database(server: str) -> Iterator[None]:
    _command(server, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    _command(server, f"CREATE DATABASE {NAME}")
    try:
        yield
    finally:
        _command(server, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _command(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
