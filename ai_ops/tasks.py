"""Celery tasks: ids in, one function called."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from ai_ops import executing, sweeper


@shared_task
def run_operation(run_id: str) -> None:
    """Execute a run."""
    executing.execute(UUID(run_id))


@shared_task(expires=20)  # beat sends it every ten seconds; behind a long queue one of them is enough
def sweep_runs() -> None:
    """End what is over and send again what waits."""
    sweeper.sweep(at=timezone.now())
