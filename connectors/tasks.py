"""What beat calls about sources."""

from celery import shared_task
from django.utils import timezone

from connectors import retention


@shared_task(expires=3600)  # beat sends it every hour; behind a long queue one of them is enough
def tend_sources() -> int:
    """Delete snapshots that are no longer kept, and find sources that went silent."""
    return retention.sweep(at=timezone.now())
