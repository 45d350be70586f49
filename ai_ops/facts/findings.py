"""All candidates of a table, numbered, each with the numbers that its own recipe gives."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

import numpy as np
import polars as pl

from ai_ops.facts.candidates import (
    correlation,
    dip,
    dominant_category,
    drift,
    duplicate_keys,
    flatline,
    gap,
    level_shift,
    missing_burst,
    period_change,
    seasonality,
    spike,
    trend,
)
from ai_ops.facts.candidates.base import Candidate, Fact, MeasureFinder, Surroundings, TableFinder
from ai_ops.facts.profile import Profile, shown
from ai_ops.facts.recipes import recompute
from connectors.errors import DataError
from connectors.frames import Table

OF_MEASURES: tuple[MeasureFinder, ...] = tuple(
    each.find for each in (spike, dip, level_shift, trend, seasonality, flatline, missing_burst, period_change, drift)
)
OF_TABLES: tuple[TableFinder, ...] = tuple(each.find for each in (gap, duplicate_keys, dominant_category, correlation))
MOST_OF_KIND = 12
MOST = 80


def candidates(table: Table, profile: Profile) -> tuple[Fact, ...]:
    """Return the facts F1 to Fn of a table, the strongest first."""
    around = Surroundings(table.frame, profile)
    chosen = sorted(few_of_each(search(around)), key=rank)[:MOST]
    return tuple(as_fact(one, around, number) for number, one in enumerate(chosen, start=1))


def search(around: Surroundings) -> Iterator[Candidate]:
    """Yield what each finder finds."""
    for find_in_table in OF_TABLES:
        yield from find_in_table(around)
    for measure in around.measures:
        for find_in_measure in () if measure.is_empty else OF_MEASURES:
            yield from find_in_measure(measure)


def few_of_each(found: Iterator[Candidate]) -> Iterator[Candidate]:
    """Yield the strongest of each kind."""
    ordered = sorted(found, key=lambda one: (one.kind, *rank(one)))
    for _, group in groupby(ordered, key=lambda one: one.kind):
        yield from list(group)[:MOST_OF_KIND]


def rank(one: Candidate) -> tuple[float, str, tuple[str, ...], str]:
    """Return what candidates are sorted by, so that the same table always gives the same numbers."""
    return -round(one.strength, 9), one.kind, one.columns, str(one.span)


def as_fact(one: Candidate, around: Surroundings, number: int) -> Fact:
    """Return a candidate with its numbers."""
    numbers = recompute(around.frame, one.recipe)
    first, last = one.span or (None, None)
    since, until = times_of(one, around)
    value = numbers.pop("value")
    return Fact(
        id=f"F{number}",
        kind=one.kind,
        value=value,
        unit=one.unit,
        columns=one.columns,
        rows=around.frame.height,
        first=first,
        last=last,
        since=since,
        until=until,
        strength=round(one.strength, 3),
        more=numbers,
        recipe=one.recipe,
    )


def times_of(one: Candidate, around: Surroundings) -> tuple[str, str]:
    """Return the times of a candidate's first and last row, "" where the table has none."""
    if one.span is None or not around.profile.time:
        return "", ""
    measure = next((each for each in around.measures if each.name == one.columns[0]), None)
    moments = gap.distinct_moments(around.frame, around.profile.time) if measure is None else measure.series.seconds
    if moments is None:
        return "", ""
    first, last = (float(moments[min(at, len(moments) - 1)]) for at in one.span)
    return shown(first), shown(last)


def is_confirmed(frame: pl.DataFrame, fact: Fact) -> bool:
    """Return whether a fact's recipe gives its numbers again on a frame."""
    try:
        numbers = recompute(frame, fact.recipe)
    except DataError:
        return False
    stated = {"value": fact.value, **fact.more}
    return stated.keys() == numbers.keys() and all(
        np.array_equal(stated[name], numbers[name], equal_nan=True) for name in stated
    )


def as_json(fact: Fact) -> dict[str, Any]:
    """Return a fact as plain data."""
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in asdict(fact).items()}
