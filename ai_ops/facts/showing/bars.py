"""Categories as bars: how often each is there, or the mean of a measure in each."""

import numpy as np

from ai_ops.facts import categories, series
from ai_ops.facts.showing.subjects import Json, Subject
from ai_ops.facts.texts import cleaned

MOST = 12


def counts(subject: Subject) -> Json:
    """Return the most frequent values and how many rows each has, that of the fact marked."""
    found = categories.ranked(series.find(subject.frame, subject.column)).head(MOST)
    place = subject.fact.recipe.get("place", MOST)
    return as_json(subject, found.rows(), marked=[place] if place < len(found) else [], unit="rows")


def repeated(subject: Subject) -> Json:
    """Return the values that should be there once and are there most often."""
    found = categories.ranked(series.find(subject.frame, subject.column))
    rows = [each for each in found.head(MOST).rows() if each[1] > 1]
    return as_json(subject, rows, marked=[], unit="rows")


def means(subject: Subject) -> Json:
    """Return the mean of a measure in each category, the highest first, that of the fact marked."""
    values = series.numbers(subject.frame, subject.column)
    dimension = series.find(subject.frame, subject.fact.columns[1])
    places, marked = categories.places(dimension), int(subject.fact.recipe["place"])
    known = np.isfinite(values) & (places >= 0)
    rows = np.bincount(places[known])
    sums = np.bincount(places[known], weights=values[known])
    names = categories.ranked(dimension)["value"]
    most = [int(each) for each in np.flatnonzero(rows) if each != marked][: MOST - 1]
    chosen = sorted([*most, marked], key=lambda place: -sums[place] / rows[place])
    bars = [(names[place], float(sums[place] / rows[place])) for place in chosen]
    return as_json(subject, bars, marked=[chosen.index(marked)], unit=subject.unit(subject.column))


def as_json(subject: Subject, bars: list[tuple[str, float]], *, marked: list[int], unit: str) -> Json:
    """Return bars as plain data."""
    told = [[cleaned(str(name)), value] for name, value in bars]
    return {
        "type": "bar",
        "column": subject.aliases[subject.column],
        "unit": unit,
        "bars": told,
        "marked": marked,
    }
