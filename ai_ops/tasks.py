"""Celery tasks: ids in, one function called."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from ai_ops import executing, library_bin, library_importing, own_keys, platform_keys, retirement_mails, sweeper
from byok import notices


@shared_task
def run_operation(run_id: str) -> None:
    """Execute a run."""
    executing.execute(UUID(run_id))


@shared_task(expires=20)  # beat sends it every ten seconds; behind a long queue one of them is enough
def sweep_runs() -> None:
    """End what is over and send again what waits."""
    sweeper.sweep(at=timezone.now())


@shared_task(expires=50)  # beat sends it every minute; behind a long queue one of them is enough
def check_own_keys() -> int:
    """Check the tenants' keys that are due; return how many there were."""
    return own_keys.check_due(at=timezone.now())


@shared_task(expires=50)
def check_platform_keys() -> int:
    """Check the operator's keys that are due; return how many there were."""
    return platform_keys.check_due(at=timezone.now())


@shared_task(expires=50)
def mail_key_notices() -> int:
    """Mail what could not be mailed before about keys that stopped working; return how many mails were sent."""
    return notices.send_due(at=timezone.now())


@shared_task(expires=3600)
def mail_retirements() -> int:
    """Tell admins and staff of models that end soon; return how many mails were sent."""
    return retirement_mails.send_due(at=timezone.now())


@shared_task(expires=3600)
def empty_library_bins() -> int:
    """Delete for good what was deleted from libraries thirty days ago, and forget imports that nobody finished.

    Return how many items there were.
    """
    library_importing.forget(at=timezone.now())
    return library_bin.empty(at=timezone.now())
