"""The ledger in plain Python: the same verbs on dictionaries, one caller at a time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from credits.ledger import HoldRequest, PlanChange, Result
from tests.credits.test_calendar import boundaries

STUB = timedelta(hours=48)

known_boundaries = cache(lambda anchor, zone, year: boundaries(anchor, ZoneInfo(zone), range(year - 1, year + 2)))


@dataclass
class Month:
    """One account's month."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    granted: int
    adjusted: int = 0
    used: int = 0
    held: int = 0
    spent: Counter[tuple[UUID | None, str]] = field(default_factory=Counter)
    """Used and held by member and operation, as caps count it."""
    days: Counter[tuple[date, str, str]] = field(default_factory=Counter)
    """Runs and credits by local day and funding."""

    @property
    def remaining(self) -> int:
        return self.granted + self.adjusted - self.used - self.held


@dataclass
class Book:
    """One account, with its months in order."""

    plan: str
    zone: str = "UTC"
    anchor: int = 1
    next_plan: str | None = None
    months: list[Month] = field(default_factory=list)
    caps: dict[tuple[UUID | None, str], int] = field(default_factory=dict)

    def open_month(self, at: datetime) -> Month | None:
        return next((month for month in self.months if month.starts_at <= at < month.ends_at), None)

    def breaks_cap(self, month: Month, hold: HoldRequest) -> bool:
        return any(
            self._spent(month, member, operation) + hold.credits > limit
            for (member, operation), limit in self.caps.items()
            if member in (None, hold.member) and operation in ("", hold.operation)
        )

    def _spent(self, month: Month, member: UUID | None, operation: str) -> int:
        return sum(
            credits for (who, what), credits in month.spent.items() if member in (None, who) and operation in ("", what)
        )


@dataclass
class Held:
    """A hold, where it was made, and how it was closed."""

    who: int
    hold: HoldRequest
    at: datetime
    month: Month
    closed: str = ""


@dataclass
class Library:
    """All books, and what each plan grants."""

    plans: dict[str, int]
    books: list[Book]
    holds: dict[UUID, Held] = field(default_factory=dict)
    adjusted: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    entered: set[tuple[int, UUID]] = field(default_factory=set)
    """Accounts whose month a revision has changed."""

    def month(self, who: int, at: datetime) -> Month:
        """Return the month that holds `at`; open it, with its grant, if it is absent."""
        book = self.books[who]
        month = book.open_month(at)
        if month is None:
            book.plan, book.next_plan = book.next_plan or book.plan, None
            month = Month(*self._bounds(book, at), book.zone, self.plans[book.plan])
            book.months.append(month)
        return month

    def _bounds(self, book: Book, at: datetime) -> tuple[datetime, datetime]:
        known = known_boundaries(book.anchor, book.zone, at.year)
        if not book.months:
            return max(each for each in known if each <= at), min(each for each in known if each > at)
        last_end = book.months[-1].ends_at
        starts_at = max(last_end, *(each for each in known if each <= at))
        return starts_at, min(each for each in known if each > at and each > last_end + STUB)

    def reserve(self, who: int, hold: HoldRequest, *, at: datetime) -> Result:
        month = self.month(who, at)
        if hold.reference in self.holds:
            first = self.holds[hold.reference]
            return Result.REPLAYED if (first.who, first.hold) == (who, hold) else Result.CONFLICT
        if hold.credits > month.remaining:
            return Result.INSUFFICIENT
        if hold.credits and self.books[who].breaks_cap(month, hold):
            return Result.CAPPED
        month.held += hold.credits
        month.spent[hold.member, hold.operation] += hold.credits
        self.holds[hold.reference] = Held(who, hold, at, month)
        return Result.HELD

    def close(self, verb: str, reference: UUID) -> Result:
        held = self.holds.get(reference)
        if held is None:
            return Result.UNKNOWN
        if held.closed:
            return Result.REPLAYED if held.closed == verb else Result.CONFLICT
        held.closed = verb
        held.month.held -= held.hold.credits
        return self._settle(held) if verb == "settle" else self._void(held)

    def _settle(self, held: Held) -> Result:
        held.month.used += held.hold.credits
        day = held.at.astimezone(ZoneInfo(held.month.zone)).date()
        held.month.days[day, held.hold.funding, "runs"] += 1
        held.month.days[day, held.hold.funding, "used"] += held.hold.credits
        return Result.SETTLED

    def _void(self, held: Held) -> Result:
        held.month.spent[held.hold.member, held.hold.operation] -= held.hold.credits
        return Result.VOIDED

    def adjust(self, who: int, credits: int, *, reference: UUID, at: datetime) -> Result:
        month = self.month(who, at)
        if reference in self.adjusted:
            return Result.REPLAYED if self.adjusted[reference] == (who, credits) else Result.CONFLICT
        if month.remaining + credits < 0:
            return Result.INSUFFICIENT
        month.adjusted += credits
        self.adjusted[reference] = (who, credits)
        return Result.ADJUSTED

    def return_run(self, reference: UUID, *, at: datetime) -> Result:
        held = self.holds.get(reference)
        if held is None or held.closed != "settle" or not held.hold.credits:
            return Result.UNKNOWN
        return self.adjust(held.who, held.hold.credits, reference=reference, at=at)

    def change_plan(self, who: int, plan: str, *, at: datetime) -> PlanChange:
        month, book = self.month(who, at), self.books[who]
        if plan == book.plan:
            book.next_plan = None
            return PlanChange.KEPT
        if self.plans[plan] < self.plans[book.plan]:
            book.next_plan = plan
            return PlanChange.SCHEDULED
        book.plan, book.next_plan = plan, None
        month.granted = max(month.granted, self.plans[plan])
        return PlanChange.CHANGED

    def revise_plan(self, plan: str, before: int, credits: int, *, revision: UUID, at: datetime) -> int:
        return sum(self._revise(who, before, credits, revision, at) for who in self._on(plan))

    def _on(self, plan: str) -> Iterator[int]:
        return (who for who, book in enumerate(self.books) if book.plan == plan)

    def _revise(self, who: int, before: int, credits: int, revision: UUID, at: datetime) -> bool:
        month = self.books[who].open_month(at)
        if month is None or (who, revision) in self.entered:
            return False
        lowest = max(credits, month.used + month.held - month.adjusted, 0)
        revised = max(month.granted, credits) if credits > before else min(month.granted, lowest)
        if revised == month.granted:
            return False
        month.granted = revised
        self.entered.add((who, revision))
        return True
