"""How fast the ledger is, beside bare single-row updates on the same server in the same seconds.

    python bench/ledger.py [--large]

A pair is a reserve and its settle, two round trips and two commits. Its rate counts both, so
1.00 would mean that a verb costs what `UPDATE … WHERE id = …` of one row costs. Updates and
pairs take short turns, and the ratio is the median of the turns', so that noise hits both.
"""

import argparse
import statistics
from typing import NamedTuple

from measuring.callers import Call, Load, call, describe
from measuring.database import fresh_database, prove, run
from measuring.pool import compare_through_pool
from measuring.rows import NOVEMBER, make_accounts, pair_script
from measuring.sizes import say_sizes
from measuring.verdicts import at_least, percentile

from credits import ledger

CALLERS = (1, 4, 16, 32)
ACCOUNTS = 1000
# What to reach on a quiet machine of two cores, by number of accounts and callers.
WANTED = {1: (0.50, 0.60, 0.60, 0.55), ACCOUNTS: (0.45, 0.35, 0.25, 0.22)}
TURNS, LARGE_TURNS = 3, 9
SECONDS = 2
WARM_UP = 0.3
"""Seconds at the beginning of a turn that do not count: each connection reads its functions first."""

MAKE_ROWS = """
CREATE TABLE bench_row (id integer PRIMARY KEY, number bigint NOT NULL) WITH (fillfactor = 60);
INSERT INTO bench_row SELECT id, 0 FROM generate_series(1, %(accounts)s) AS id
"""
UPDATE = "\\set number random(1, {accounts})\nUPDATE bench_row SET number = number + 1 WHERE id = :number::integer;\n"


class Turn(NamedTuple):
    """What one turn of callers found: statements a second, and the milliseconds of each script."""

    rate: float
    times: list[float]


def main() -> None:
    """Measure, print, and prove the ledger afterwards."""
    parser = argparse.ArgumentParser(description="How fast the ledger is, beside bare single-row updates.")
    parser.add_argument("--large", action="store_true", help="with three times as many turns")
    turns = LARGE_TURNS if parser.parse_args().large else TURNS
    with fresh_database() as address:
        run(MAKE_ROWS, accounts=ACCOUNTS)
        make_accounts(1, ACCOUNTS)
        ledger.open_due_periods(at=NOVEMBER)
        print_head(turns)
        for accounts, wanted in WANTED.items():
            compare(address, accounts, wanted, turns=turns)
        compare_through_pool(turns)
        say_sizes()
        prove()


def print_head(turns: int) -> None:
    """Say what measures what, and head the table."""
    print(describe())
    print(f"Statements a second, {turns} turns of {SECONDS} s each; a pair is one reserve and one settle.\n")
    print(f"{'accounts':>8} {'callers':>7} | {'update/s':>8} {'p50 ms':>7} {'p95':>7} {'p99':>7}", end=" ")
    print(f"| {'verb/s':>8} {'pair p50':>8} {'p95':>7} {'p99':>7} | ratio")


def compare(address: str, accounts: int, wanted: tuple[float, ...], *, turns: int) -> None:
    """Measure updates and pairs in turns, by number of callers."""
    update, pair = UPDATE.format(accounts=accounts), pair_script(accounts, NOVEMBER)
    for callers, goal in zip(CALLERS, wanted, strict=True):
        found = list[tuple[Turn, Turn]]()
        for number in range(turns):
            # First one, then the other begins, so that a drift favours neither.
            order = (update, pair) if number % 2 else (pair, update)
            results = {script: take_turn(address, script, callers) for script in order}
            found.append((results[update], results[pair]))
        ratio = statistics.median(2 * pair.rate / bare.rate for bare, pair in found)
        bare, both = zip(*found, strict=True)
        cells = f"{columns(bare, statements=1)} {columns(both, statements=2)} | {at_least(ratio, goal)}"
        print(f"{accounts:>8} {callers:>7} {cells}", flush=True)


def take_turn(address: str, script: str, callers: int) -> Turn:
    """Let the callers work for one turn, and leave out its beginning."""
    calls = call(address, Load(script, callers, SECONDS))
    begins = min(each.began_at for each in calls) + WARM_UP
    counted = [each for each in calls if each.began_at >= begins]
    return Turn(len(counted) / (max(map(end, counted)) - begins), [each.spent for each in counted])


def end(each: Call) -> float:
    """Return when a call was answered, in seconds of the clock."""
    return each.began_at + each.spent / 1000


def columns(turns: tuple[Turn, ...], *, statements: int) -> str:
    """Return the columns of all turns: the median rate of statements, and the times of their scripts."""
    rate = statements * statistics.median(turn.rate for turn in turns)
    times = [spent for turn in turns for spent in turn.times]
    p50, p95, p99 = (percentile(times, share) for share in (0.50, 0.95, 0.99))
    return f"| {rate:>8.0f} {p50:>7.2f} {p95:>7.2f} {p99:>7.2f}"


if __name__ == "__main__":
    main()
