"""What beat calls."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from credits import alerts, ledger, revisions


@shared_task
def open_due_periods() -> int:
    """Open every period that is due, with its grant; return how many."""
    return ledger.open_due_periods(at=timezone.now())


@shared_task
def apply_plan_revision(revision_id: str) -> int:
    """Bring open months to a plan's new credits; return how many changed."""
    return revisions.apply(UUID(revision_id), at=timezone.now())


@shared_task
def apply_forgotten_revisions() -> int:
    """Apply the revisions whose task was lost or interrupted; return how many there were."""
    return revisions.apply_forgotten(at=timezone.now())


@shared_task(expires=240)  # beat sends it every five minutes; behind a long queue one of them is enough
def watch_credits() -> int:
    """Tell admins whose credits run out, and mail what could not be mailed before; return the new alerts."""
    return alerts.sweep(at=timezone.now())
