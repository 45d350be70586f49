"""How fast a new month opens for many accounts, and what that does to reserves meanwhile.

    python bench/reset.py [--large] [--accounts 50000]

The reset is the one that beat calls, chunk by chunk. Reserves come at a fixed rate, well below
what the server can do, so that their time is compared and not how many fit.
"""

import argparse
import math
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from measuring.callers import Call, Load, call, describe
from measuring.database import fresh_database, prove, run
from measuring.rows import NOVEMBER, make_accounts, reserve_script
from measuring.verdicts import at_least, at_most, percentile

from credits import ledger

ACCOUNTS, LARGE = 50_000, 1_000_000
HOT = 1000
RATE, CALLERS = 400, 16
IDLE_SECONDS = 3
SAMPLES = 1000  # of reserves during resets, at the least
RESET_RATE, SLOWDOWN = 70_000, 2.0  # what to reach

OPEN_FIRST = "SELECT opened FROM credits_open_due(NULL, %(size)s, %(at)s)"
# What the callers hold is settled at the end: no run is at work any more.
SETTLE_ALL = """
SELECT count(credits_close('settle', hold.reference, '', %(at)s))
FROM (
    SELECT reference FROM credits_entry AS hold
    WHERE kind = 'reserve' AND NOT EXISTS (
        SELECT FROM credits_entry AS closing WHERE closing.reference = hold.reference AND closing.kind = 'settle'
    )
    OFFSET 0
) AS hold
"""


def main() -> None:
    """Measure, print, and prove the ledger afterwards."""
    parser = argparse.ArgumentParser(description="How fast a new month opens, and what it does to reserves.")
    parser.add_argument("--accounts", type=int, help=f"to open a new month for; {ACCOUNTS} unless told otherwise")
    parser.add_argument("--large", action="store_true", help=f"with {LARGE} accounts")
    options = parser.parse_args()
    accounts = options.accounts or (LARGE if options.large else ACCOUNTS)
    with fresh_database() as address:
        print(describe(), flush=True)
        make_accounts(1, accounts)
        ledger.open_due_periods(at=NOVEMBER)
        compare(address, accounts)
        run(SETTLE_ALL, at=NOVEMBER)
        prove()


def compare(address: str, accounts: int) -> None:
    """Reset alone, then beside reserves in months that are open, then beside reserves that open them too."""
    months = (month(number) for number in range(1, 1000))
    alone = reset(next(months))
    rate = at_least(accounts / alone, RESET_RATE, form=",.0f")
    print(f"\nMonths opened a second, with their grants, {accounts:,} at once:")
    print(f"  nothing else going on: {rate}")
    turns = max(2, math.ceil(SAMPLES / (RATE * alone)))
    print(f"Beside {RATE} reserves a second from {CALLERS} callers, {turns} resets each:", flush=True)
    for title, hot in (("in months that are open", HOT), ("in any month, open or due", 0)):
        plan = Turn(address, accounts, hot, seconds=math.ceil(alone * 3) + 2)
        say(title, [take_turn(plan, next(months)) for _ in range(turns)])


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn measures: reserves on the first `hot` accounts, opened before; with none, on any account."""

    address: str
    accounts: int
    hot: int
    seconds: int

    def call(self, at: datetime, *, seconds: int) -> list[Call]:
        """Reserve at this instant for so long."""
        return call(self.address, Load(reserve_script(self.hot or self.accounts, at), CALLERS, seconds, RATE))


@dataclass(frozen=True, slots=True)
class Times:
    """Months opened a second, and the reserves' milliseconds without a reset and within it."""

    rate: float
    idle: list[float]
    within: list[float]


def take_turn(turn: Turn, at: datetime) -> Times:
    """Reserve in peace, then reset while reserves come."""
    opened = run(OPEN_FIRST, size=turn.hot, at=at)[0][0] if turn.hot else 0
    idle = turn.call(at if turn.hot else NOVEMBER, seconds=IDLE_SECONDS)
    with ThreadPoolExecutor(1) as thread:
        calls = thread.submit(turn.call, at, seconds=turn.seconds)
        time.sleep(1)  # by then the callers are connected and warm
        began_at = time.time()
        spent = reset(at)
    within = [each.spent for each in calls.result() if began_at <= each.began_at <= began_at + spent]
    return Times((turn.accounts - opened) / spent, [each.spent for each in idle], within)


def reset(at: datetime) -> float:
    """Open every month that is due, as beat does; return the seconds that it took."""
    started = time.perf_counter()
    ledger.open_due_periods(at=at)
    return time.perf_counter() - started


def month(number: int) -> datetime:
    """Return an instant in the month so many months later."""
    years, months = divmod(NOVEMBER.month - 1 + number, 12)
    return NOVEMBER.replace(year=NOVEMBER.year + years, month=months + 1)


def say(title: str, turns: list[Times]) -> None:
    """Print what the turns found, all their reserves together."""
    idle, within = ([spent for turn in turns for spent in getattr(turn, name)] for name in ("idle", "within"))
    rate = statistics.median(turn.rate for turn in turns)
    print(f"  {title}: months a second {at_least(rate, RESET_RATE, form=',.0f')}")
    for name, times in (("idle", idle), ("meanwhile", within)):
        p50, p95, p99 = (percentile(times, share) for share in (0.50, 0.95, 0.99))
        print(f"    {name:<9} {len(times):>6} reserves: p50 {p50:.2f} ms, p95 {p95:.2f} ms, p99 {p99:.2f} ms")
    ratio = percentile(within, 0.99) / percentile(idle, 0.99)
    print(f"    p99 over that of idle: {at_most(ratio, SLOWDOWN)}", flush=True)


if __name__ == "__main__":
    main()
