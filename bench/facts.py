"""How quick the facts of a table are found, and how well anomalies are detected.

    python bench/facts.py [--write]

Quality is judged on real series with faults put in at known rows; with --write the tables of
docs/detection.md are replaced. Needs the packages of requirements-dev.txt, and no database.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # `python bench/facts.py` looks for modules beside the script

from ai_ops.facts import findings, profile, scores  # noqa: E402 - after the path
from connectors import frames  # noqa: E402 - after the path
from tests.ai_ops.facts import judging, labelled, real_series  # noqa: E402 - after the path
from tests.ai_ops.facts.judging import Judgement  # noqa: E402 - after the path

DOCUMENT = ROOT / "docs" / "detection.md"
SEEDS = 2
ROWS, POINTS = 100_000, 10_000
TURNS = 3
UNSEEN_BY_BASELINE = ("gap", "flatline")


def main() -> None:
    """Measure and print; write the tables if asked."""
    parser = argparse.ArgumentParser(description="How quick facts are found, and how well anomalies are detected.")
    parser.add_argument("--write", action="store_true", help="replace the tables of docs/detection.md")
    parser.add_argument("--large", action="store_true", help="the same; there is one size")
    is_written = parser.parse_args().write
    print("\n".join(speed()), flush=True)
    sets = {"fresh": real_series.FRESH, "held-out": real_series.HELD_OUT, "tuning": real_series.TUNING}
    tables = {name: quality(series) for name, series in sets.items()}
    for name, lines in tables.items():
        print(f"\nQuality on the {name} series\n\n{lines}", flush=True)
    if is_written:
        write(tables)


def speed() -> Iterator[str]:
    """Yield how long profile and candidates of a large table take, and the scores of a long series."""
    data = large_csv()
    table = frames.read(data)
    yield f"Best of {TURNS}, wall-clock seconds:"
    yield f"  read {ROWS:,} rows x 20 columns of CSV: {best(lambda: frames.read(data)):.2f}"
    facts = best(lambda: findings.candidates(table, profile.profile(table)))
    yield f"  profile and candidates of them: {facts:.2f} (< 3)"
    grouped = frames.from_frame(large_groups())
    facts = best(lambda: findings.all_facts(grouped, profile.profile(grouped)))
    yield f"  profile and all facts of {ROWS:,} rows x 12 numbers and 7 dimensions: {facts:.2f} (< 3)"
    draw = np.random.default_rng(0)
    series = 10 * np.sin(np.arange(POINTS) / 24 * 2 * np.pi) + draw.normal(size=POINTS)
    yield f"  scores of {POINTS:,} points: {best(lambda: scores.score(series)):.2f} (< 0.5)"


def best(work: Callable[[], object]) -> float:
    """Return the least seconds of a few turns."""
    spent = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def large_csv() -> bytes:
    """Return a CSV of 19 columns of numbers beside one of times."""
    draw = np.random.default_rng(0)
    days = np.datetime64("2026-01-01T00:00") + np.arange(ROWS).astype("timedelta64[m]")
    columns = [days.astype(str), *(np.char.mod("%.2f", draw.random(ROWS)) for _ in range(10))]
    columns += [draw.integers(0, 100, ROWS).astype(str) for _ in range(9)]
    lines = [",".join(row) for row in zip(*columns, strict=True)]
    return "\n".join([",".join(["at", *(f"c{at}" for at in range(19))]), *lines]).encode()


def large_groups() -> pl.DataFrame:
    """Return a table of numbers by categories, one of which differs."""
    draw = np.random.default_rng(1)
    times = np.datetime64("2026-01-01T00:00", "us") + np.arange(ROWS).astype("timedelta64[m]")
    groups = {f"d{at}": draw.integers(0, 3 + 6 * at, ROWS) for at in range(7)}
    columns = {f"c{at}": draw.random(ROWS) + (groups["d1"] == at) for at in range(12)}
    names = {name: np.char.add("group ", places.astype(str)) for name, places in groups.items()}
    return pl.DataFrame({"at": times, **columns, **names})


def quality(names: Iterable[str]) -> str:
    """Return a Markdown table of precision and recall by kind, for ours and for the baseline."""
    ours = judging.judge(names, scores.score, seeds=SEEDS)
    other = judging.judge(names, judging.windowed_gaussian, seeds=SEEDS)
    seen = [kind for kind in labelled.KINDS if kind not in UNSEEN_BY_BASELINE]
    rows = [(kind, ours.of([kind]), other.of([kind])) for kind in labelled.KINDS]
    rows += [("**all**", ours, other), ("all but gap and flatline", ours.of(seen), other.of(seen))]
    return "\n".join([*HEAD, *(line(*row) for row in rows), *alarms(ours, other)])


HEAD = (
    "| Fault | Cases | Precision | Recall | F1 | Baseline's precision | Recall | F1 |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
)


def line(name: str, ours: Judgement, other: Judgement) -> str:
    """Return a row of the table."""
    cells = [f"{each:.2f}" for one in (ours, other) for each in (one.precision, one.recall, one.f1)]
    return f"| {name} | {ours.faults.total()} | {' | '.join(cells)} |"


def alarms(ours: Judgement, other: Judgement) -> Iterator[str]:
    """Yield the sentence on false alarms."""
    yield ""
    yield (
        f"False alarms per 1,000 clean rows: {ours.false_per_thousand:.2f}; "
        f"the baseline's: {other.false_per_thousand:.2f}."
    )


def write(tables: dict[str, str]) -> None:
    """Replace the tables of the document, each between its two marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, table in tables.items():
        before, rest = text.split(f"<!-- {name} -->\n")
        after = rest.split("<!-- end -->", maxsplit=1)[1]
        text = f"{before}<!-- {name} -->\n\n{table}\n\n<!-- end -->{after}"
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
