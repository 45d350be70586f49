"""When a tenant's admins are told that credits run out: the lines, and whether a month has reached them."""

from typing import Final, Protocol

from django.db import transaction
from django.http import HttpRequest

from credits import caps
from credits.models import Account, AlertRule
from tenants import audit

AT_LIMIT: Final = 100
FIELDS: Final = ("warn_at", "is_at_limit", "is_mailed")


class Month(Protocol):
    """What a line is measured on, in credits: a period or a meter."""

    @property
    def used(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def allowance(self) -> int: ...


def rule_of(account: Account) -> AlertRule:
    """Return when an account's admins are told: its own rule, or the defaults, which are not saved."""
    try:
        return account.alert_rule
    except AlertRule.DoesNotExist:
        return AlertRule(account=account)


@transaction.atomic
def change(account: Account, rule: AlertRule, *, request: HttpRequest | None = None) -> bool:
    """Keep a rule for the account; return False where it says what was so already."""
    caps.lock(account)
    before = _content(AlertRule.objects.filter(pk=account.pk).first() or AlertRule())
    after = _content(rule)
    if before == after:
        return False
    AlertRule.objects.update_or_create(account_id=account.pk, defaults=after)
    detail = {"before": before, "after": after}
    audit.record("alerts.changed", tenant=account.tenant, target=account.tenant.slug, detail=detail, request=request)
    return True


def _content(rule: AlertRule) -> dict[str, int | bool | None]:
    return {name: getattr(rule, name) for name in FIELDS}


def reaches(month: Month, percent: int) -> bool:
    """Return whether a month has reached a line. At the last one, what is held counts: nothing remains."""
    level = month.used + month.held if percent == AT_LIMIT else month.used
    return month.allowance > 0 and level * 100 >= percent * month.allowance


def line_reached(month: Month, *, warn_at: int | None, is_at_limit: bool) -> int | None:
    """Return the highest line that a month has reached, in percent, or None."""
    lines = (AT_LIMIT if is_at_limit else None, warn_at)
    return next((line for line in lines if line is not None and reaches(month, line)), None)
