"""Mail that models end: to the admins who chose them and to staff, once at 30 days and once at 7."""

import logging
from collections import Counter
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from ai_ops import choices, retirements
from ai_ops.models import RetirementNotice
from ai_ops.providers.sentences import LABELS
from ai_ops.retirements import Retirement
from tenants import mails
from tenants.models import Tenant, User

log = logging.getLogger(__name__)

DAYS: Final = (7, 30)
"""How many days before its end a model is told of. Who hears of it late is told once all the same."""
ADMINS: Final = "ai_ops/email/model_ends.txt"
STAFF: Final = "ai_ops/email/model_ends_staff.txt"
MOST_FAILURES: Final = 3
"""Mails that fail one after the other until a pass gives up: the mail server is down, and each waits for it."""


class _Post:
    """One pass, which counts what was sent and what failed in a row."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.sent = self.failures = 0

    @property
    def has_given_up(self) -> bool:
        """Return whether so many mails failed that the mail server must be down."""
        return self.failures >= MOST_FAILURES

    def tell(self, retirement: Retirement, *, tenant: Tenant | None, context: dict[str, Any]) -> None:
        """Send one mail, if it is due and was not sent yet. What fails stays due."""
        days = mark_of(retirement, at=self.at)
        if days is None or self.has_given_up:
            return
        try:
            self.sent += _send_once(retirement, days, tenant=tenant, context=context, at=self.at)
        except OSError as error:  # SMTPException is one
            self.failures += 1
            log.warning("A mail about a model's end was not sent, and stays due: %s", type(error).__name__)
        else:
            self.failures = 0


def send_due(*, at: datetime) -> int:
    """Tell those who were not told yet; return how many mails were sent.

    Of a standard model that ends only staff are told by mail, because it is theirs to change.
    """
    post, affected, by_model = _Post(at), Counter[str](), dict[str, Retirement]()
    for tenant_id, chosen in retirements.everywhere(at=at):
        affected.update(each.model.id for each in chosen)
        by_model.update((each.model.id, each) for each in chosen)
        _tell_admins(post, tenant_id, chosen)
    by_model.update((each.model.id, each) for each in retirements.standards(at=at))
    for each in by_model.values():
        post.tell(each, tenant=None, context={"tenants": affected[each.model.id]})
    return post.sent


def mark_of(retirement: Retirement, *, at: datetime) -> int | None:
    """Return the mark that is reached: 7 or 30 days before the end; None before, and after the end."""
    left = (retirement.retires_on - at.date()).days
    return next((days for days in DAYS if 0 < left <= days), None)


def _tell_admins(post: _Post, tenant_id: UUID, chosen: list[Retirement]) -> None:
    due = [each for each in chosen if mark_of(each, at=post.at)]
    tenant = Tenant.objects.filter(pk=tenant_id).first() if due else None
    for each in due if tenant else ():
        post.tell(each, tenant=tenant, context={"tenant": tenant})


@transaction.atomic
def _send_once(
    retirement: Retirement, days: int, *, tenant: Tenant | None, context: dict[str, Any], at: datetime
) -> bool:
    """Send a mail unless it was sent; return whether it was sent now.

    The row is the claim: a second sender waits for the first, and a mail that fails takes it back.
    """
    to = mails.admins_of(tenant) if tenant else _staff()
    if not to:
        return False
    notice = {"model": retirement.model.id, "retires_on": retirement.retires_on, "days": days, "tenant": tenant}
    _row, is_new = RetirementNotice.objects.get_or_create(**notice, defaults={"sent_at": at})
    if is_new:
        words = {"retirement": retirement, **_words_of(retirement.model.provider), **context}
        mails.deliver(STAFF if tenant is None else ADMINS, words, to=to)
    return is_new


def _words_of(provider: str) -> dict[str, str]:
    return {"provider": LABELS[provider], "setting": choices.SETTING_OF[provider]}


def _staff() -> list[str]:
    people = User.objects.filter(is_staff=True, is_active=True).order_by("email")
    return list(people.values_list("email", flat=True))
