"""Mails about credits that are sent at once, and not again."""

import logging
from typing import Any

from tenants import mails

log = logging.getLogger(__name__)


def send(template: str, context: dict[str, Any], *, to: list[str], reply_to: str = "") -> bool:
    """Send one mail, and return whether the mail server took it. A server that is down raises nothing."""
    try:
        mails.deliver(template, context, to=to, reply_to=reply_to)
    except OSError as error:  # SMTPException is one
        log.warning("A mail about credits was not sent: %s", type(error).__name__)
        return False
    return bool(to)
