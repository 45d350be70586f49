"""What a fact's numbers say in words: direction, ratio and rank, and of which findings it is evidence, how weighty.

docs/detection.md gives the thresholds' reasons.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl

from ai_ops.facts import categories, series, statistics
from ai_ops.facts.candidates import gap
from ai_ops.facts.candidates.base import Fact

Sign = Literal[-1, 0, 1]
Aspect = Literal["level", "spread", "cycle", "together", ""]
Severity = Literal["info", "notice", "warning", "critical"]
Confidence = Literal["low", "medium", "high"]

SEVERITIES: Final[tuple[Severity, ...]] = ("info", "notice", "warning", "critical")
CONFIDENCES: Final[tuple[Confidence, ...]] = ("low", "medium", "high")
NEVER: Final = math.inf
FEW_ROWS, SOME_ROWS = 30, 100
SMALL, LARGE = 0.1, 0.5  # of what was before
LESS_SURE: Final = 0.001
BY_KIND: Final[dict[str, Sign]] = {"spike": 1, "dip": -1}
BY_VALUE: Final = ("level_shift", "trend", "period_change", "correlation", "group_difference")
BESIDE_ONE: Final = ("drift", "changed_seasonality")
SIDES: Final = {
    "spike": ("usual", "value"),
    "dip": ("usual", "value"),
    "level_shift": ("before", "after"),
    "trend": ("start", "end"),
    "period_change": ("before", "last"),
    "group_difference": ("elsewhere", "here"),
}
ABOUT: Final[dict[str, Aspect]] = {
    **dict.fromkeys(("spike", "dip", "level_shift", "trend", "period_change", "group_difference"), "level"),
    "drift": "spread",
    "changed_seasonality": "cycle",
    "correlation": "together",
}


@dataclass(frozen=True)
class Weight:
    """From which strength on a kind is a notice, a warning, critical, and of medium and high confidence."""

    kinds: tuple[str, ...]
    severities: tuple[float, float, float]
    confidences: tuple[float, float]


WEIGHTS: Final[dict[str, Weight]] = {
    "spike": Weight(("anomaly",), (0.0, 0.6, 0.7), (0.53, 0.6)),
    "dip": Weight(("anomaly",), (0.0, 0.6, 0.7), (0.53, 0.6)),
    "level_shift": Weight(("level_shift", "comparison"), (0.0, 3.0, 6.0), (1.5, 4.0)),
    "trend": Weight(("trend",), (0.0, 0.6, NEVER), (0.5, 0.7)),
    "seasonality": Weight(("seasonality",), (NEVER, NEVER, NEVER), (0.4, 0.6)),
    "changed_seasonality": Weight(("seasonality", "comparison"), (0.0, 0.6, NEVER), (0.0, NEVER)),
    "drift": Weight(("distribution", "comparison"), (0.0, 0.5, NEVER), (0.0, NEVER)),
    "period_change": Weight(("comparison",), (0.0, 0.4, 0.8), (0.25, 0.5)),
    "correlation": Weight(("correlation",), (0.6, NEVER, NEVER), (0.0, 0.6)),
    "group_difference": Weight(("comparison",), (0.0, 0.5, NEVER), (0.0, 0.4)),
    "dominant_category": Weight(("distribution",), (0.9, NEVER, NEVER), (0.0, 0.0)),
    "flatline": Weight(("data_quality", "anomaly"), (0.0, 0.7, 1.0), (0.5, 0.7)),
    "missing_burst": Weight(("data_quality", "anomaly"), (0.0, 0.6, 0.7), (0.4, 0.6)),
    "gap": Weight(("data_quality",), (0.0, 1.0, 1.5), (0.0, 0.0)),
    "duplicate_keys": Weight(("data_quality",), (0.0, 0.0, NEVER), (0.0, 0.0)),
}
STATISTICS: Final = {
    **dict.fromkeys(("mean", "highest", "lowest", "last", "different"), frozenset({"distribution"})),
    "missing": frozenset({"data_quality"}),
}
COUNTED: Final = ("dominant_category", "gap", "duplicate_keys", statistics.KIND)
"""What is counted and not estimated, so that few rows make it no less sure."""


def direction_of(fact: Fact) -> Sign:
    """Return 1 for a rise or what lies above, -1 for a fall or what lies below, 0 for what has no direction.

    Of a correlation it is the coefficient's sign. See `aspect_of` for what it is that rises.
    """
    if fact.kind in BY_VALUE:
        return _sign(fact.value)
    if fact.kind in BESIDE_ONE:
        return _sign(fact.value - 1)
    return BY_KIND.get(fact.kind, 0)


def aspect_of(fact: Fact) -> Aspect:
    """Return what a fact's direction is about: the values' level, their spread, their cycle, or two columns together.

    A spread or a cycle that grows says nothing of whether the values do. "" has no direction.
    """
    return ABOUT.get(fact.kind, "")


def ratio_of(fact: Fact) -> float | None:
    """Return how many times as much there is after as before, or here as elsewhere; None where that says nothing."""
    if fact.kind in BESIDE_ONE:
        return fact.value or None
    names = SIDES.get(fact.kind)
    if names is None:
        return None
    numbers = {"value": fact.value, **fact.more}
    before, after = (numbers.get(name, math.nan) for name in names)
    return after / before if before > 0 and after >= 0 else None


def ranks_of(frame: pl.DataFrame, fact: Fact) -> frozenset[str]:
    """Return "highest" or "lowest" where nothing of the same kind in the table is higher, or lower.

    A spike's value among its series, a statistic among its column's values, a category's mean among
    those of all categories, its rows among theirs, a gap among the gaps.
    """
    find = RANKS.get(fact.kind)
    if find is None:
        return frozenset()
    value, others = find(frame, fact)
    known = others[np.isfinite(others)]
    ranks = {"highest": known.max(initial=-math.inf), "lowest": known.min(initial=math.inf)}
    return frozenset(name for name, most in ranks.items() if len(known) > 1 and math.isclose(value, most, rel_tol=1e-9))


def kinds_supported(fact: Fact) -> frozenset[str]:
    """Return the kinds of finding that a fact is evidence for; other facts may only stand beside it."""
    if fact.kind == statistics.KIND:
        return STATISTICS.get(str(fact.recipe.get("which")), frozenset())
    weight = WEIGHTS.get(fact.kind)
    return frozenset(weight.kinds) if weight else frozenset()


def severity_cap(fact: Fact) -> Severity:
    """Return the highest severity that a fact allows, by its strength and by how much changed."""
    weight = WEIGHTS.get(fact.kind)
    if weight is None:
        return "info"
    by_strength = sum(fact.strength >= least for least in weight.severities)
    return SEVERITIES[min(by_strength, size_cap(fact))]


def size_cap(fact: Fact) -> int:
    """Return the highest place of severity that the size of a change allows: a small one is no warning."""
    if fact.kind not in SIDES:
        return len(SEVERITIES) - 1
    ratio = ratio_of(fact)
    change = abs(ratio - 1) if ratio is not None else SMALL
    return 1 + (change >= SMALL) + (change >= LARGE)


def confidence(facts: Iterable[Fact]) -> Confidence:
    """Return how sure it is that facts are no chance: as sure as the least sure of them, statistics not counted.

    Statistics alone are sure: they are counted.
    """
    places = [sureness(fact) for fact in facts if fact.kind != statistics.KIND]
    return CONFIDENCES[min(places, default=len(CONFIDENCES) - 1)]


def sureness(fact: Fact) -> int:
    """Return a fact's place among the confidences, by strength, p, and the rows that it rests on."""
    weight = WEIGHTS.get(fact.kind)
    if weight is None:
        return 0
    found = sum(fact.strength >= least for least in weight.confidences)
    if fact.more.get("p", 0.0) > LESS_SURE:
        found = min(found, 1)
    return found if fact.kind in COUNTED else min(found, most_of_rows(int(fact.more.get("n", fact.rows))))


def most_of_rows(rows: int) -> int:
    """Return the highest place of confidence that so many rows allow."""
    return (rows >= FEW_ROWS) + (rows >= SOME_ROWS)


def _sign(value: float) -> Sign:
    return 1 if value > 0 else -1 if value < 0 else 0


def _in_series(frame: pl.DataFrame, fact: Fact) -> tuple[float, series.Floats]:
    return fact.value, series.series(frame, fact.columns[0], fact.recipe["time"]).values


def _in_column(frame: pl.DataFrame, fact: Fact) -> tuple[float, series.Floats]:
    is_value = fact.recipe["which"] in ("highest", "lowest", "last")
    return fact.value, statistics.known_of(frame, fact.columns[0]) if is_value else np.empty(0)


def _among_groups(frame: pl.DataFrame, fact: Fact) -> tuple[float, series.Floats]:
    values, places = series.numbers(frame, fact.columns[0]), categories.places(series.find(frame, fact.columns[1]))
    known = np.isfinite(values) & (places >= 0)
    counts = np.bincount(places[known])
    sums = np.bincount(places[known], weights=values[known])
    return fact.more["here"], sums[counts > 0] / counts[counts > 0]


def _among_categories(frame: pl.DataFrame, fact: Fact) -> tuple[float, series.Floats]:
    return fact.more["rows"], categories.ranked(series.find(frame, fact.columns[0]))["times"].cast(
        pl.Float64
    ).to_numpy()


def _among_gaps(frame: pl.DataFrame, fact: Fact) -> tuple[float, series.Floats]:
    return fact.more["seconds"], np.diff(gap.distinct_moments(frame, fact.columns[0]))


RANKS: Final[dict[str, Callable[[pl.DataFrame, Fact], tuple[float, series.Floats]]]] = {
    "spike": _in_series,
    "dip": _in_series,
    "statistic": _in_column,
    "group_difference": _among_groups,
    "dominant_category": _among_categories,
    "gap": _among_gaps,
}
