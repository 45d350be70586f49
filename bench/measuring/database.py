"""A database for a benchmark, made before and dropped after: on DATABASE_URL's server, or on a throw-away one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from inspire.embedded.postgres import Postgres

NAME = "inspire_bench"
# As a production server commits: to disk, at once. Memory and WAL are enough not to be the measure.
OPTIONS = {"shared_buffers": "512MB", "max_wal_size": "4GB", "max_connections": "200"}


@contextmanager
def fresh_database() -> Iterator[str]:
    """Yield the address of an empty, migrated database, and set Django up on it."""
    with ExitStack() as stack:
        server = os.environ.get("DATABASE_URL") or stack.enter_context(_throw_away_server())
        stack.enter_context(_own_database(server))
        address = urlsplit(server)._replace(path=f"/{NAME}").geturl()
        os.environ.update(DATABASE_URL=address, DJANGO_SETTINGS_MODULE="inspire.settings", INSPIRE_MODE="local")
        os.environ.setdefault("SECRET_KEY", "for-a-benchmark-only")
        django.setup()
        call_command("migrate", verbosity=0)
        yield address
        connection.close()
        cast("DatabaseWrapper", connection).close_pool()


@contextmanager
def _throw_away_server() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="inspire-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # root's PostgreSQL runs as another user
        server = Postgres(Path(folder) / "postgres", options=OPTIONS)
        try:
            yield server.start()
        finally:
            server.stop()


@contextmanager
def _own_database(server: str) -> Iterator[None]:
    _run(server, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    _run(server, f"CREATE DATABASE {NAME}")
    try:
        yield
    finally:
        _run(server, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _run(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
