"""Many threads of one process on one account, through Django's connection pool, as requests come."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from credits import ledger
from credits.models import Account
from measuring.database import run
from measuring.rows import NOVEMBER
from measuring.verdicts import at_most, percentile

CALLERS = 32
SECONDS = 3.0
WANTED = 1.5
HOT = Account(pk=UUID(int=1))
UPDATE = "UPDATE bench_row SET number = number + 1 WHERE id = 1"

type Steps = tuple[Callable[[UUID], object], ...]


def reserve(reference: UUID) -> ledger.Outcome:
    """Hold a credit of the hot account."""
    hold = ledger.HoldRequest(reference, 1, "theme", UUID(int=9), "claude-haiku-5-5", "credits")
    return ledger.reserve(HOT, hold, at=NOVEMBER)


def settle(reference: UUID) -> ledger.Outcome:
    """Turn it into use."""
    return ledger.settle(reference, at=NOVEMBER)


BARE: Steps = (lambda _reference: run(UPDATE),)
VERBS: Steps = (reserve, settle)


def compare_through_pool(turns: int) -> None:
    """Measure bare updates and verbs in turns, and say how their slowest compare."""
    ratios = list[float]()
    found: dict[Steps, list[float]] = {BARE: [], VERBS: []}
    for number in range(turns):
        p99 = dict[Steps, float]()
        for steps in (BARE, VERBS) if number % 2 else (VERBS, BARE):
            times = call_at_once(steps)
            found[steps] += times
            p99[steps] = percentile(times, 0.99)
        ratios.append(p99[VERBS] / p99[BARE])
    size = settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"]
    print(f"\n{CALLERS} threads on one account through Django's pool of {size}, each call from pool to pool:")
    for name, steps in (("update", BARE), ("verb", VERBS)):
        p50, p95, p99_all = (percentile(found[steps], share) for share in (0.50, 0.95, 0.99))
        print(f"  {name:<6} {len(found[steps]):>7} calls: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99_all:.1f} ms")
    print(f"  p99 over that of an update: {at_most(statistics.median(ratios), WANTED)}", flush=True)


def call_at_once(steps: Steps) -> list[float]:
    """Let all threads call the steps in order, over and over; return the milliseconds of each call."""
    ends_at = time.perf_counter() + SECONDS
    with ThreadPoolExecutor(CALLERS) as threads:
        each = threads.map(lambda _: call_until(ends_at, steps), range(CALLERS))
        return [spent for times in each for spent in times]


def call_until(ends_at: float, steps: Steps) -> list[float]:
    """Call the steps until the time is over, whole rounds alone; a call takes a connection and gives it back."""
    times, reference = list[float](), uuid4()
    for number, step in cycle(enumerate(steps)):
        if number == 0:
            reference = uuid4()
            if time.perf_counter() > ends_at:
                return times
        began = time.perf_counter()
        step(reference)
        connection.close()
        times.append((time.perf_counter() - began) * 1000)
    return times
