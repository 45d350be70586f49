"""How quick rules are tried on the past: a year of minutes, five rules, and the candidates of a field.

    python bench/rules.py

Needs the packages of requirements-dev.txt, and no database.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # `python bench/rules.py` looks for modules beside the script

from ai_ops.rules import backtest, mending, stepping, thresholds, timeline  # noqa: E402 - after the path
from ai_ops.rules.model import Condition, Operator, Rule  # noqa: E402 - after the path
from ai_ops.rules.problems import Setting  # noqa: E402 - after the path
from ai_ops.rules.state import begin  # noqa: E402 - after the path
from connectors import frames  # noqa: E402 - after the path

MINUTES = 365 * 24 * 60
TURNS = 3
STEPPED = 20_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How quick rules are tried on the past.")
    parser.add_argument("--large", action="store_true", help="the same; there is one size")
    parser.parse_args()
    print("\n".join(speed()), flush=True)


def speed() -> Iterator[str]:
    """Yield how long each work takes."""
    table = year()
    yield f"Best of {TURNS}, wall-clock seconds, {MINUTES:,} rows:"
    yield f"  back-test of five rules, columns read anew: {best(lambda: tried(table, five())):.2f} (< 1)"
    noisy = [at_odds(value) for value in (100.0, 100.2, 99.8, 100.5, 99.5)]
    yield f"  the same of five rules that fire at every fifth row or so: {best(lambda: tried(table, noisy)):.2f}"
    rows = timeline.of(table)
    yield f"  candidates of one field, each tried: {best(lambda: thresholds.thresholds(rows, 'load')):.2f}"
    yield f"  check and mend of five noisy rules: {best(lambda: mending.mend(noisy, Setting(rows))):.2f}"
    few = list(rows.rows())[:STEPPED]
    rule = five()[0]
    state = begin(rule, step=rows.step)
    yield f"  {STEPPED:,} rows, one by one: {best(lambda: stepping.run(rule, state, few)):.2f}"


def best(work: Callable[[], object]) -> float:
    """Return the least seconds of a few turns."""
    spent = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def tried(table: frames.Table, rules: list[Rule]) -> list[backtest.Backtest]:
    """Return the back-tests of rules on a table."""
    rows = timeline.of(table)
    return [backtest.backtest(rule, rows) for rule in rules]


def year() -> frames.Table:
    """Return a year of minutes: a load with its days and its noise, a temperature with gaps, a status."""
    draw = np.random.default_rng(0)
    minutes = np.arange(MINUTES)
    load = 100 + 20 * np.sin(minutes / 1440 * 2 * np.pi) + draw.normal(0, 4, MINUTES)
    warmth = np.where(draw.integers(0, 100, MINUTES) == 0, np.nan, 20 + 5 * np.cos(minutes / 1440 * 2 * np.pi))
    status = np.where(draw.integers(0, 2000, MINUTES) == 0, "down", "up")
    start = datetime(2026, 1, 1)  # noqa: DTZ001 - tables hold no zones
    at = pl.datetime_range(start, start + timedelta(minutes=MINUTES - 1), "1m", eager=True)
    return frames.from_frame(pl.DataFrame({"at": at, "load": load, "warmth": warmth, "status": status}))


def five() -> list[Rule]:
    """Return five rules of several kinds."""
    high = Condition(field="load", op=Operator.GT, value_kind="number", value=125.0)
    crossing = Condition(field="load", op=Operator.CROSSES_BELOW, value_kind="number", value=75.0)
    warm = Condition(field="warmth", op=Operator.GE, value_kind="number", value=24.0)
    down = Condition(field="status", op=Operator.EQ, value_kind="text", value="down")
    above = Condition(field="load", op=Operator.LT, value_kind="field", value="warmth")
    return [
        Rule(name="High", conditions=(high,), for_seconds=600, clear_value=115.0),
        Rule(name="Crossing", conditions=(crossing,), clear_value=85.0, cooldown_seconds=3600),
        Rule(name="Warm and high", conditions=(warm, high), keep_seconds=300),
        Rule(name="Down or low", logic="ANY", conditions=(down, above), cooldown_seconds=60),
        Rule(name="Down", conditions=(down,)),
    ]


def at_odds(value: float) -> Rule:
    """Return a rule that noise sets off again and again."""
    return Rule(name="Noisy", conditions=(Condition(field="load", op=Operator.GT, value_kind="number", value=value),))


if __name__ == "__main__":
    main()
