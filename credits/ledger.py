"""The ledger: the only code that moves credits.

Each verb is one round trip to a PL/pgSQL function (credits/sql), which locks the period's row,
looks the reference up, tests, writes and answers. A refusal is an answer, never an exception,
so the caller's transaction lives on. Every verb takes `at`: SQL never asks the clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db import connection

from credits.models import Account, Funding, Period, Plan, PlanRevision

# Locks and indexes are described beside each function's text in credits/sql.
RESERVE: Final = "SELECT * FROM credits_reserve(%s, %s, %s, %s, %s, %s, %s, %s)"
SETTLE: Final = "SELECT * FROM credits_close('settle', %s, '', %s)"
VOID: Final = "SELECT * FROM credits_close('void', %s, %s, %s)"
ADJUST: Final = "SELECT * FROM credits_adjust(%s, %s, %s, %s, %s, %s)"
RETURN: Final = "SELECT * FROM credits_return(%s, %s, %s, %s)"
OPEN_PERIOD: Final = "SELECT * FROM credits_open_period(%s, %s)"
OPEN_DUE: Final = "SELECT opened, last_account FROM credits_open_due(%s, %s, %s)"
CHANGE_PLAN: Final = "SELECT credits_change_plan(%s, %s, %s)"
REVISE_PLAN: Final = "SELECT changed, last_account FROM credits_revise_plan(%s, %s, %s, %s, %s, %s, %s, %s)"

CHUNK: Final = 500
"""Accounts whose months are opened in one transaction: a first use of one of them waits for so long."""
REVISION_CHUNK: Final = 1_000
"""Accounts whose months are revised in one transaction: their reserves wait for so long."""
REASON_LENGTH: Final = 300


class Result(StrEnum):
    """What a verb answers."""

    HELD = "held"
    REPLAYED = "replayed"
    CONFLICT = "conflict"
    INSUFFICIENT = "insufficient"
    CAPPED = "capped"
    SETTLED = "settled"
    VOIDED = "voided"
    ADJUSTED = "adjusted"
    UNKNOWN = "unknown"


class PlanChange(StrEnum):
    """What became of a change of plan."""

    CHANGED = "changed"
    SCHEDULED = "scheduled"
    KEPT = "kept"


OK: Final = frozenset({Result.HELD, Result.REPLAYED, Result.SETTLED, Result.VOIDED, Result.ADJUSTED})


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """What a run wants to hold. Under an own key `credits` is 0: the provider bills the tenant."""

    reference: UUID
    credits: int
    operation: str
    member: UUID | None
    model: str
    funding: str

    def __post_init__(self) -> None:
        if self.credits < 0:
            raise ValueError(f"A hold of {self.credits} credits is impossible: it must be 0 or more.")
        if not self.operation:
            raise ValueError("A hold needs the operation that it is for.")
        if self.funding == Funding.OWN_KEY and self.credits:
            raise ValueError(f"A run on an own key takes no credits, and this hold asks for {self.credits}.")


@dataclass(frozen=True, slots=True)
class CapHit:
    """The limit that refused a hold. No member means all members; no operation, all operations."""

    member: UUID | None
    operation: str
    credits: int
    used: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a verb: the result, and the period as it stands after it.

    `remaining` and `needed` are in credits; `ends_at` is when the period ends, or None where
    nothing is known about the account or reference. `cap` is set for CAPPED alone.
    """

    result: Result
    remaining: int
    needed: int
    ends_at: datetime | None
    cap: CapHit | None = None

    @property
    def ok(self) -> bool:
        """Return whether the verb did what was asked, now or at its first call."""
        return self.result in OK

    @property
    def is_open(self) -> bool:
        """Return whether a reserve holds its credits."""
        return self.ok


def reserve(account: Account, hold: HoldRequest, *, at: datetime) -> Outcome:
    """Hold credits of the period that is current at `at`, for one run.

    The same reference gives the first outcome again (replayed), with other content a conflict.
    Returns held, replayed, conflict, insufficient or capped; never raises for a refusal.
    """
    parameters = (hold.reference, hold.credits, hold.operation, hold.member, hold.model, hold.funding)
    return _ask(RESERVE, account.pk, *parameters, at)


def settle(reference: UUID, *, at: datetime) -> Outcome:
    """Turn a hold into use, in the period that it was made in.

    Returns settled, replayed, conflict (the hold was voided) or unknown (there is no such hold).
    """
    return _ask(SETTLE, reference, at)


def void(reference: UUID, *, at: datetime, reason: str = "") -> Outcome:
    """Give a hold back to the period that it was made in. A long reason is cut.

    Returns voided, replayed, conflict (the hold was settled) or unknown (there is no such hold).
    """
    return _ask(VOID, reference, reason[:REASON_LENGTH], at)


def adjust(
    account: Account, credits: int, *, reference: UUID, reason: str, member: UUID | None, at: datetime
) -> Outcome:
    """Give credits to the current period, or take them away (negative), with a reason.

    Returns adjusted, replayed, conflict or insufficient: never below zero remaining. Raises
    ValueError for no credits, or without a reason.
    """
    if not credits:
        raise ValueError("An adjustment of 0 credits changes nothing. Give or take at least 1.")
    if not reason.strip():
        raise ValueError("An adjustment needs a reason, which is written down with it.")
    return _ask(ADJUST, account.pk, credits, reference, reason[:REASON_LENGTH], member, at)


def return_run(reference: UUID, *, reason: str, member: UUID | None, at: datetime) -> Outcome:
    """Give back what a run used, once, to the account's current period. `reference` is the run's id.

    Returns adjusted, replayed (this member returned it already, for this reason), conflict (it was
    returned by somebody else or for another reason) or unknown (there is no such run that used
    credits). Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Credits are returned with a reason, so that the statement explains itself.")
    return _ask(RETURN, reference, reason[:REASON_LENGTH], member, at)


def open_period(account: Account, *, at: datetime) -> Period:
    """Return the account's period that is current at `at`; open it, with its grant, if it is absent.

    Raises Period.DoesNotExist for an account that is not in the database.
    """
    for period in Period.objects.raw(OPEN_PERIOD, (account.pk, at)):
        return period
    raise Period.DoesNotExist(f"Account {account.pk} is not in the database, so it has no period.")


def open_due_periods(*, at: datetime, chunk: int = CHUNK) -> int:
    """Open the current period of every account that has none, a chunk at a time; return how many.

    Each chunk is one statement and, outside a transaction, commits by itself: reserves go on
    meanwhile. An account that its first use is just opening is left to that use.
    """
    return sum(_open_chunks(at, chunk))


def change_plan(account: Account, plan: Plan, *, at: datetime) -> PlanChange:
    """Change the plan: one that grants more now, with use carried over; one that grants less at the next reset.

    An upgrade and the plan that the account has already both cancel a waiting downgrade. Within
    a period a difference is granted once, however often the plan goes back and forth. Raises
    DoesNotExist for an account or a plan that is not in the database.
    """
    ((answer,),) = _rows(CHANGE_PLAN, account.pk, plan.pk, at)
    account.refresh_from_db(fields=("plan", "next_plan"))
    if answer is None:
        raise Plan.DoesNotExist(f"Plan {plan.pk} is not in the database, so no account can change to it.")
    return PlanChange(answer)


def revise_plan(revision: PlanRevision, *, at: datetime, chunk: int = REVISION_CHUNK) -> int:
    """Bring the open periods of a plan's accounts to its new credits; return how many changed.

    Raising grants the difference, and takes nothing from a month that was granted more already.
    Lowering stops at what is used and held. Outside a transaction each chunk commits by itself;
    doing a revision again, after an interruption too, changes each account once.
    """
    return sum(_revise_chunks(revision, at, chunk))


def _revise_chunks(revision: PlanRevision, at: datetime, chunk: int) -> Iterator[int]:
    last: UUID | None = None
    content = (revision.plan_id, revision.credits_before, revision.credits, revision.pk, revision.reason)
    while True:
        ((changed, last),) = _rows(REVISE_PLAN, *content, last, chunk, at)
        if last is None:
            return
        yield changed


def _open_chunks(at: datetime, chunk: int) -> Iterator[int]:
    last: UUID | None = None
    while True:
        ((opened, last),) = _rows(OPEN_DUE, last, chunk, at)
        if last is None:
            return
        yield opened


def _ask(statement: str, *parameters: Any) -> Outcome:
    (row,) = _rows(statement, *parameters)
    result, remaining, needed, ends_at, member, operation, credits, used = row
    cap = None if credits is None else CapHit(member, operation, credits, used)
    return Outcome(Result(result), remaining, needed, ends_at, cap)


def _rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
