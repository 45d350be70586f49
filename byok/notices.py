"""Mails about keys that stopped working: one for each time that one stops, to those who can mend it.

What is due is a mark on the key's row, set by the statement that finds it out. So the news is there
when a process dies or the mail server is down, and is mailed by the next pass.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from byok.models import Health, PlatformKey, ProviderKey
from byok.shapes import SHAPES
from tenants import mails
from tenants.models import User

log = logging.getLogger(__name__)

OWN: Final = "byok/email/own_key.txt"
PLATFORM: Final = "byok/email/platform_key.txt"
MOST_MAILS: Final = 1_000
MOST_FAILURES: Final = 3
"""Mails that fail one after the other until a pass gives up: the mail server is down, and each waits for it."""


def send_due(*, at: datetime) -> int:
    """Mail what is due; return how many mails were sent. What the mail server does not take stays due."""
    return _send(ProviderKey.objects.all(), _tell_admins) + _send(PlatformKey.objects.all(), _tell_staff)


def _send[H: Health](rows: QuerySet[H], tell: Callable[[H], bool]) -> int:
    sent = failures = 0
    for pk in list(rows.filter(is_notice_due=True).order_by("pk").values_list("pk", flat=True)[:MOST_MAILS]):
        try:
            sent += _mail(rows.filter(pk=pk), tell)
        except OSError as error:  # SMTPException is one
            failures += 1
            log.warning("A mail about a key was not sent, and stays due: %s", type(error).__name__)
        else:
            failures = 0
        if failures == MOST_FAILURES:
            break
    return sent


@transaction.atomic
def _mail[H: Health](row: QuerySet[H], tell: Callable[[H], bool]) -> bool:
    """Mail about one key, once; return whether a mail was sent.

    The row's lock is the claim: another sender skips it, and after a crash it is due again.
    """
    due = row.filter(is_notice_due=True)
    key = due.select_for_update(skip_locked=True, of=("self",)).first()
    if key is None:
        return False
    is_sent = tell(key)
    due.update(is_notice_due=False)
    return is_sent


def _tell_admins(key: ProviderKey) -> bool:
    to = mails.admins_of(key.tenant)
    mails.deliver(OWN, {"key": key, "tenant": key.tenant, **_words_of(key.provider)}, to=to)
    return bool(to)


def _tell_staff(key: PlatformKey) -> bool:
    staff = User.objects.filter(is_staff=True, is_active=True).order_by("email")
    to = list(staff.values_list("email", flat=True))
    mails.deliver(PLATFORM, {"key": key, **_words_of(key.provider)}, to=to)
    return bool(to)


def _words_of(provider: str) -> dict[str, Any]:
    shape = SHAPES.get(provider)  # None for the row of a provider that a later version left out
    return {"provider": shape.label if shape else provider, "keys_url": shape.keys_url if shape else ""}
