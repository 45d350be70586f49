"""Hand runs and news to the broker. What it loses, or never gets, the sweeper and beat hand over again."""

from collections.abc import Iterable
from uuid import UUID

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)

TASK = "ai_ops.tasks.run_operation"
MAIL_KEY_NOTICES = "ai_ops.tasks.mail_key_notices"


def send(run_ids: Iterable[UUID]) -> int:
    """Send a task for each run, carrying the run's id only. Return how many the broker took."""
    sent = 0
    for run_id in run_ids:
        try:
            current_app.send_task(TASK, args=(str(run_id),))
        except OperationalError:
            logger.warning("broker_unreachable", run=str(run_id))
            break
        sent += 1
    return sent


def tell_of_keys() -> None:
    """Have the mails sent that are due about keys, now rather than with the next beat."""
    try:
        current_app.send_task(MAIL_KEY_NOTICES, args=())
    except OperationalError:
        logger.warning("broker_unreachable")
