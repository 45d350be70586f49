"""The rows of a fact in order of time, with a few before and after."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ai_ops.facts import categories, series
from ai_ops.facts.showing.cells import LONGEST, text_of
from ai_ops.facts.showing.subjects import Json, Subject
from ai_ops.facts.texts import cleaned

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

MOST_ROWS = 24
MOST_COLUMNS = 8
BESIDE = 5
IN_COLUMN = ("highest", "lowest", "last")


def rows_of(subject: Subject) -> Json:
    """Return the rows as plain data; the last ones, none marked, for what is true of all."""
    order = in_order(subject)
    if subject.kind == "duplicate_keys":
        return repeated(subject, order)
    mask = marked(subject, order)
    begin, end = window(mask)
    places = np.arange(begin, end)
    return as_json(subject, order, places, marks=np.flatnonzero(mask[places]))


def in_order(subject: Subject) -> Rows:
    """Return the places of the frame's rows in order of time, or as they are."""
    if not subject.time:
        return np.arange(subject.frame.height)
    return series.in_order(series.moments(subject.frame, subject.time))


def marked(subject: Subject, order: Rows) -> Mask:
    """Return which of the ordered rows a fact is about."""
    if subject.kind == "missing":
        return series.find(subject.frame, subject.column).is_null().to_numpy()[order]
    if "place" in subject.fact.recipe:
        places = categories.places(series.find(subject.frame, subject.fact.columns[-1]))
        return np.asarray(places[order] == subject.fact.recipe["place"])
    if subject.span is None:
        return np.zeros(len(order), dtype=np.bool_)
    return sides(subject) if subject.kind == "gap" else spanned(subject, *subject.span)


def spanned(subject: Subject, first: int, last: int) -> Mask:
    """Return the rows of a span; of two periods that are compared, those of the last one."""
    if subject.kind == "period_change":
        first = last + 1 - int(subject.fact.recipe["length"])
    if subject.kind not in IN_COLUMN and subject.is_averaged:
        moments = np.unique(subject.moments)
        return np.asarray((subject.moments >= moments[first]) & (subject.moments <= moments[last]))
    rows = np.arange(len(subject.moments) if subject.time else subject.frame.height)
    return np.asarray((rows >= first) & (rows <= last))


def sides(subject: Subject) -> Mask:
    """Return the last row before a gap, and the first one after it."""
    mask = np.zeros(len(subject.moments), dtype=np.bool_)
    after = int(np.searchsorted(subject.moments, np.unique(subject.moments)[subject.span[1]])) if subject.span else 1
    mask[after - 1 : after + 1] = True
    return mask


def window(mask: Mask) -> tuple[int, int]:
    """Return the first row that is shown, and the one after the last."""
    rows = np.flatnonzero(mask)
    if not len(rows):
        return max(0, len(mask) - MOST_ROWS), len(mask)
    begin = max(0, int(rows[0]) - BESIDE)
    return begin, min(len(mask), begin + MOST_ROWS, int(rows[-1]) + 1 + BESIDE)


def repeated(subject: Subject, order: Rows) -> Json:
    """Return rows that share their value, together, those that repeat an earlier one marked."""
    values = series.find(subject.frame, subject.column)[order]
    shared = pl.DataFrame({"value": values, "place": np.arange(len(order))})
    shared = shared.filter(values.is_not_null() & values.is_duplicated())
    firsts = pl.col("place").min().over("value")
    shown = shared.with_columns(first=firsts).sort("first", "place").head(MOST_ROWS)
    marks = np.flatnonzero((shown["place"] > shown["first"]).to_numpy())
    return as_json(subject, order, shown["place"].to_numpy(), marks=marks)


def as_json(subject: Subject, order: Rows, places: Rows, *, marks: Rows) -> Json:
    """Return rows as plain data. `numbers` counts each row in order of time, from 1; `first` is the first of them."""
    names = list(dict.fromkeys([*filter(None, [subject.time]), *subject.fact.columns, *subject.frame.columns]))
    part = subject.frame.select(names[:MOST_COLUMNS])[order[places]]
    numbers = (places + 1).tolist()
    return {
        "columns": [cleaned(name, LONGEST) for name in part.columns],
        "rows": [[text_of(cell) for cell in row] for row in part.rows()],
        "first": numbers[0] if numbers else 1,
        "numbers": numbers,
        "marked": marks.tolist(),
        "total": subject.frame.height,
    }
