"""Print what is true in a file: its profile, candidates for findings, and anomaly scores. Needs no database."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ai_ops.facts import findings, profile, scores, series, words
from connectors import frames
from connectors.errors import DataError
from connectors.frames import Table


class Command(BaseCommand):
    help = "Print the profile of a CSV, Excel or JSON file, the facts that stand out in it, and anomaly scores."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a CSV, Excel or JSON file")
        parser.add_argument("--json", action="store_true", help="print one JSON object: profile, candidates, scores")
        parser.add_argument(
            "--scores", metavar="COLUMN", help="score each row of this column, 0 to 1, 0.5 is an anomaly"
        )
        parser.add_argument(
            "--time", metavar="COLUMN", help="the column of times to go by; scores stay in the file's order"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = frames.read_file(Path(options["file"]))
            report = self.report(table, time=options["time"] or "", scored=options["scores"], as_json=options["json"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except DataError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(report)

    def report(self, table: Table, *, time: str, scored: str | None, as_json: bool) -> str:
        """Return what to print. Raises DataError."""
        given = [] if scored is None else score_rows(table, scored, time=time)
        if time:
            series.moments(table.frame, time)  # refuses a column that holds none
        found = profile.profile(table, time=time)
        facts = findings.candidates(table, found)
        if not as_json:
            return "\n".join([*words.lines(table, found, facts), *score_lines(given)])
        document: dict[str, Any] = {
            "profile": profile.as_json(found),
            "candidates": [findings.as_json(fact) for fact in facts],
        }
        if scored is not None:
            document["scores"] = given
        return json.dumps(document, ensure_ascii=False, allow_nan=False)


def score_lines(given: list[float]) -> list[str]:
    """Return the rows whose score says that they are an anomaly."""
    high = [(row, score) for row, score in enumerate(given, start=1) if score >= scores.THRESHOLD]
    lines = [f"  row {row:,}: {score:.2f}" for row, score in high]
    return ["", f"{len(high)} of {len(given):,} rows score {scores.THRESHOLD} or more:", *lines] if given else []


def score_rows(table: Table, column: str, *, time: str) -> list[float]:
    """Return one score for each row, in the file's order; 0 where no row has a value. Raises DataError."""
    is_empty = series.find(table.frame, column).null_count() == table.frame.height
    values = np.full(table.frame.height, np.nan) if is_empty else series.numbers(table.frame, column)
    if not time:
        return [round(float(each), 6) for each in scores.score(values)]
    seconds = series.moments(table.frame, time)
    order = series.in_order(seconds)
    found = np.zeros(len(values))
    found[order] = scores.score(values[order], seconds[order])
    return [round(float(each), 6) for each in found]
