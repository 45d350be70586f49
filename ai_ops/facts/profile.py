"""The profile of a table: how long, over which time, and what each column holds. Vectorised."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import numpy as np
import polars as pl

from ai_ops.facts import series
from ai_ops.facts.categories import ranked
from connectors.frames import Table
from connectors.kinds.base import NUMERIC, TEMPORAL, Field, Kind

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
TOP = 5
GAP = 1.5  # steps
DAY = 86_400
STEPS = (
    *((1, "second"), (60, "minute"), (3600, "hour"), (DAY, "day"), (7 * DAY, "week")),
    *((30 * DAY, "month"), (31 * DAY, "month"), (91 * DAY, "quarter"), (92 * DAY, "quarter"), (365 * DAY, "year")),
)


class Role(StrEnum):
    """What a column is for."""

    TIME = "time"
    MEASURE = "measure"
    DIMENSION = "dimension"
    ID = "id"
    TEXT = "text"
    CONSTANT = "constant"


@dataclass(frozen=True)
class ColumnProfile:
    """What one column holds. Numbers are None where the column has none; quantiles are of 5, 25, 50, 75, 95 %."""

    name: str
    kind: str
    unit: str
    role: str
    nulls: int
    distinct: int
    mean: float | None = None
    spread: float | None = None
    lowest: float | None = None
    highest: float | None = None
    quantiles: tuple[float, ...] = ()
    zeros: int | None = None
    top: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Profile:
    """What a table holds. `step` is the usual distance of two moments, in seconds; `gaps` are longer ones."""

    rows: int
    time: str
    since: str
    until: str
    step: float | None
    step_name: str
    gaps: int
    stale: float | None
    columns: tuple[ColumnProfile, ...]

    def named(self, role: Role) -> list[str]:
        """Return the names of the columns of a role."""
        return [column.name for column in self.columns if column.role == role]


def profile(table: Table, *, now: datetime | None = None, time: str = "") -> Profile:
    """Return the profile of a table; `time` names the column to go by, else the best is taken.

    `stale` is how many steps before `now` the data ends, None where that is not known.
    """
    time = time or time_column(table)
    columns = tuple(
        column_profile(table.frame[field.name], field, is_time=field.name == time) for field in table.fields
    )
    known = np.unique(series.moments(table.frame, time)) if time else np.empty(0)
    known = known[np.isfinite(known)]
    step = float(np.median(np.diff(known))) if len(known) > 1 else None
    gaps = int(np.count_nonzero(np.diff(known) > GAP * step)) if step else 0
    since, until = (shown(known[0]), shown(known[-1])) if len(known) else ("", "")
    stale = round((now.timestamp() - known[-1]) / step, 1) if now and step else None
    return Profile(table.frame.height, time, since, until, step, step_name(step), gaps, stale, columns)


def as_json(found: Profile) -> dict[str, Any]:
    """Return a profile as plain data."""
    return asdict(found)


def time_column(table: Table) -> str:
    """Return the column of times with the most different values, then one of years, or ""."""
    times = [field.name for field in table.fields if field.kind in TEMPORAL]
    if times:
        return max(times, key=lambda name: table.frame[name].n_unique() - table.frame[name].null_count())
    whole = [field.name for field in table.fields if field.kind == Kind.INTEGER]
    return next((name for name in whole if series.holds_years(table.frame[name])), "")


def shown(seconds: float) -> str:
    """Return a moment as ISO 8601, the day alone at midnight."""
    moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds").removesuffix("T00:00:00")


def step_name(step: float | None) -> str:
    """Return the word for a step, "" where there is none."""
    return next((name for seconds, name in STEPS if step and abs(step / seconds - 1) < 0.01), "")  # noqa: PLR2004 - leap years


def column_profile(values: pl.Series, field: Field, *, is_time: bool) -> ColumnProfile:
    """Return the profile of one column."""
    nulls, distinct = values.null_count(), values.n_unique()
    distinct -= 1 if nulls else 0
    role = Role.TIME if is_time else role_of(values, field, distinct=distinct, nulls=nulls)
    about = ColumnProfile(field.name, field.kind.value, field.unit, role.value, nulls, distinct)
    if field.kind in NUMERIC and distinct:
        return ColumnProfile(**(asdict(about) | numeric(values)))
    if field.kind in TEMPORAL or role in (Role.ID, Role.TEXT):
        return about
    return ColumnProfile(**(asdict(about) | {"top": top_values(values)}))


def role_of(values: pl.Series, field: Field, *, distinct: int, nulls: int) -> Role:
    """Return what a column is for."""
    if distinct <= 1:
        return Role.CONSTANT
    if field.kind in NUMERIC:
        return Role.ID if is_numbering(values, distinct=distinct, nulls=nulls) else Role.MEASURE
    if field.kind in TEMPORAL:
        return Role.TIME
    others = {Kind.ID: Role.ID, Kind.TEXT: Role.TEXT}
    return others.get(field.kind, Role.DIMENSION)


def is_numbering(values: pl.Series, *, distinct: int, nulls: int) -> bool:
    """Return whether whole numbers count the rows: 1, 2, 3, with none left out."""
    if nulls or distinct < len(values) or not values.dtype.is_integer():
        return False
    numbers = values.to_numpy()
    return len(numbers) > 2 and bool((np.diff(numbers) == 1).all())  # noqa: PLR2004 - two follow each other by chance


def numeric(values: pl.Series) -> dict[str, Any]:
    """Return the statistics of numbers, none where all are too large to be reckoned with."""
    known = np.sort(series.sized(values.drop_nulls().to_numpy().astype(np.float64)))
    known = known[np.isfinite(known)]
    if not len(known):
        return {}
    quantiles = [float(each) for each in np.quantile(known, QUANTILES)]
    return {
        "mean": float(known.mean()),
        "spread": float(known.std(ddof=1)) if len(known) > 1 else 0.0,
        "lowest": float(known[0]),
        "highest": float(known[-1]),
        "quantiles": tuple(quantiles),
        "zeros": int(np.count_nonzero(known == 0)),
    }


def top_values(values: pl.Series) -> tuple[tuple[str, int], ...]:
    """Return the most frequent values and how often each is there; of equals, the first in the alphabet."""
    return tuple((str(value)[:40], int(times)) for value, times in ranked(values).head(TOP).iter_rows())
