"""The ledger against a plain-Python model: any verbs, in any order, at any time.

`INSPIRE_PROOF=1` (make proof) draws many more examples than the everyday sample.
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from credits import ledger, proof
from credits.ledger import HoldRequest, Result
from credits.models import NOBODY, Cap, Period, Rollup
from tests.factories import make_plan, make_tenant

START = datetime(2026, 11, 24, tzinfo=UTC)
PEOPLE = [None, *(uuid4() for _ in range(2))]
REFERENCES = [uuid4() for _ in range(12)]
ADJUSTMENTS = [uuid4() for _ in range(6)]
PLANS = {"essentials": 100, "professional": 500}
EXAMPLES, STEPS = (120, 60) if os.environ.get("INSPIRE_PROOF") else (12, 30)


@dataclass
class Month:
    """One account's month, as the model has it."""

    granted: int
    adjusted: int = 0
    used: int = 0
    held: int = 0
    spent: Counter[tuple[UUID | None, str]] = field(default_factory=Counter)

    @property
    def remaining(self) -> int:
        return self.granted + self.adjusted - self.used - self.held


@dataclass
class Book:
    """One account, as the model has it."""

    plan: str = "essentials"
    next_plan: str | None = None
    months: dict[tuple[int, int], Month] = field(default_factory=dict)
    caps: dict[tuple[UUID | None, str], int] = field(default_factory=dict)

    def month(self, at: datetime) -> Month:
        key = (at.year, at.month)
        if key not in self.months:
            self.plan, self.next_plan = self.next_plan or self.plan, None
            self.months[key] = Month(PLANS[self.plan])
        return self.months[key]

    def breaks_cap(self, month: Month, hold: HoldRequest) -> bool:
        for (member, operation), limit in self.caps.items():
            if member in (None, hold.member) and operation in ("", hold.operation):
                spent = sum(
                    credits
                    for (who, what), credits in month.spent.items()
                    if member in (None, who) and operation in ("", what)
                )
                if spent + hold.credits > limit:
                    return True
        return False


class LedgerMachine(RuleBasedStateMachine):
    """Drive two accounts of the real ledger and of the model side by side."""

    @initialize()
    def open(self) -> None:
        self.at = START
        self.accounts = [make_tenant().account for _ in range(2)]
        self.books = [Book(), Book()]
        self.holds: dict[UUID, tuple[int, HoldRequest, Month]] = {}
        self.closed: dict[UUID, str] = {}
        self.adjusted: dict[UUID, tuple[int, int]] = {}
        make_plan("professional")

    who = st.integers(0, 1)

    @rule(days=st.integers(0, 12))
    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(
        who=who,
        reference=st.sampled_from(REFERENCES),
        credits=st.integers(0, 120),
        operation=st.sampled_from(["theme", "content"]),
        member=st.sampled_from(PEOPLE),
        funding=st.sampled_from(["credits", "credits", "credits", "own_key"]),
    )
    def reserve(self, who, reference, credits, operation, member, funding) -> None:
        hold = HoldRequest(reference, 0 if funding == "own_key" else credits, operation, member, "haiku", funding)
        outcome = ledger.reserve(self.accounts[who], hold, at=self.at)
        assert outcome.result == self.expect_reserve(who, hold)

    def expect_reserve(self, who: int, hold: HoldRequest) -> Result:
        book = self.books[who]
        month = book.month(self.at)
        if hold.reference in self.holds:
            first_who, first, _ = self.holds[hold.reference]
            return Result.REPLAYED if (first_who, first) == (who, hold) else Result.CONFLICT
        if hold.credits > month.remaining:
            return Result.INSUFFICIENT
        if hold.credits and book.breaks_cap(month, hold):
            return Result.CAPPED
        month.held += hold.credits
        month.spent[hold.member, hold.operation] += hold.credits
        self.holds[hold.reference] = (who, hold, month)
        return Result.HELD

    @rule(reference=st.sampled_from(REFERENCES), verb=st.sampled_from(["settle", "void"]))
    def close(self, reference: UUID, verb: str) -> None:
        outcome = getattr(ledger, verb)(reference, at=self.at)
        assert outcome.result == self.expect_close(reference, verb)

    def expect_close(self, reference: UUID, verb: str) -> Result:
        if reference not in self.holds:
            return Result.UNKNOWN
        if reference in self.closed:
            return Result.REPLAYED if self.closed[reference] == verb else Result.CONFLICT
        _, hold, month = self.holds[reference]
        self.closed[reference] = verb
        month.held -= hold.credits
        if verb == "settle":
            month.used += hold.credits
            return Result.SETTLED
        month.spent[hold.member, hold.operation] -= hold.credits
        return Result.VOIDED

    @rule(who=who, reference=st.sampled_from(ADJUSTMENTS), credits=st.integers(-150, 150).filter(bool))
    def adjust(self, who: int, reference: UUID, credits: int) -> None:
        outcome = ledger.adjust(
            self.accounts[who], credits, reference=reference, reason="A trial", member=None, at=self.at
        )
        assert outcome.result == self.expect_adjust(who, reference, credits)

    def expect_adjust(self, who: int, reference: UUID, credits: int) -> Result:
        month = self.books[who].month(self.at)
        if reference in self.adjusted:
            return Result.REPLAYED if self.adjusted[reference] == (who, credits) else Result.CONFLICT
        if month.remaining + credits < 0:
            return Result.INSUFFICIENT
        month.adjusted += credits
        self.adjusted[reference] = (who, credits)
        return Result.ADJUSTED

    @rule(who=who, plan=st.sampled_from(list(PLANS)))
    def change_plan(self, who: int, plan: str) -> None:
        ledger.change_plan(self.accounts[who], make_plan(plan), at=self.at)
        book = self.books[who]
        month = book.month(self.at)
        if PLANS[plan] < PLANS[book.plan]:
            book.next_plan = plan
            return
        book.plan, book.next_plan = plan, None
        month.granted = max(month.granted, PLANS[plan])

    @rule(
        who=who, member=st.sampled_from(PEOPLE), operation=st.sampled_from(["", "theme"]), credits=st.integers(0, 200)
    )
    def cap(self, who: int, member: UUID | None, operation: str, credits: int) -> None:
        if member or operation:
            Cap.objects.update_or_create(
                account=self.accounts[who], member=member, operation=operation, defaults={"credits": credits}
            )
            self.books[who].caps[member, operation] = credits

    @rule()
    def beat(self) -> None:
        ledger.open_due_periods(at=self.at)
        for book in self.books:
            book.month(self.at)

    @precondition(lambda self: hasattr(self, "books"))
    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        for account, book in zip(self.accounts, self.books, strict=True):
            stored = {
                (period.starts_at.year, period.starts_at.month): period
                for period in Period.objects.filter(account=account)
            }
            assert stored.keys() == book.months.keys()
            for key, month in book.months.items():
                period = stored[key]
                assert (period.granted, period.adjusted) == (month.granted, month.adjusted)
                assert (period.used, period.held) == (month.used, month.held)
                self.check_rollups(period, month)

    def check_rollups(self, period: Period, month: Month) -> None:
        spent: Counter[tuple[UUID | None, str]] = Counter()
        for rollup in Rollup.objects.filter(period=period):
            spent[None if rollup.member == NOBODY else rollup.member, rollup.operation] += rollup.used + rollup.held
        assert +spent == +month.spent

    def teardown(self) -> None:
        assert proof.find_differences() == []


class RolledBackMachine(LedgerMachine):
    """The same, in a transaction of its own for each example."""

    transaction: ClassVar = None

    def __init__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        super().__init__()

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


@pytest.mark.proof(is_sampled=True)
@pytest.mark.django_db
def test_any_verbs_in_any_order_leave_what_the_model_says():
    run_state_machine_as_test(
        RolledBackMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
