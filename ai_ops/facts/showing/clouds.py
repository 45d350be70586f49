"""Values without their order: how they are distributed, and two columns beside each other."""

import math

import numpy as np

from ai_ops.facts import series
from ai_ops.facts.showing import binning, lines
from ai_ops.facts.showing.subjects import Json, Subject

BINS = 24
FEWEST_BINS = 6
MOST_POINTS = 400


def distribution(subject: Subject) -> Json:
    """Return how many values of the fact's column lie in each bin, that of the fact's value marked."""
    values = series.numbers(subject.frame, subject.column)
    known = values[np.isfinite(values)]
    counts, edges = binning.counts(known, max(FEWEST_BINS, min(BINS, math.isqrt(len(known)))))
    marked = min(int(np.searchsorted(edges, subject.fact.value, side="right")) - 1, len(counts) - 1)
    return {
        "type": "distribution",
        "column": subject.aliases[subject.column],
        "unit": subject.unit(subject.column),
        "edges": edges.tolist(),
        "counts": counts.tolist(),
        "marked": [max(marked, 0)],
    }


def of_value(subject: Subject) -> Json:
    """Return a line with the row of a value, or the distribution where rows have no order or share their moments."""
    return lines.line(subject) if subject.time and not subject.is_averaged else distribution(subject)


def scatter(subject: Subject) -> Json:
    """Return the rows that have values in both columns of a fact, evenly thinned, as points."""
    one, other = (series.series(subject.frame, name, subject.time).values for name in subject.fact.columns)
    known = np.flatnonzero(np.isfinite(one) & np.isfinite(other))
    rows = known[:: -(-len(known) // MOST_POINTS) or 1]
    return {
        "type": "scatter",
        "column": subject.aliases[subject.fact.columns[0]],
        "other": subject.aliases[subject.fact.columns[1]],
        "points": np.column_stack([one[rows], other[rows]]).tolist(),
    }
