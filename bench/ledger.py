"""How fast the ledger is, beside bare single-row updates on the same server in the same minute.

    python bench/ledger.py [--seconds 4] [--reset 50000]

A pair is a reserve and its settle, two round trips and two commits. Its rate counts both, so
1.00 would mean that a verb costs what `UPDATE … WHERE id = …` of one row costs.
"""

import argparse
import os
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.core.management import call_command
from measuring.callers import BIG, Measure, find_pgbench, measure
from measuring.database import fresh_database

CALLERS = (1, 4, 16, 32)
ACCOUNTS = 1000
CHUNK = 10_000
PLAN = UUID(int=1)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
NEXT_MONTH = datetime(2026, 12, 1, tzinfo=UTC)
# What to reach on a quiet machine of two cores, by number of accounts and callers.
WANTED = {1: (0.50, 0.60, 0.60, 0.55), ACCOUNTS: (0.45, 0.35, 0.25, 0.22)}

MAKE_ROWS = """
CREATE TABLE bench_row (id integer PRIMARY KEY, number bigint NOT NULL) WITH (fillfactor = 60);
INSERT INTO bench_row SELECT id, 0 FROM generate_series(1, {accounts}) AS id;
"""
MAKE_PLAN = "INSERT INTO credits_plan (id, slug, name, credits) VALUES (%(plan)s, 'bench', 'Bench', 2000000000)"
# An account's id is its number, so that a script can name it.
MAKE_TENANTS = """
INSERT INTO tenants_tenant (id, slug, name, time_zone, is_demo, created_at)
SELECT lpad(to_hex(number), 32, '0')::uuid, 'bench-' || number, 'Bench', 'UTC', false, %(at)s
FROM generate_series(%(first)s::integer, %(last)s::integer) AS number
"""
MAKE_ACCOUNTS = """
INSERT INTO credits_account (tenant_id, plan_id, anchor_day, created_at)
SELECT id, %(plan)s, 1, %(at)s FROM tenants_tenant ON CONFLICT DO NOTHING
"""
OPEN_DUE = "SELECT opened, last_account FROM credits_open_due(%(after)s::uuid, %(size)s, %(at)s)"

UPDATE = "\\set number random(1, {accounts})\nUPDATE bench_row SET number = number + 1 WHERE id = :number::integer;\n"
REFERENCE = "(lpad(to_hex(:high::bigint), 16, '0') || lpad(to_hex(:low::bigint), 16, '0'))::uuid"
PAIR = (
    "\\set number random(1, {accounts})\n"
    f"\\set high random(0, {BIG})\n"
    f"\\set low random(0, {BIG})\n"
    "SELECT result FROM credits_reserve(lpad(to_hex(:number::integer), 32, '0')::uuid, "
    f"{REFERENCE}, 1, 'theme', NULL, 'claude-haiku-5-5', 'credits', '2026-11-24 00:00+00'::timestamptz);\n"
    f"SELECT result FROM credits_close('settle', {REFERENCE}, '', '2026-11-24 00:00+00'::timestamptz);\n"
)
SIZE = """
SELECT (pg_total_relation_size('credits_entry') / greatest(count(*), 1))::integer, count(*) FROM credits_entry
"""


def main() -> None:
    """Measure, print, and prove the ledger afterwards."""
    parser = argparse.ArgumentParser(description="How fast the ledger is, beside bare single-row updates.")
    parser.add_argument("--seconds", type=float, default=4, help="for each measure; there are sixteen")
    parser.add_argument("--reset", type=int, default=50_000, help="accounts to open a new month for; 0 leaves it out")
    options = parser.parse_args()
    with fresh_database() as address, psycopg.connect(address, autocommit=True) as connection:
        prepare(connection)
        print_head(connection)
        for accounts, wanted in WANTED.items():
            compare(address, accounts, wanted, seconds=options.seconds)
        print_size(connection)
        if options.reset:
            time_reset(connection, options.reset)
        call_command("check_ledger")


def prepare(connection: psycopg.Connection) -> None:
    """Make the rows to update and the accounts, with an open month each."""
    run(connection, MAKE_ROWS.format(accounts=ACCOUNTS))
    run(connection, MAKE_PLAN, plan=PLAN)
    make_accounts(connection, 1, ACCOUNTS)
    run(connection, OPEN_DUE, after=None, size=ACCOUNTS, at=NOW)


def make_accounts(connection: psycopg.Connection, first: int, last: int) -> None:
    """Make the accounts with these numbers."""
    run(connection, MAKE_TENANTS, first=first, last=last, at=NOW)
    run(connection, MAKE_ACCOUNTS, plan=PLAN, at=NOW)
    run(connection, "VACUUM ANALYZE")


def print_head(connection: psycopg.Connection) -> None:
    """Say what measures what, and head the table."""
    ((version,),) = run(connection, "SELECT current_setting('server_version')")
    through = "pgbench, prepared" if find_pgbench() else "psycopg, prepared (pgbench was not found)"
    print(f"PostgreSQL {version}, through {through}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.")
    print("Rates are statements a second; a pair is one reserve and one settle.\n")
    print(f"{'accounts':>8} {'callers':>7} | {'update/s':>8} {'p50 ms':>7} {'p95':>7} {'p99':>7}", end=" ")
    print(f"| {'verb/s':>8} {'pair p50':>8} {'p95':>7} {'p99':>7} | {'ratio':>5} {'wanted':>6}")


def compare(address: str, accounts: int, wanted: tuple[float, ...], *, seconds: float) -> None:
    """Measure updates and pairs in turns, by number of callers."""
    for callers, goal in zip(CALLERS, wanted, strict=True):
        bare = measure(address, UPDATE.format(accounts=accounts), callers=callers, seconds=seconds)
        pair = measure(address, PAIR.format(accounts=accounts), callers=callers, seconds=seconds)
        print(f"{accounts:>8} {callers:>7} {columns(bare, 1, bare)} {columns(pair, 2, bare)} {goal:>6.2f}", flush=True)


def columns(found: Measure, statements: int, bare: Measure) -> str:
    """Return a measure's columns: the rate of its statements, its times and, for a pair, the ratio."""
    rate = statements * found.rate
    times = f"| {rate:>8.0f} {found.p50:>7.2f} {found.p95:>7.2f} {found.p99:>7.2f}"
    return times if found is bare else f"{times} |  {rate / bare.rate:>5.2f}"


def print_size(connection: psycopg.Connection) -> None:
    """Say how much an entry takes."""
    ((size, count),) = run(connection, SIZE)
    print(f"\n{count} entries of {size} bytes each, with their keys.")


def time_reset(connection: psycopg.Connection, accounts: int) -> None:
    """Open a new month for many accounts, in chunks, as beat does."""
    make_accounts(connection, ACCOUNTS + 1, accounts)
    opened, last, started = 0, None, time.perf_counter()
    while True:
        ((count, last),) = run(connection, OPEN_DUE, after=last, size=CHUNK, at=NEXT_MONTH)
        if last is None:
            break
        opened += count
    spent = time.perf_counter() - started
    print(f"{opened} months opened with their grants in {spent:.1f} s: {opened / spent:.0f} a second.")


def run(connection: psycopg.Connection, statement: str, **parameters: Any) -> list[Any]:
    """Execute a statement and return its rows, if it has any."""
    cursor = connection.execute(statement.encode(), parameters or None)
    return cursor.fetchall() if cursor.description else []


if __name__ == "__main__":
    main()
