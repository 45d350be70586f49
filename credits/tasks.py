"""What beat calls."""

from celery import shared_task
from django.utils import timezone

from credits import ledger


@shared_task
def open_due_periods() -> int:
    """Open every period that is due, with its grant; return how many."""
    return ledger.open_due_periods(at=timezone.now())
