"""End runs that are over and send again those that wait: what brokers lose and workers leave behind."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F, Q

from ai_ops import dispatch, ending
from ai_ops.ending import Ending
from ai_ops.models import LIVE_STATES, Run, State

MOST_AT_ONCE = 1_000
"""Runs of each kind that one sweep takes; the next is seconds away."""

# Lease ran out: back into the queue. SKIP LOCKED, so that two sweepers share the work; the rows
# are found by the partial index of live runs.
REQUEUE = """
    WITH lost AS (
        SELECT id FROM ai_ops_run
        WHERE state = 'running' AND lease_until < %(at)s AND deadline_at > %(at)s AND attempt < %(attempts)s
        ORDER BY deadline_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ), closed AS (
        UPDATE ai_ops_attempt SET ended_at = %(at)s, outcome = 'lost'
        FROM lost WHERE run_id = lost.id AND ended_at IS NULL
    )
    UPDATE ai_ops_run SET state = 'queued', stage = 'queued', lease_until = NULL, sent_at = %(at)s
    FROM lost WHERE ai_ops_run.id = lost.id
    RETURNING ai_ops_run.id
"""

# Waits in the queue: sent again after `wait` seconds, and then after as long as it has waited
# already, so that a broker that is merely slow is not buried under copies.
RESEND = """
    WITH waiting AS (
        SELECT id FROM ai_ops_run
        WHERE state = 'queued' AND deadline_at > %(at)s
            AND sent_at + GREATEST(%(wait)s * INTERVAL '1 second', sent_at - created_at) <= %(at)s
        ORDER BY deadline_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    UPDATE ai_ops_run SET sent_at = %(at)s FROM waiting WHERE ai_ops_run.id = waiting.id
    RETURNING ai_ops_run.id
"""

TOO_LATE = ending.failed(
    "deadline_passed",
    "This run did not finish within the time that a run has. No credits were taken. Try again; "
    "if it stays so, the server's workers are too few or do not run.",
)
GIVEN_UP = ending.failed(
    "workers_lost",
    "This run was interrupted again and again, because the workers that had it stopped. No credits were taken. "
    "Try again in a few minutes.",
)


@dataclass(frozen=True, slots=True)
class SweepReport:
    """How many runs a sweep ended, gave back to the queue, and sent again."""

    too_late: int
    given_up: int
    requeued: int
    resent: int


def sweep(*, at: datetime) -> SweepReport:
    """Bring every run that nobody looks after one step on. Safe to run twice at once."""
    too_late = _end_all(Q(deadline_at__lte=at), TOO_LATE, at=at)
    given_up = _end_all(
        Q(state=State.RUNNING, lease_until__lt=at, attempt__gte=settings.RUN_MAX_ATTEMPTS), GIVEN_UP, at=at
    )
    requeued = _take(REQUEUE, at=at, attempts=settings.RUN_MAX_ATTEMPTS)
    resent = _take(RESEND, at=at, wait=settings.RUN_RESEND_SECONDS)
    dispatch.send([*requeued, *resent])
    return SweepReport(too_late, given_up, len(requeued), len(resent))


def _end_all(which: Q, end_as: Ending, *, at: datetime) -> int:
    """End runs one by one: a transaction of several would lock several accounts, in any order."""
    ids = Run.objects.filter(which, state__in=LIVE_STATES).order_by(F("deadline_at")).values_list("id", flat=True)
    return sum(ending.end(run_id, end_as, at=at, only=which) for run_id in ids[:MOST_AT_ONCE])


def _take(statement: str, *, at: datetime, **values: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"at": at, "limit": MOST_AT_ONCE, **values})
        return [row[0] for row in cursor.fetchall()]
