"""Many callers at once, through pgbench where it is found, or else prepared statements of psycopg."""

import re
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg

from inspire.embedded.postgres import PROGRAMS

SET = re.compile(r"^\\set (\w+) random\((\d+), (\d+)\)$")
BIG = 2**61


@dataclass(frozen=True, slots=True)
class Measure:
    """How many scripts ran a second, and how long one took, in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float


def find_pgbench() -> str | None:
    """Return the path of pgbench: the embedded server's, or the system's."""
    beside = PROGRAMS / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")


def measure(address: str, script: str, *, callers: int, seconds: float) -> Measure:
    r"""Let callers run a pgbench script over and over, each on a connection of its own.

    A script holds `\set name random(low, high)` lines, then statements with `:name` parameters.
    """
    pgbench = find_pgbench()
    started = time.perf_counter()
    if pgbench:
        times = _through_pgbench(pgbench, address, script, callers=callers, seconds=seconds)
        elapsed = max(1.0, round(seconds))
    else:
        times = _through_psycopg(address, script, callers=callers, seconds=seconds)
        elapsed = time.perf_counter() - started
    times.sort()
    at = [times[min(len(times) - 1, int(len(times) * share))] for share in (0.50, 0.95, 0.99)]
    return Measure(len(times) / elapsed, *at)


def _through_pgbench(pgbench: str, address: str, script: str, *, callers: int, seconds: float) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "script.sql"
        file.write_text(script, encoding="utf-8")
        subprocess.run(
            [
                *(pgbench, address, "--no-vacuum", "--protocol=prepared", f"--file={file}"),
                *(f"--client={callers}", f"--jobs={min(callers, 2)}", f"--time={max(1, round(seconds))}"),
                *("--log", f"--log-prefix={folder}/log"),
            ],
            check=True,
            capture_output=True,
        )
        lines = [line for log in Path(folder).glob("log*") for line in log.read_text().splitlines()]
    return [int(line.split()[2]) / 1000 for line in lines]


def _through_psycopg(address: str, script: str, *, callers: int, seconds: float) -> list[float]:
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(callers) as threads:
        each = threads.map(lambda seed: _call_until(end, address, script, seed=seed), range(callers))
        return [spent for times in each for spent in times]


def _call_until(end: float, address: str, script: str, *, seed: int) -> list[float]:
    ranges = [found.groups() for line in script.splitlines() if (found := SET.match(line))]
    text = "\n".join(line for line in script.splitlines() if not line.startswith("\\"))
    statements = [re.sub(r"(?<!:):(\w+)", r"%(\1)s", line).encode() for line in text.split(";") if line.strip()]
    chance, times = Random(seed), list[float]()  # noqa: S311 - spreads the load, keeps no secret
    with psycopg.connect(address, autocommit=True, prepare_threshold=0) as connection:
        while time.monotonic() < end:
            values = {name: chance.randint(int(low), int(high)) for name, low, high in ranges}
            before = time.perf_counter()
            for statement in statements:
                connection.execute(statement, values)
            times.append((time.perf_counter() - before) * 1000)
    return times
