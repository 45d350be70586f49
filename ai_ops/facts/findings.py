"""All candidates of a table, numbered, each with the numbers that its own recipe gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

import numpy as np
import polars as pl

from ai_ops.facts import categories, series, statistics
from ai_ops.facts.candidates import (
    correlation,
    dip,
    dominant_category,
    drift,
    duplicate_keys,
    flatline,
    gap,
    group_difference,
    level_shift,
    missing_burst,
    period_change,
    seasonality,
    spike,
    trend,
)
from ai_ops.facts.candidates.base import Candidate, Fact, MeasureFinder, Surroundings, TableFinder
from ai_ops.facts.profile import Profile, shown
from ai_ops.facts.recipes import Numbers, recompute
from ai_ops.facts.texts import cleaned
from connectors.errors import DataError
from connectors.frames import Table

OF_MEASURES: tuple[MeasureFinder, ...] = tuple(
    each.find for each in (spike, dip, level_shift, trend, seasonality, flatline, missing_burst, period_change, drift)
)
OF_TABLES: tuple[TableFinder, ...] = tuple(
    each.find for each in (gap, duplicate_keys, dominant_category, correlation, group_difference)
)
MOST_OF_KIND = 12
MOST = 80
MOST_IN_ALL = 120


def candidates(table: Table, profile: Profile) -> tuple[Fact, ...]:
    """Return the facts F1 to Fn of a table that may be worth telling, the strongest first."""
    around = Surroundings(table.frame, profile)
    return numbered(chosen(around), around)


def all_facts(table: Table, profile: Profile) -> tuple[Fact, ...]:
    """Return the candidates of a table as `candidates` numbers them, and plain statistics after them."""
    around = Surroundings(table.frame, profile)
    return numbered([*chosen(around), *statistics.find(around)][:MOST_IN_ALL], around)


def chosen(around: Surroundings) -> list[Candidate]:
    """Return the strongest candidates, the strongest first."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return sorted(few_of_each(search(around)), key=rank)[:MOST]


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


def numbered(found: Sequence[Candidate], around: Surroundings) -> tuple[Fact, ...]:
    """Return candidates as facts, numbered in their order. What is too large to be a number is left out."""
    stated = ((one, recompute(around.frame, one.recipe)) for one in found)
    held = ((one, numbers) for one, numbers in stated if np.isfinite(list(numbers.values())).all())
    return tuple(as_fact(one, numbers, around=around, number=at) for at, (one, numbers) in enumerate(held, start=1))


def as_fact(one: Candidate, numbers: Numbers, *, around: Surroundings, number: int) -> Fact:
    """Return a candidate with its numbers."""
    first, last = one.span or (None, None)
    since, until = times_of(one, around)
    return Fact(
        id=f"F{number}",
        kind=one.kind,
        value=numbers["value"],
        unit=one.unit,
        columns=one.columns,
        rows=around.frame.height,
        first=first,
        last=last,
        since=since,
        until=until,
        strength=round(one.strength, 3),
        more={name: number for name, number in numbers.items() if name != "value"},
        recipe=one.recipe,
    )


def times_of(one: Candidate, around: Surroundings) -> tuple[str, str]:
    """Return the times of a candidate's first and last row, "" where the table has none."""
    if one.span is None or not around.profile.time:
        return "", ""
    moments = moments_of(one, around)
    if moments is None:
        return "", ""
    first, last = (float(moments[min(at, len(moments) - 1)]) for at in one.span)
    return shown(first), shown(last)


def moments_of(one: Candidate, around: Surroundings) -> series.Floats | None:
    """Return the times that a candidate's span counts: of all rows, of a measure's series, or each time once."""
    if one.kind == statistics.KIND:
        return series.ordered_moments(around.frame, around.profile.time)
    measure = next((each for each in around.measures if each.name == one.columns[0]), None)
    return gap.distinct_moments(around.frame, around.profile.time) if measure is None else measure.series.seconds


def label_of(frame: pl.DataFrame, fact: Fact) -> str:
    """Return what a fact is about beside its columns: a category, cleaned and cut to 40 characters; a statistic's name.

    "" where there is nothing of the kind.
    """
    place = fact.recipe.get("place")
    if place is None:
        return str(fact.recipe.get("which", ""))
    dimension = str(fact.recipe.get("dimension", fact.recipe["column"]))
    return cleaned(categories.name_at(series.find(frame, dimension), place))


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
