"""The ledger against a plain-Python model: any verbs, in any order, at any time.

`INSPIRE_PROOF=1` (make proof) draws many more examples than the everyday sample.
"""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
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
from credits.ledger import HoldRequest
from credits.models import NOBODY, Account, Cap, Day, Entry, Period, Plan, PlanRevision, Rollup
from tenants.models import Tenant
from tests.credits.book import Book, Library, Month
from tests.factories import make_plan, make_tenant

START = datetime(2026, 11, 24, tzinfo=UTC)
PEOPLE = [None, *(uuid4() for _ in range(2))]
REFERENCES = [uuid4() for _ in range(12)]
ADJUSTMENTS = [uuid4() for _ in range(6)]
PLANS = {"essentials": 100, "professional": 500}
OPERATIONS = ["theme", "content"]
ZONES = ["UTC", "America/Santiago", "Asia/Kolkata", "Pacific/Auckland"]
EXAMPLES, STEPS = (400, 80) if os.environ.get("INSPIRE_PROOF") else (25, 40)


class LedgerMachine(RuleBasedStateMachine):
    """Drive two accounts of the real ledger and of the model side by side."""

    @initialize(zone=st.sampled_from(ZONES), anchor=st.sampled_from([1, 15, 31]))
    def open(self, zone: str, anchor: int) -> None:
        self.at = START
        self.accounts = [make_tenant().account, make_tenant(zone=zone, anchor_day=anchor).account]
        self.model = Library(dict(PLANS), [Book("essentials"), Book("essentials", zone, anchor)])
        self.revisions: list[PlanRevision] = []
        for plan, credits in PLANS.items():
            make_plan(plan)
            Plan.objects.filter(slug=plan).update(credits=credits)

    who = st.integers(0, 1)
    plan = st.sampled_from(list(PLANS))
    numbers = st.integers(0, 50)

    def pick[T](self, choices: list[T], number: int) -> T:
        """Return one of what is there by now, the last ones first."""
        return choices[-1 - number % len(choices)]

    @rule(hours=st.sampled_from([0, 1, 5, 24, 100, 300, 900]))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def wait_for_the_last_second_of_a_month(self) -> None:
        month = self.model.month(0, self.at)
        ledger.open_period(self.accounts[0], at=self.at)
        self.at = month.ends_at - timedelta(seconds=1)

    @rule(
        who=who,
        reference=st.sampled_from(REFERENCES),
        credits=st.integers(0, 60),
        operation=st.sampled_from(OPERATIONS),
        member=st.sampled_from(PEOPLE),
        funding=st.sampled_from(["credits", "credits", "credits", "own_key"]),
    )
    def reserve(self, who, reference, credits, operation, member, funding) -> None:
        hold = HoldRequest(reference, 0 if funding == "own_key" else credits, operation, member, "haiku", funding)
        outcome = ledger.reserve(self.accounts[who], hold, at=self.at)
        assert outcome.result == self.model.reserve(who, hold, at=self.at)

    @rule(who=who, credits=st.integers(0, 30), member=st.sampled_from(PEOPLE), hours=st.sampled_from([0, 0, 3, 800]))
    def run(self, who: int, credits: int, member: UUID | None, hours: int) -> None:
        """Do what a run does: hold, and settle some time later."""
        reference = UUID(int=len(self.model.holds))
        self.reserve(who, reference, credits, OPERATIONS[0], member, "credits")
        self.at += timedelta(hours=hours)
        self.close(reference, "settle")

    @precondition(lambda self: self.model.holds)
    @rule(number=numbers, verb=st.sampled_from(["settle", "settle", "void"]))
    def close_a_hold(self, number: int, verb: str) -> None:
        self.close(self.pick(list(self.model.holds), number), verb)

    @rule(reference=st.sampled_from(REFERENCES), verb=st.sampled_from(["settle", "void"]))
    def close(self, reference: UUID, verb: str) -> None:
        outcome = getattr(ledger, verb)(reference, at=self.at)
        assert outcome.result == self.model.close(verb, reference)

    @rule(age=st.sampled_from([0, 48, 720]))
    def expire(self, age: int) -> None:
        """Void what is held for too long, as the sweeper does, in whatever month it was made."""
        old = [held for held in self.model.holds.values() if not held.closed]
        for held in old:
            if held.at <= self.at - timedelta(hours=age):
                self.close(held.hold.reference, "void")

    @rule(who=who, reference=st.sampled_from(ADJUSTMENTS), credits=st.integers(-150, 150).filter(bool))
    def adjust(self, who: int, reference: UUID, credits: int) -> None:
        outcome = ledger.adjust(
            self.accounts[who], credits, reference=reference, reason="A trial", member=None, at=self.at
        )
        assert outcome.result == self.model.adjust(who, credits, reference=reference, at=self.at)

    @precondition(lambda self: self.model.holds)
    @rule(number=numbers)
    def return_run(self, number: int) -> None:
        reference = self.pick([*self.model.holds, ADJUSTMENTS[0]], number)
        outcome = ledger.return_run(reference, reason="A trial", member=None, at=self.at)
        assert outcome.result == self.model.return_run(reference, at=self.at)

    @rule(who=who, plan=plan)
    def change_plan(self, who: int, plan: str) -> None:
        found = ledger.change_plan(self.accounts[who], make_plan(plan), at=self.at)
        assert found == self.model.change_plan(who, plan, at=self.at)

    @rule(plan=plan, credits=st.integers(0, 700), chunk=st.sampled_from([1, 1000]))
    def revise_plan(self, plan: str, credits: int, chunk: int) -> None:
        before = self.model.plans[plan]
        if credits != before:
            self.model.plans[plan] = credits
            Plan.objects.filter(slug=plan).update(credits=credits)
            content: dict[str, Any] = {
                "credits_before": before,
                "credits": credits,
                "reason": "A trial",
                "is_for_current": True,
            }
            revision = PlanRevision.objects.create(plan=make_plan(plan), created_at=self.at, **content)
            self.revisions.append(revision)
            self.apply(revision, chunk)

    @precondition(lambda self: self.revisions)
    @rule(number=numbers)
    def revise_again(self, number: int) -> None:
        self.apply(self.pick(self.revisions, number), chunk=1)

    def apply(self, revision: PlanRevision, chunk: int) -> None:
        content = (revision.plan.slug, revision.credits_before, revision.credits)
        expected = self.model.revise_plan(*content, revision=revision.pk, at=self.at)
        assert ledger.revise_plan(revision, at=self.at, chunk=chunk) == expected

    @rule(
        who=who,
        member=st.sampled_from(PEOPLE),
        operation=st.sampled_from(["", *OPERATIONS]),
        credits=st.none() | st.integers(0, 200),
    )
    def cap(self, who: int, member: UUID | None, operation: str, credits: int | None) -> None:
        """Set a cap, or take it away."""
        if not member and not operation:
            return
        caps = self.model.books[who].caps
        caps.pop((member, operation), None)
        Cap.objects.filter(account=self.accounts[who], member=member, operation=operation).delete()
        if credits is not None:
            caps[member, operation] = credits
            Cap.objects.create(account=self.accounts[who], member=member, operation=operation, credits=credits)

    @rule(who=who, zone=st.sampled_from(ZONES))
    def move(self, who: int, zone: str) -> None:
        self.model.books[who].zone = zone
        Tenant.objects.filter(pk=self.accounts[who].pk).update(time_zone=zone)

    @rule(who=who, anchor=st.sampled_from([1, 2, 15, 29, 31]))
    def anchor(self, who: int, anchor: int) -> None:
        self.model.books[who].anchor = anchor
        Account.objects.filter(pk=self.accounts[who].pk).update(anchor_day=anchor)

    @rule(chunk=st.sampled_from([1, 10_000]))
    def beat(self, chunk: int) -> None:
        due = [who for who, book in enumerate(self.model.books) if not book.open_month(self.at)]
        assert ledger.open_due_periods(at=self.at, chunk=chunk) == len(due)
        for who in due:
            self.model.month(who, self.at)

    @precondition(lambda self: hasattr(self, "model"))
    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        for account, book in zip(self.accounts, self.model.books, strict=True):
            stored = list(Period.objects.filter(account=account).order_by("starts_at"))
            assert [read(period) for period in stored] == [expected(month) for month in book.months]
            for period, month in zip(stored, book.months, strict=True):
                self.check_sums(period, month)

    def check_sums(self, period: Period, month: Month) -> None:
        spent: Counter[tuple[UUID | None, str]] = Counter()
        for rollup in Rollup.objects.filter(period=period):
            spent[None if rollup.member == NOBODY else rollup.member, rollup.operation] += rollup.used + rollup.held
        assert +spent == +month.spent
        days: Counter[tuple[object, str, str]] = Counter()
        for day in Day.objects.filter(period=period):
            days[day.day, day.funding, "runs"] += day.runs
            days[day.day, day.funding, "used"] += day.used
        assert +days == +month.days

    def teardown(self) -> None:
        assert proof.find_differences() == []
        assert not Entry.objects.filter(remaining__lt=0).exists()


def read(period: Period) -> tuple[object, ...]:
    sums = (period.granted, period.adjusted, period.used, period.held)
    return (period.starts_at, period.ends_at, period.time_zone, *sums)


def expected(month: Month) -> tuple[object, ...]:
    sums = (month.granted, month.adjusted, month.used, month.held)
    return (month.starts_at, month.ends_at, month.zone, *sums)


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
