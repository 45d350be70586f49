"""Sessions of the test database that are still open at the end: a database in use cannot be dropped."""

import gc
import os
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
from django.db import connection

OTHERS = """
SELECT pid, state, coalesce(xact_start::text, ''), left(query, 300) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
TIMES, SECONDS = 20, 0.1


def end() -> list[Any]:
    """End the sessions that the tests left behind, once they had the time to go; return what they last did.

    A thread of a worker or a server that is stopped in the middle takes its connection along.
    INSPIRE_LINGERING names a file to write them into, to find out whose they were.
    """
    gc.collect()
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as own:
        found = own.execute(OTHERS).fetchall()
        for _ in range(TIMES if found else 0):
            sleep(SECONDS)
            found = own.execute(OTHERS).fetchall()
        own.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::integer[]) AS pid", [[pid for pid, *_ in found]])
    if found and (path := os.environ.get("INSPIRE_LINGERING")):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in found)
    return found
