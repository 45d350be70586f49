"""What a statement adds up to: each month's opening and closing, and sums by kind and operation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection

from credits.models import Funding, Kind
from credits.statement import CHOSEN, IN_RANGE, MONTHS, WORDS, Selection, values_of

# Everything is a sum over the same entries, so each month adds up.
# Lock: none. Index: credits_period_account_starts_key, then each month's part of
# credits_entry_period_idx: it costs as much as the months have entries.
MONTH_SUMS: Final = f"""
SELECT
    period.starts_at, period.ends_at, period.time_zone,
    coalesce(sum(change) FILTER (WHERE is_before), 0),
    coalesce(sum(credits) FILTER (WHERE is_in AND kind = 'grant'), 0),
    coalesce(sum(credits) FILTER (WHERE is_in AND kind = 'adjust'), 0),
    coalesce(sum(credits) FILTER (WHERE is_in AND kind = 'settle'), 0),
    coalesce(sum(change) FILTER (WHERE is_in), 0)
FROM credits_period AS period
LEFT JOIN LATERAL (
    SELECT
        entry.kind, entry.credits,
        CASE entry.kind WHEN 'settle' THEN 0 WHEN 'reserve' THEN -entry.credits ELSE entry.credits END AS change,
        entry.created_at < %(since)s AS is_before,
        {IN_RANGE} AS is_in
    FROM credits_entry AS entry WHERE entry.period_id = period.id
) AS entry ON true
WHERE {MONTHS}
GROUP BY period.id ORDER BY period.starts_at
"""  # noqa: S608 -- put together from our own constants

# Lock: none. Index: as above.
SUMS: Final = f"""
SELECT entry.kind, entry.operation, entry.funding, count(*), sum(entry.credits)
FROM credits_period AS period JOIN credits_entry AS entry ON entry.period_id = period.id
WHERE {MONTHS} AND {IN_RANGE} AND {CHOSEN}
GROUP BY entry.kind, entry.operation, entry.funding
"""  # noqa: S608 -- put together from our own constants


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A month's part of a range, in credits: opening + granted + adjusted - used - reserved = closing.

    `opening` and `closing` are what remained before and after it. `reserved` is by how much the
    credits on hold grew, so it is negative where holds from before were closed.
    """

    starts_at: datetime
    ends_at: datetime
    time_zone: str
    opening: int
    granted: int
    adjusted: int
    used: int
    change: int

    @property
    def first_day(self) -> date:
        """Return the day on which the month starts, in its own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def last_day(self) -> date:
        """Return the day of the month's last moment, in its own zone."""
        return (self.ends_at - timedelta(microseconds=1)).astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def closing(self) -> int:
        """Return what remained after it."""
        return self.opening + self.change

    @property
    def reserved(self) -> int:
        """Return by how much the credits on hold grew."""
        return self.granted + self.adjusted - self.used - self.change


@dataclass(frozen=True, slots=True)
class KindSum:
    """How many entries of a kind there are, and their credits."""

    kind: Kind
    count: int
    credits: int

    @property
    def word(self) -> str:
        """Return the kind as screens say it."""
        return str(WORDS[self.kind])


@dataclass(frozen=True, slots=True)
class OperationSum:
    """What became of an operation's runs, and the credits that they used."""

    operation: str
    runs: int
    used: int
    own_key_runs: int
    returned_runs: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What the chosen entries add up to."""

    kinds: list[KindSum]
    operations: list[OperationSum]

    @property
    def count(self) -> int:
        """Return how many entries there are."""
        return sum(each.count for each in self.kinds)


@dataclass(frozen=True, slots=True)
class _Sum:
    kind: str
    operation: str
    funding: str
    count: int
    credits: int


def months_of(selection: Selection) -> list[MonthSum]:
    """Return each month that the range touches, oldest first. Other filters than the range are left aside."""
    return [MonthSum(*row) for row in _rows(MONTH_SUMS, selection)]


def totals_of(selection: Selection) -> Totals:
    """Return the sums of the chosen entries, by kind and by operation."""
    sums = [_Sum(*row) for row in _rows(SUMS, replace(selection, is_by_run=False))]
    by_kind = {kind: [each for each in sums if each.kind == kind] for kind in Kind}
    kinds = [KindSum(kind, _count(rows), sum(each.credits for each in rows)) for kind, rows in by_kind.items() if rows]
    operations = sorted({each.operation for each in sums} - {""})
    return Totals(
        kinds, [_of_operation(name, [each for each in sums if each.operation == name]) for name in operations]
    )


def _of_operation(operation: str, sums: list[_Sum]) -> OperationSum:
    settled = [each for each in sums if each.kind == Kind.SETTLE]
    return OperationSum(
        operation,
        runs=_count(each for each in settled if each.funding == Funding.CREDITS),
        used=sum(each.credits for each in settled),
        own_key_runs=_count(each for each in settled if each.funding == Funding.OWN_KEY),
        returned_runs=_count(each for each in sums if each.kind == Kind.VOID),
    )


def _count(sums: Iterable[_Sum]) -> int:
    return sum(each.count for each in sums)


def _rows(statement: str, selection: Selection) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values_of(selection))
        return list(cursor.fetchall())
