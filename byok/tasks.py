"""What beat calls about own keys, where no provider is called."""

from celery import shared_task
from django.utils import timezone

from byok import spend_mails


@shared_task(expires=240)  # beat sends it every five minutes; behind a long queue one of them is enough
def watch_spend() -> int:
    """Mail the spend limits that were reached and not told yet; return how many mails were sent."""
    return spend_mails.sweep(at=timezone.now())
