"""The ledger from many connections: whatever the order was, one caller at a time could have made it.

Threads with connections of their own do anything with the same accounts, and note what they were
answered. Afterwards the entries must be those answers, no more and no fewer, and their sums the
tables. `INSPIRE_PROOF=1` (make proof) does it for longer.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from credits import ledger, proof
from credits.ledger import Result
from credits.models import Account, Cap, Entry, Period, Plan, PlanRevision
from tests.credits.conftest import all_at_once, hold, hold_on_own_key
from tests.factories import make_plan, make_tenant

MIDNIGHT = datetime(2026, 12, 1, tzinfo=UTC)
MOMENTS = [MIDNIGHT - timedelta(seconds=1), MIDNIGHT, MIDNIGHT + timedelta(minutes=1)]
PEOPLE = [UUID(int=number) for number in (1, 2)]
DONE = {Result.HELD: "reserve", Result.SETTLED: "settle", Result.VOIDED: "void", Result.ADJUSTED: "adjust"}
ROUNDS, THREADS, STEPS = (40, 16, 60) if os.environ.get("INSPIRE_PROOF") else (2, 10, 30)

type Noted = Counter[tuple[str, UUID]]


@dataclass
class Crowd:
    """What everybody shares: accounts, references, plans and revisions."""

    accounts: list[Account]
    chance: Random
    plans: list[Plan]
    revisions: list[PlanRevision]

    def __post_init__(self) -> None:
        self.holds = [self.make_hold(number) for number in range(40)]
        self.gifts = [UUID(int=self.chance.getrandbits(128)) for _ in range(8)]

    def make_hold(self, number: int) -> ledger.HoldRequest:
        content: dict[str, Any] = {
            "reference": UUID(int=self.chance.getrandbits(128)),
            "member": self.chance.choice([None, *PEOPLE]),
        }
        return hold(self.chance.randint(0, 40), **content) if number % 5 else hold_on_own_key(**content)


def note(reference: UUID, outcome: ledger.Outcome) -> Noted:
    """Return what a verb did. A replay and a refusal did nothing."""
    return Counter([(DONE[outcome.result], reference)] if outcome.result in DONE else [])


def reserve(crowd: Crowd, chance: Random) -> Noted:
    account, wish = chance.choice(crowd.accounts), chance.choice(crowd.holds)
    return note(wish.reference, ledger.reserve(account, wish, at=chance.choice(MOMENTS)))


def settle(crowd: Crowd, chance: Random) -> Noted:
    reference = chance.choice(crowd.holds).reference
    return note(reference, ledger.settle(reference, at=chance.choice(MOMENTS)))


def void(crowd: Crowd, chance: Random) -> Noted:
    reference = chance.choice(crowd.holds).reference
    return note(reference, ledger.void(reference, at=chance.choice(MOMENTS)))


def adjust(crowd: Crowd, chance: Random) -> Noted:
    account, reference, credits = chance.choice(crowd.accounts), chance.choice(crowd.gifts), chance.choice([-60, 30])
    at = chance.choice(MOMENTS)
    return note(reference, ledger.adjust(account, credits, reference=reference, reason="A trial", member=None, at=at))


def return_run(crowd: Crowd, chance: Random) -> Noted:
    reference, member, at = chance.choice(crowd.holds).reference, chance.choice(PEOPLE), chance.choice(MOMENTS)
    return note(reference, ledger.return_run(reference, reason="A trial", member=member, at=at))


def change_plan(crowd: Crowd, chance: Random) -> Noted:
    account = Account.objects.get(pk=chance.choice(crowd.accounts).pk)
    ledger.change_plan(account, chance.choice(crowd.plans), at=chance.choice(MOMENTS))
    return Counter()


def revise_plan(crowd: Crowd, chance: Random) -> Noted:
    ledger.revise_plan(chance.choice(crowd.revisions), at=chance.choice(MOMENTS), chunk=chance.choice([1, 100]))
    return Counter()


def beat(crowd: Crowd, chance: Random) -> Noted:
    ledger.open_due_periods(at=chance.choice(MOMENTS), chunk=chance.choice([1, 100]))
    return Counter()


RARE = (adjust, return_run, change_plan, revise_plan, beat)
VERBS: list[Callable[[Crowd, Random], Noted]] = [*(reserve, settle) * 4, *(void, *RARE)]


def act(crowd: Crowd, seed: int) -> Noted:
    chance = Random(seed)
    return sum((chance.choice(VERBS)(crowd, chance) for _ in range(STEPS)), Counter())


@dataclass
class Replayed:
    """A month as its entries alone make it, one after the other."""

    granted: int = 0
    adjusted: int = 0
    used: int = 0
    held: int = 0
    spent: Counter[UUID | None] = field(default_factory=Counter)

    def replay(self, entry: Entry) -> None:
        getattr(self, f"_{entry.kind}")(entry.credits)
        self.spent[entry.member] += {"reserve": entry.credits, "void": -entry.credits}.get(entry.kind, 0)
        assert entry.remaining == self.granted + self.adjusted - self.used - self.held >= 0

    def _grant(self, credits: int) -> None:
        self.granted += credits

    def _adjust(self, credits: int) -> None:
        self.adjusted += credits

    def _reserve(self, credits: int) -> None:
        self.held += credits

    def _settle(self, credits: int) -> None:
        self.held -= credits
        self.used += credits

    def _void(self, credits: int) -> None:
        self.held -= credits


def check(noted: Noted, cap: Cap) -> None:
    entries = list(Entry.objects.select_related("period").order_by("id"))
    assert Counter((entry.kind, entry.reference) for entry in entries if entry.kind != "grant") == noted
    months = dict[int, Replayed]()
    for entry in entries:
        month = months.setdefault(entry.period_id, Replayed())
        month.replay(entry)
        assert entry.period.account_id != cap.account_id or month.spent[cap.member] <= cap.credits
    for period in Period.objects.all():
        month = months[period.pk]
        sums = (period.granted, period.adjusted, period.used, period.held)
        assert sums == (month.granted, month.adjusted, month.used, month.held)
    assert proof.find_differences() == []


def revision(plan: Plan, credits: int) -> PlanRevision:
    content: dict[str, Any] = {
        "credits_before": plan.credits,
        "credits": credits,
        "reason": "A trial",
        "is_for_current": True,
    }
    return PlanRevision.objects.create(plan=plan, created_at=MIDNIGHT, **content)


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_many_did_at_once_somebody_could_have_done_one_after_the_other(own_connections, seed):
    plans = [make_plan("essentials"), make_plan("professional")]
    revisions = [revision(plan, credits) for plan, credits in zip([*plans, *plans], (150, 600, 30, 20), strict=True)]
    crowd = Crowd([make_tenant().account for _ in range(3)], Random(seed), plans, revisions)
    cap = Cap.objects.create(account=crowd.accounts[0], member=PEOPLE[0], credits=60)
    noted = sum(all_at_once(lambda number: act(crowd, 1000 * seed + number), range(THREADS)), Counter())
    assert {kind for kind, _ in noted} >= {"reserve", "settle"}
    check(noted, cap)
