"""Mail admins that own keys have cost as much as a limit says. What the mail server does not take stays due."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from byok import spend, spend_limits
from byok.models import SpendLimit
from byok.money import of_cents, of_microdollars
from byok.spend_limits import LimitUse
from tenants import mails
from tenants.models import Tenant, User

log = logging.getLogger(__name__)

ALERT: Final = "byok/email/spend_alert.txt"
STOP: Final = "byok/email/spend_stop.txt"
MOST_MAILS: Final = 1_000
MOST_FAILURES: Final = 3
"""Mails that fail one after the other until a pass gives up: the mail server is down, and each waits for it."""


def check(tenant: Tenant, *, at: datetime) -> int:
    """Mail what the tenant's limits have reached and was not told this month; return how many mails were sent."""
    return _send(spend_limits.uses_of(tenant, at=at))


def sweep(*, at: datetime) -> int:
    """Do for every tenant what `check` does for one."""
    zones = SpendLimit.objects.order_by("tenant__time_zone").values_list("tenant__time_zone", flat=True).distinct()
    return _send(spend_limits.read([(zone, spend.month_at(zone, at)) for zone in zones]))


def _send(uses: Iterable[LimitUse]) -> int:
    sent = failures = 0
    for use in [each for each in uses if _is_due(each)][:MOST_MAILS]:
        try:
            sent += _mail(use)
        except OSError as error:  # SMTPException is one
            failures += 1
            log.warning("A mail about own-key spend was not sent, and stays due: %s", type(error).__name__)
        else:
            failures = 0
        if failures == MOST_FAILURES:
            break
    return sent


def _is_due(use: LimitUse) -> bool:
    return _is_stop_due(use) or (use.is_alert_reached and use.alerted_month != use.month)


def _is_stop_due(use: LimitUse) -> bool:
    return use.is_stop_reached and use.stopped_month != use.month


@transaction.atomic
def _mail(use: LimitUse) -> bool:
    """Mail about one limit, once; return whether a mail was sent. A stop that is reached tells the alert, too.

    The row's lock is the claim: another sender skips it, and after a crash it is due again. A limit
    that was changed since it was read is left for the next pass.
    """
    is_stop = _is_stop_due(use)
    row = SpendLimit.objects.filter(pk=use.id, alert_cents=use.alert_cents, stop_cents=use.stop_cents)
    row = row.filter(alerted_month=use.alerted_month, stopped_month=use.stopped_month)
    limit = row.select_for_update(skip_locked=True, of=("self",), no_key=True).select_related("tenant").first()
    if limit is None:
        return False
    recipients = mails.admins_of(limit.tenant)
    if not recipients:
        return False
    mails.deliver(STOP if is_stop else ALERT, _context(limit, use), to=recipients)
    SpendLimit.objects.filter(pk=limit.pk).update(**_told(use))
    return True


def _told(use: LimitUse) -> dict[str, date]:
    reached = {"alerted_month": use.is_alert_reached, "stopped_month": use.is_stop_reached}
    return {field: use.month for field, is_reached in reached.items() if is_reached}


def _context(limit: SpendLimit, use: LimitUse) -> dict[str, Any]:
    return {
        "tenant": limit.tenant,
        "is_for_all": use.is_for_all,
        "name": "" if use.is_for_all else _name_of(use.member),
        "spent": of_microdollars(use.microdollars),
        "alert": of_cents(use.alert_cents or 0),
        "stop": of_cents(use.stop_cents or 0),
        "use": use,
    }


def _name_of(member: UUID) -> str:
    """Return a member's name; an empty text for who was erased."""
    return next((str(user) for user in User.objects.filter(pk=member)), "")
