"""The one way in which a run ends: worker, late worker, sweeper and cancel all come through here."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ai_ops.base import Json
from ai_ops.models import LIVE_STATES, Attempt, Run, State, StoredFile
from credits import alerts, ledger


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ends. Only a success is settled; everything else is free."""

    state: State
    result: Json | None = None
    mends: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    error_code: str = ""
    error: str = ""
    files: list[StoredFile] = field(default_factory=list)


def failed(code: str, error: str, *, problems: tuple[str, ...] = (), mends: tuple[str, ...] = ()) -> Ending:
    """Return the ending of a run that failed: a code for programs and sentences for people."""
    return Ending(State.FAILED, error_code=code, error=error, problems=list(problems), mends=list(mends))


CANCELLED = Ending(State.CANCELLED, error_code="cancelled", error="This run was cancelled. No credits were taken.")


class LedgerError(Exception):
    """The ledger would not close a run's hold; run and hold stay as they were."""


def end(run_id: UUID, ending: Ending, *, at: datetime, only: Q | None = None) -> bool:
    """End a live run and close its hold, in one transaction. Return False where it was not there to end.

    `only` narrows the compare-and-set: a worker gives its attempt and lease, the sweeper its reason.
    """
    with transaction.atomic():
        live = Run.objects.filter(only or Q(), id=run_id, state__in=LIVE_STATES)
        is_ended = live.update(
            state=ending.state,
            stage="done",
            lease_until=None,
            ended_at=at,
            result=ending.result,
            mends=ending.mends,
            problems=ending.problems,
            error_code=ending.error_code,
            error=ending.error,
        )
        if not is_ended:
            return False
        StoredFile.objects.bulk_create(ending.files)
        _close_attempt(run_id, ending, at=at)
        _close_hold(run_id, ending, at=at)
        return True


def held_by(run: Run, *, at: datetime) -> Q:
    """Return the condition under which a worker may end a run: its attempt, and a lease that still holds."""
    return Q(state=State.RUNNING, attempt=run.attempt, lease_until__gte=at)


def cancel(run: Run, *, at: datetime) -> bool:
    """Cancel a live run, free of charge. Return False where it had ended already."""
    return end(run.id, CANCELLED, at=at)


def _close_attempt(run_id: UUID, ending: Ending, *, at: datetime) -> None:
    """Close the attempt that is open, if a worker has one."""
    outcome = ending.error_code or ending.state
    Attempt.objects.filter(run_id=run_id, ended_at=None).update(ended_at=at, outcome=outcome)


def _close_hold(run_id: UUID, ending: Ending, *, at: datetime) -> None:
    if ending.state == State.SUCCEEDED:
        outcome = ledger.settle(run_id, at=at)
        # No partial: Django says which function failed by a name that a partial has not, and would raise.
        transaction.on_commit(lambda: _watch_credits(run_id, at=at), robust=True)
    else:
        outcome = ledger.void(run_id, at=at, reason=ending.error_code)
    if not outcome.ok:
        raise LedgerError(f"The hold of run {run_id} did not close: {outcome.result}.")


def _watch_credits(run_id: UUID, *, at: datetime) -> None:
    """Tell the tenant's admins if this use crossed a line. The run has ended, whatever happens here."""
    alerts.check(Run.objects.values_list("tenant_id", flat=True).get(id=run_id), at=at)
