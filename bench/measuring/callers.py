"""Many callers at once, through pgbench where it is found, or else prepared statements of psycopg."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg

from inspire.embedded.postgres import PROGRAMS
from measuring.database import run

SET = re.compile(r"^\\set (\w+) random\((\d+), (\d+)\)$", re.MULTILINE)
JOBS = 2
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Load:
    r"""What callers do: a script, by so many callers, for so many seconds.

    A script holds `\set name random(low, high)` lines, then statements with `:name` parameters.
    `rate` scripts a second are offered by all callers together; without it each calls as fast as
    it is answered.
    """

    script: str
    callers: int
    seconds: int
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One script: when it was due, in seconds of the clock, and how long it took from then, in milliseconds."""

    began_at: float
    spent: float


def find_pgbench() -> str | None:
    """Return the path of pgbench: the embedded server's, or the system's."""
    beside = PROGRAMS / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")


def describe() -> str:
    """Say what measures what, and on what."""
    ((version,),) = run("SELECT current_setting('server_version')")
    through = "pgbench, prepared" if find_pgbench() else "psycopg, prepared (pgbench was not found)"
    return f"PostgreSQL {version}, through {through}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."


def call(address: str, load: Load) -> list[Call]:
    """Let the callers work, each on a connection of its own, and return their calls."""
    pgbench = find_pgbench()
    return list(_through_pgbench(pgbench, address, load) if pgbench else _through_psycopg(address, load))


def _through_pgbench(pgbench: str, address: str, load: Load) -> Iterator[Call]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "script.sql"
        file.write_text(load.script, encoding="utf-8")
        subprocess.run(
            [
                *(pgbench, address, "--no-vacuum", "--protocol=prepared", f"--file={file}"),
                *(f"--client={load.callers}", f"--jobs={min(load.callers, JOBS)}", f"--time={load.seconds}"),
                *("--log", f"--log-prefix={folder}/log"),
                *([f"--rate={load.rate}"] if load.rate else []),
            ],
            check=True,
            capture_output=True,
        )
        for log in Path(folder).glob("log*"):
            yield from map(_read, log.read_text().splitlines())


def _read(line: str) -> Call:
    """Read a line of pgbench's log. Under a rate its time counts from when the script was due."""
    _, _, spent, _, seconds, microseconds, *_ = (int(number) for number in line.split())
    return Call(seconds + (microseconds - spent) / MICROSECONDS, spent / 1000)


def _through_psycopg(address: str, load: Load) -> Iterator[Call]:
    with ThreadPoolExecutor(load.callers) as threads:
        for calls in threads.map(lambda seed: list(_call_on(address, load, seed)), range(load.callers)):
            yield from calls


def _call_on(address: str, load: Load, seed: int) -> Iterator[Call]:
    ranges, statements = _parse(load.script)
    chance = Random(seed)  # noqa: S311 - spreads the load, keeps no secret
    end = due = time.time()
    end += load.seconds
    with psycopg.connect(address, autocommit=True, prepare_threshold=0) as connection:
        while (began := time.time()) < end:
            if load.rate:
                due += chance.expovariate(load.rate / load.callers)
                time.sleep(max(0.0, due - began))
                began = due
            values = {name: chance.randint(low, high) for name, low, high in ranges}
            for statement in statements:
                connection.execute(statement, values)
            yield Call(began, (time.time() - began) * 1000)


def _parse(script: str) -> tuple[list[tuple[str, int, int]], list[bytes]]:
    ranges = [(name, int(low), int(high)) for name, low, high in SET.findall(script)]
    text = "\n".join(line for line in script.splitlines() if not line.startswith("\\"))
    statements = [re.sub(r"(?<!:):([a-z_]\w*)", r"%(\1)s", each).encode() for each in text.split(";") if each.strip()]
    return ranges, statements
