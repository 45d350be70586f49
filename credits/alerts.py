"""Alerts: tell a tenant's admins, once, that this month's credits run out.

A line is a percentage of the allowance. Crossing it is written down first, which the database
lets happen once for each line and month, and mailed afterwards; what was not mailed stays due.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from credits import alert_mails
from credits.models import Account

REARM: Final = 10
"""Points below its line to which use must fall before a line can be crossed again."""
CHUNK: Final = 10_000
FIRST: Final = UUID(int=0)
LAST: Final = UUID(int=2**128 - 1)

# Rearms the lines that use fell well below, and writes down those that it reached. `%(rearm)s` and
# the level of a line say what credits/alert_rules.py says in Python.
# Lock: of alerts alone; periods are only read, after the settle that crossed was committed, so
# reserves go on. Two at once meet at credits_alert_once_key, and one writes.
# Index: credits_period_account_starts_key, credits_alert_once_key.
CROSS: Final = """
WITH month AS (
    SELECT period.id, period.used::bigint AS used, period.used::bigint + period.held AS taken,
        period.granted::bigint + period.adjusted AS allowance,
        CASE WHEN rule.account_id IS NULL THEN 80 ELSE rule.warn_at END AS warn_at,
        coalesce(rule.is_at_limit, true) AS is_at_limit
    FROM credits_account AS account
    CROSS JOIN LATERAL (
        SELECT * FROM credits_period
        WHERE account_id = account.tenant_id AND starts_at <= %(at)s ORDER BY starts_at DESC LIMIT 1
    ) AS period
    LEFT JOIN credits_alertrule AS rule ON rule.account_id = account.tenant_id
    WHERE account.tenant_id BETWEEN %(first)s AND %(last)s AND period.ends_at > %(at)s
), rearmed AS (
    UPDATE credits_alert AS alert SET rearmed_at = %(at)s FROM month
    WHERE alert.period_id = month.id AND alert.rearmed_at IS NULL
        AND CASE alert.percent WHEN 100 THEN month.taken ELSE month.used END * 100
            <= greatest(alert.percent - %(rearm)s, 0) * month.allowance
), line AS (
    SELECT id, warn_at AS percent FROM month WHERE used * 100 >= warn_at * allowance AND allowance > 0
    UNION ALL
    SELECT id, 100 FROM month WHERE is_at_limit AND taken >= allowance AND allowance > 0
)
INSERT INTO credits_alert (period_id, percent, crossed_at)
SELECT id, percent, %(at)s FROM line
ON CONFLICT DO NOTHING
"""


def check(account_id: UUID, *, at: datetime) -> int:
    """Write down the lines that an account's month has crossed, and mail them; return how many are new."""
    crossed = _cross(account_id, account_id, at=at)
    if crossed:
        alert_mails.send_due(at=at, account_id=account_id)
    return crossed


def sweep(*, at: datetime, chunk: int = CHUNK) -> int:
    """Do for every account what `check` does for one, and mail what could not be mailed before."""
    crossed = sum(_cross(first, last, at=at) for first, last in _chunks(chunk))
    alert_mails.send_due(at=at)
    return crossed


def _chunks(chunk: int) -> Iterator[tuple[UUID, UUID]]:
    """Return the first and last key of each so many accounts."""
    first, ids = FIRST, Account.objects.order_by("pk").values_list("pk", flat=True)
    while ends := ids.filter(pk__gte=first)[chunk - 1 : chunk]:
        yield first, ends[0]
        first = UUID(int=ends[0].int + 1)
    yield first, LAST


def _cross(first: UUID, last: UUID, *, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(CROSS, {"first": first, "last": last, "at": at, "rearm": REARM})
        crossed: int = cursor.rowcount
    return crossed
