"""What is shown beside a fact: a chart, and rows of the table, both complete in themselves."""

from collections.abc import Callable, Mapping
from typing import Final

from polars.exceptions import PolarsError

from ai_ops.facts.candidates.base import Fact
from ai_ops.facts.profile import Profile
from ai_ops.facts.showing import bars, clouds, lines, windows
from ai_ops.facts.showing.subjects import WHOLE, Json, Subject
from connectors.errors import DataError
from connectors.frames import Table

CHARTS: Final[dict[str, Callable[[Subject], Json | None]]] = {
    **dict.fromkeys(WHOLE, lines.line),
    **dict.fromkeys(("spike", "dip", "level_shift", "flatline", "missing_burst", "period_change"), lines.line),
    **dict.fromkeys(("highest", "lowest", "last"), clouds.of_value),
    "gap": lines.line_around_gap,
    "mean": clouds.distribution,
    "correlation": clouds.scatter,
    "dominant_category": bars.counts,
    "different": bars.counts,
    "duplicate_keys": bars.repeated,
    "group_difference": bars.means,
}


def chart_of(table: Table, profile: Profile, fact: Fact, *, aliases: Mapping[str, str]) -> Json | None:
    """Return a fact's chart as plain data: a line, bars, a distribution or a scatter; None where there is none.

    `aliases` are those of the columns by name. Never raises: a fact that does not fit the table has no chart.
    """
    subject = Subject(table.frame, profile, fact, aliases)
    draw = CHARTS.get(subject.kind)
    return shown(draw, subject) if draw else None


def rows_of(table: Table, profile: Profile, fact: Fact) -> Json | None:
    """Return the rows of a fact with a few before and after in order of time, as texts. Never raises.

    Of duplicate keys, the rows that share a value stand together. Where a fact is true of all
    rows, none is marked and the last ones are shown.
    """
    return shown(windows.rows_of, Subject(table.frame, profile, fact, {}))


def shown(draw: Callable[[Subject], Json | None], subject: Subject) -> Json | None:
    """Return what a subject is shown with, None where it does not fit its table."""
    try:
        return draw(subject)
    except (DataError, PolarsError, ValueError, IndexError, KeyError, TypeError):
        return None
