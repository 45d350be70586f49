"""Correlation: two measures that go together, by rank (Spearman), among all pairs (Benjamini and Hochberg 1995)."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates.association import correlate, follow, ranks
from ai_ops.facts.candidates.base import Candidate, Surroundings
from ai_ops.facts.recipes import Numbers, register

Floats = NDArray[np.float64]

FEWEST = 12
STRONG = 0.4
LIKELY = 0.01
MOST_ROWS = 2000
MOST_COLUMNS = 20
MOST = 6


def find(around: Surroundings) -> Iterator[Candidate]:
    """Yield the strongest pairs."""
    names = [measure.name for measure in around.measures][:MOST_COLUMNS]
    found = pairs(around.frame, names, around.profile.time)
    strong = [(pair, one) for pair, one in found.items() if abs(one["value"]) >= STRONG and one["p"] <= LIKELY]
    for pair, one in sorted(strong, key=lambda each: -abs(each[1]["value"]))[:MOST]:
        shared = {"among": names, "time": around.profile.time}
        recipe = {"function": "correlation", "one": pair[0], "other": pair[1]} | shared
        yield Candidate("correlation", abs(one["value"]), pair, recipe)


def pairs(frame: pl.DataFrame, names: Sequence[str], time: str) -> dict[tuple[str, str], Numbers]:
    """Return for each pair the correlation, the rows it rests on, and p among all pairs."""
    columns = {name: thinned(series.series(frame, name, time).values) for name in names}
    found = {pair: together(columns[pair[0]], columns[pair[1]]) for pair in combinations(names, 2)}
    adjusted = adjust([one["p"] for one in found.values()])
    return {pair: one | {"p": p} for (pair, one), p in zip(found.items(), adjusted, strict=True)}


def thinned(values: Floats) -> Floats:
    """Return at most so many rows, evenly spaced."""
    return values[:: -(-len(values) // MOST_ROWS) or 1]


def together(one: Floats, other: Floats) -> Numbers:
    """Return the rank correlation of the rows that both have, its n, and p.

    Rows that follow each other count for less, by Bartlett's formula of 1935 for the effective n.
    """
    known = np.isfinite(one) & np.isfinite(other)
    count = int(known.sum())
    if count < FEWEST:
        return {"value": 0.0, "n": float(count), "p": 1.0}
    first, second = ranks(one[known]), ranks(other[known])
    value = correlate(first, second)
    both = max(0.0, follow(first)) * max(0.0, follow(second))
    effective = max(4.0, count * (1 - both) / (1 + both))
    z = abs(math.atanh(min(abs(value), 0.999999))) * math.sqrt(effective - 3)
    return {"value": value, "n": float(count), "p": math.erfc(z / math.sqrt(2))}


def adjust(ps: Sequence[float]) -> list[float]:
    """Return each p among all of them: the false discovery rate at which it would be kept."""
    order = np.argsort(ps, kind="stable")[::-1]
    count = len(ps)
    adjusted, least = [0.0] * count, 1.0
    for rank, place in zip(range(count, 0, -1), order, strict=True):
        least = min(least, ps[place] * count / rank)
        adjusted[place] = least
    return adjusted


@register
def correlation(frame: pl.DataFrame, one: str, other: str, *, among: Sequence[str], time: str) -> Numbers:
    """Return the rank correlation of two columns, its n, and p among all pairs of the columns."""
    return pairs(frame, list(among), time)[one, other]
