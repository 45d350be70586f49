"""A column over time, or over the file's rows, with the span of a fact."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts import series
from ai_ops.facts.candidates import gap
from ai_ops.facts.profile import Role, shown
from ai_ops.facts.showing import thinning
from ai_ops.facts.showing.subjects import Json, Subject

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
type Span = tuple[int, int]

MOST_MISSING = 40  # points that stand for the time without rows
SHORT = 1 / 40  # of the rows: a shorter span is shown with the rows beside it alone
BESIDE = 8  # times its length, on each side


def line(subject: Subject) -> Json:
    """Return the fact's column as a line."""
    values = subject.course.values
    rows = rows_near(values, subject.span)
    span = None if subject.span is None else [int(np.searchsorted(rows, each)) for each in subject.span]
    points = [[label(subject.course, int(row)), number(values[row])] for row in rows]
    return as_json(subject, subject.column, points, span)


def line_around_gap(subject: Subject) -> Json | None:
    """Return the table's first measure as a line, with points of no value where time passed without rows."""
    name = next(iter(subject.profile.named(Role.MEASURE)), None)
    if name is None or subject.fact.first is None:
        return None
    found = series.series(subject.frame, name, subject.time)
    seconds = series.moments(subject.frame, subject.time) if found.seconds is None else found.seconds
    moments = gap.distinct_moments(subject.frame, subject.time)
    begin, end = moments[subject.fact.first], moments[subject.fact.first + 1]
    before, after = int(np.searchsorted(seconds, begin, side="right")) - 1, int(np.searchsorted(seconds, end))
    rows = rows_near(found.values, (before, after), most=thinning.MOST - MOST_MISSING)
    points = [[shown(float(seconds[row])), number(found.values[row])] for row in rows]
    at = int(np.searchsorted(rows, after))
    missing = max(1, min(MOST_MISSING, round(subject.fact.value * len(rows) / max(int(rows[-1] - rows[0]), 1))))
    between = np.linspace(begin, end, missing + 2)[1:-1]
    points[at:at] = [[shown(float(each)), None] for each in between]
    return as_json(subject, name, points, [at - 1, at + missing])


def rows_near(values: Floats, span: Span | None, *, most: int = thinning.MOST) -> Places:
    """Return the rows to draw a line through: all, thinned, or those around a span that is too short to be seen."""
    if span is None or len(values) <= most or span[1] - span[0] >= SHORT * len(values):
        return thinning.thinned(values, span, most=most)
    beside = max((most - (span[1] - span[0])) // 2, BESIDE * (span[1] - span[0] + 1))
    start = max(min(span[0] - beside, len(values) - most), 0)
    end = min(max(span[1] + beside, most), len(values))
    return start + thinning.thinned(values[start:end], (span[0] - start, span[1] - start), most=most)


def as_json(subject: Subject, name: str, points: Sequence[Sequence[object]], span: list[int] | None) -> Json:
    """Return a line as plain data."""
    about = {"type": "line", "column": subject.aliases[name], "unit": subject.unit(name)}
    return {**about, "points": points, "span": span}


def label(found: series.Series, row: int) -> str:
    """Return the time of a row, or its number."""
    return str(row + 1) if found.seconds is None else shown(float(found.seconds[row]))


def number(value: float) -> float | None:
    """Return a number as JSON can hold it."""
    return float(value) if math.isfinite(value) else None
