"""The statement: an account's entries with the running balance, newest month first, by keyset."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credits.models import NOBODY, Entry, Kind, Period

A_PAGE: Final = 50
NO_ENTRY_IS_LATER: Final = 2**63 - 1

WORDS: Final = {
    Kind.GRANT: _("Granted"),
    Kind.ADJUST: _("Adjusted"),
    Kind.RESERVE: _("Reserved"),
    Kind.SETTLE: _("Used"),
    Kind.VOID: _("Returned"),
}
"""The kinds as screens say them."""

COLUMNS: Final = """
entry.id, entry.period_id, entry.created_at, entry.credits, entry.remaining, entry.reference, entry.member,
entry.kind, entry.funding, entry.operation, entry.model, entry.reason, period.starts_at, period.ends_at
"""

# A month's entries belong to it, also one that was written after its end: it counts for the last
# day. So ranges that meet share no entry and miss none, and a whole month adds up.
IN_RANGE: Final = """
    (%(since)s::timestamptz IS NULL OR entry.created_at >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR entry.created_at < %(until)s OR period.ends_at <= %(until)s)
"""
MONTHS: Final = """
    period.account_id = %(account)s
    AND (%(since)s::timestamptz IS NULL OR period.ends_at > %(since)s)
    AND (%(until)s::timestamptz IS NULL OR period.starts_at < %(until)s)
"""
CHOSEN: Final = """
    (%(operation)s = '' OR entry.operation = %(operation)s)
    AND (%(funding)s = '' OR entry.funding = %(funding)s)
    AND (%(member)s::uuid IS NULL
        OR entry.kind NOT IN ('grant', 'adjust') AND coalesce(entry.member, %(nobody)s) = %(member)s)
    AND (NOT %(is_by_run)s OR entry.kind IN ('grant', 'adjust', 'reserve'))
    AND (%(kind)s = '' OR %(kind)s = CASE
        WHEN %(is_by_run)s AND entry.kind = 'reserve' THEN coalesce((
            SELECT closing.kind FROM credits_entry AS closing
            WHERE closing.reference = entry.reference AND closing.kind IN ('settle', 'void')
        ), 'reserve')
        ELSE entry.kind
    END)
"""
# Months without a run of that operation, member or funding are left out by their rollup.
USED: Final = """
    ((%(operation)s = '' AND %(funding)s = '' AND %(member)s::uuid IS NULL) OR EXISTS (
        SELECT FROM credits_rollup AS rollup
        WHERE rollup.period_id = period.id
            AND (%(operation)s = '' OR rollup.operation = %(operation)s)
            AND (%(funding)s = '' OR rollup.funding = %(funding)s)
            AND (%(member)s::uuid IS NULL OR rollup.member = %(member)s)
    ))
"""

# Each month gives at most one page, so a page costs the same however many entries there are.
# Lock: none. Index: credits_period_account_starts_key backwards, then for each month
# credits_entry_period_idx backwards from the mark; credits_rollup_key where it filters by use,
# and credits_entry_closed_once_key for a run's closing where it filters by kind. Rows are compared
# as pairs, and sorted so, because the primary key must not serve: it would read every newer month.
READ: Final = f"""
SELECT entry.*, period.starts_at, period.ends_at
FROM (
    SELECT id, starts_at, ends_at FROM credits_period AS period
    WHERE {MONTHS} AND {USED} AND (%(mark_month)s::timestamptz IS NULL OR period.starts_at <= %(mark_month)s)
    ORDER BY starts_at DESC
) AS period
CROSS JOIN LATERAL (
    SELECT
        entry.id, entry.period_id, entry.created_at, entry.credits, entry.remaining, entry.reference, entry.member,
        entry.kind, entry.funding, entry.operation, entry.model, entry.reason
    FROM credits_entry AS entry
    WHERE (entry.period_id, entry.id) >= (period.id, 0)
        AND (entry.period_id, entry.id)
            < (period.id, CASE WHEN period.starts_at = %(mark_month)s THEN %(mark_entry)s ELSE %(latest)s END)
        AND {IN_RANGE} AND {CHOSEN}
    ORDER BY entry.period_id DESC, entry.id DESC LIMIT %(size)s
) AS entry
ORDER BY period.starts_at DESC, entry.id DESC LIMIT %(size)s
"""  # noqa: S608 -- put together from our own constants

# Lock: none. Index: credits_entry_held_once_key, credits_entry_closed_once_key and
# credits_entry_given_once_key, one for each part; then the periods' primary key.
RELATED: Final = f"""
SELECT {COLUMNS}
FROM (
    SELECT * FROM credits_entry WHERE reference = ANY (%(references)s) AND kind = 'reserve'
    UNION ALL
    SELECT * FROM credits_entry WHERE reference = ANY (%(references)s) AND kind IN ('settle', 'void')
    UNION ALL
    SELECT * FROM credits_entry WHERE reference = ANY (%(references)s) AND kind IN ('grant', 'adjust')
) AS entry
JOIN credits_period AS period ON period.id = entry.period_id
WHERE period.account_id = %(account)s
ORDER BY entry.id
"""  # noqa: S608 -- put together from our own constants


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entries of an account a statement shows.

    By run, a grant, an adjust and a reserve are a line each, and a run's kind is that of its
    closing: settle, void, or reserve while it is open. `member` is NOBODY for runs without a
    person. `since` and `until` are instants, the second not counted.
    """

    account: UUID
    kind: str = ""
    operation: str = ""
    funding: str = ""
    member: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    is_by_run: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but the range of days narrows it."""
        return bool(self.kind or self.operation or self.funding or self.member)


@dataclass(frozen=True, slots=True)
class Movement:
    """An entry as the statement shows it, with its month's bounds."""

    id: int
    period: int
    created_at: datetime
    credits: int
    remaining: int
    reference: UUID
    member: UUID | None
    kind: Kind
    funding: str
    operation: str
    model: str
    reason: str
    starts_at: datetime
    ends_at: datetime

    @property
    def change(self) -> int:
        """Return by how much it changed what remains, in credits. A settle turns held into used."""
        if self.kind == Kind.RESERVE:
            return -self.credits
        return 0 if self.kind == Kind.SETTLE else self.credits

    @property
    def word(self) -> str:
        """Return the kind as screens say it."""
        return str(WORDS[self.kind])


@dataclass(frozen=True, slots=True)
class Page:
    """Some movements, newest first, and the mark that the next older ones begin after, or None."""

    movements: list[Movement]
    older: str | None


def page_of(selection: Selection, *, before: str, size: int = A_PAGE) -> Page:
    """Return the page after a mark, or the newest for a mark that is none of this account."""
    found = read(selection, _find(selection.account, before), size=size + 1)
    shown = found[:size]
    return Page(shown, str(shown[-1].id) if len(found) > size else None)


def read(selection: Selection, after: Movement | None, *, size: int) -> list[Movement]:
    """Return the movements that come after one, or the first; as fast at the end as at the beginning.

    Within a month entries get their ids under the month's lock, so what is written meanwhile
    comes before all that was read.
    """
    mark = {"mark_month": after and after.starts_at, "mark_entry": after.id if after else NO_ENTRY_IS_LATER}
    return _movements(READ, values_of(selection) | mark | {"latest": NO_ENTRY_IS_LATER, "size": size})


def related(account: UUID, references: Iterable[UUID]) -> list[Movement]:
    """Return all movements of these references, in the order in which they were written."""
    return _movements(RELATED, {"account": account, "references": list(references)})


def periods_of(account: UUID, movements: Iterable[Movement], *, latest: int) -> dict[int, Period]:
    """Return the months of these movements and the latest ones, by their ids, newest first, in one query."""
    months = Period.objects.filter(account=account).order_by("-starts_at")
    chosen = Q(pk__in={each.period for each in movements}) | Q(pk__in=months.values("pk")[:latest])
    return {each.pk: each for each in months.filter(chosen)}


def _find(account: UUID, mark: str) -> Movement | None:
    number = int(mark) if mark.isascii() and mark.isdecimal() else 0
    if not 0 < number <= NO_ENTRY_IS_LATER:
        return None
    references = Entry.objects.filter(pk=number, period__account=account).values_list("reference", flat=True)
    return next((each for each in related(account, references) if each.id == number), None)


def values_of(selection: Selection) -> dict[str, Any]:
    """Return the values that the statements' conditions name."""
    return asdict(selection) | {"nobody": NOBODY}


def _movements(statement: str, values: dict[str, Any]) -> list[Movement]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Movement(*row) for row in cursor.fetchall()]
