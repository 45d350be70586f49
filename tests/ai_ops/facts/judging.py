"""Judge a detector by events on labelled series, and the baseline that it has to beat."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from ai_ops.facts import scores
from tests.ai_ops.facts import labelled
from tests.ai_ops.facts.labelled import Labelled
from tests.ai_ops.facts.real_series import Floats

Detector = Callable[[Floats], Floats]

PROBATION = 0.15  # of a series, in which no alarm counts
WINDOW = 50
BASELINE_FLOOR = 4.0  # minus log10 p that scores 0.5; of 3 to 6, the best on the tuning series


@dataclass
class Judgement:
    """Faults and found faults by kind, false alarms, and what they come to."""

    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    clean_alarms: int = 0
    clean_rows: int = 0

    @property
    def recall(self) -> float:
        return self.found.total() / self.faults.total()

    @property
    def precision(self) -> float:
        return self.found.total() / max(1, self.found.total() + self.false.total())

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def false_per_thousand(self) -> float:
        return 1000 * self.clean_alarms / self.clean_rows


def judge(names: Iterable[str], detect: Detector, *, seeds: int = 1) -> Judgement:
    """Return how a detector does on each fault of each series, and on the series as they are."""
    verdict, chosen = Judgement(), list(names)
    for case in labelled.cases(chosen, seeds=seeds):
        add(verdict, case, detect(case.values))
    for case in labelled.clean(chosen, seeds=seeds):
        begin = int(PROBATION * len(case.values))
        verdict.clean_alarms += sum(event.first >= begin for event in scores.events(detect(case.values)))
        verdict.clean_rows += len(case.values) - begin
    return verdict


def add(verdict: Judgement, case: Labelled, given: Floats) -> None:
    """Count one case: a fault is found if an event touches its rows; each other event is false."""
    begin = int(PROBATION * len(given))
    events = [event for event in scores.events(given) if event.first >= begin]
    right = [event for event in events if event.last >= case.first and event.first <= case.last]
    verdict.faults[case.kind] += 1
    verdict.found[case.kind] += bool(right)
    verdict.false[case.kind] += len(events) - len(right)


def windowed_gaussian(values: Floats) -> Floats:
    """Score by the normal tail beside mean and deviation of the rows before; missing rows are skipped."""
    found = np.zeros(len(values))
    known = np.flatnonzero(np.isfinite(values))
    series = values[known]
    for place in range(8, len(series)):
        before = series[max(0, place - WINDOW) : place]
        spread = before.std()
        z = abs(series[place] - before.mean()) / spread if spread > 0 else 0.0
        surprise = min(-math.log10(max(math.erfc(z / math.sqrt(2)), 1e-300)), 300.0)
        found[known[place]] = surprise / (surprise + BASELINE_FLOOR)
    return found
