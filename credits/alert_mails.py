"""Mail the alerts that are due. What the mail server does not take stays due."""

import logging
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from credits.alert_rules import AT_LIMIT, line_reached, rule_of
from credits.models import Alert, Period
from tenants import mails

log = logging.getLogger(__name__)

TEMPLATE: Final = "settings/email/credits_alert.txt"
MOST_MAILS: Final = 1_000
MOST_FAILURES: Final = 3
"""Mails that fail one after the other until a pass gives up: the mail server is down, and each waits for it."""
LONGEST_MONTH: Final = timedelta(days=35)


def send_due(*, at: datetime, account_id: UUID | None = None) -> int:
    """Mail what was crossed and not mailed yet, a mail for each month; return how many were sent.

    Where the mail server fails, the alert stays due for the next pass.
    """
    sent = failures = 0
    for period_id in _due_periods(at, account_id):
        try:
            sent += _mail(period_id, at=at)
        except OSError as error:  # SMTPException is one
            failures += 1
            log.warning("An alert was not mailed, and stays due: %s", type(error).__name__)
        else:
            failures = 0
        if failures == MOST_FAILURES:
            break
    return sent


def _due_periods(at: datetime, account_id: UUID | None) -> list[int]:
    due = Alert.objects.filter(mailed_at=None, rearmed_at=None, crossed_at__gt=at - LONGEST_MONTH)
    due = due.filter(period__ends_at__gt=at).exclude(period__account__alert_rule__is_mailed=False)
    if account_id is not None:
        due = due.filter(period__account=account_id)
    return list(due.order_by("period_id").values_list("period_id", flat=True).distinct()[:MOST_MAILS])


@transaction.atomic
def _mail(period_id: int, *, at: datetime) -> bool:
    """Mail the highest line of a month that is due, once; return whether a mail was sent.

    The rows' lock is the claim: another sender skips them, and after a crash they are due again.
    """
    due = Alert.objects.filter(period=period_id, mailed_at=None, rearmed_at=None)
    claimed = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    period = Period.objects.select_related("account__tenant", "account__alert_rule").get(pk=period_id)
    rule = rule_of(period.account)
    line = line_reached(period, warn_at=rule.warn_at, is_at_limit=rule.is_at_limit)
    recipients = mails.admins_of(period.account.tenant)
    if not recipients or line not in {each.percent for each in claimed}:
        return False
    context = {"period": period, "tenant": period.account.tenant, "line": line, "is_at_limit": line == AT_LIMIT}
    mails.deliver(TEMPLATE, context, to=recipients)
    Alert.objects.filter(pk__in=[each.pk for each in claimed]).update(mailed_at=at)
    return True
