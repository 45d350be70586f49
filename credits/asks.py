"""Asks: somebody is short of credits. A designer asks the tenant's admins, an admin asks the operator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from credits import caps, mails
from credits.caps import CapUse
from credits.ledger import CapHit
from credits.models import Account, Answer, Ask, Period, Wish
from tenants import audit
from tenants.models import User

ANSWERED = "settings/email/ask_answered.txt"


class NotEnoughError(Exception):
    """More was used since the admin looked, so the limit that they agreed to is not enough."""

    def __init__(self, most: int, *, needed: int) -> None:
        self.needed = needed
        super().__init__(f"A limit of {most} credits a month is no longer enough: it would have to be {needed}.")


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody is short of, in credits: `needed` for a run, and `remaining` of the month.

    `cap` is the limit that stands in the way, where it is one.
    """

    wish: Wish
    operation: str
    needed: int
    remaining: int
    cap: CapHit | None = None


@transaction.atomic
def make(
    account: Account, need: Need, *, member: UUID, note: str = "", at: datetime, request: HttpRequest | None = None
) -> tuple[Ask, bool]:
    """Write an ask down; return it and whether it is new.

    The same person's ask for the same is given back while it is open within the month.
    """
    caps.lock(account)  # before the month is opened: whoever opens one locks the account first, and then the month
    caps.month_of(account, at=at)
    known = find_open(account, need, member=member, at=at)
    if known is not None:
        return known, False
    cap = need.cap
    ask = Ask.objects.create(
        account=account,
        member=member,
        wish=need.wish,
        operation=need.operation,
        needed=need.needed,
        remaining=need.remaining,
        cap_member=cap.member if cap else None,
        cap_operation=cap.operation if cap else "",
        cap_credits=cap.credits if cap else None,
        note=note.strip()[:300],
        created_at=at,
    )
    detail = {"wish": str(ask.wish), "operation": ask.operation, "needed": ask.needed}
    audit.record("ask.made", tenant=account.tenant, target=str(ask.pk), detail=detail, request=request)
    return ask, True


def find_open(account: Account, need: Need, *, member: UUID, at: datetime) -> Ask | None:
    """Return the person's open ask for the same, of this month, or None."""
    cap = need.cap
    asks = open_asks(account, at=at).filter(member=member, wish=need.wish, operation=need.operation)
    return asks.filter(
        cap_member=cap.member if cap else None, cap_operation=cap.operation if cap else "", cap_credits__isnull=not cap
    ).first()


def open_asks(account: Account, *, at: datetime) -> QuerySet[Ask]:
    """Return the asks of this month that nobody has answered, newest first. Locks nothing."""
    month = Period.objects.filter(account=account.pk, starts_at__lte=at, ends_at__gt=at).values("starts_at")
    return Ask.objects.filter(account=account.pk, answer="", created_at__gte=month[:1]).order_by("-created_at")


def answer(
    ask: Ask,
    given: Answer,
    *,
    by: UUID | None,
    at: datetime,
    most: int | None = None,
    request: HttpRequest | None = None,
) -> bool:
    """Answer an ask, and tell the person who asked by mail once it is committed.

    The first answer wins: of two at once, the second returns False and changes nothing. Granting
    a higher limit raises the cap by what is needed, in the same transaction; to no more than
    `most` credits a month, if given. Raises NotEnoughError where that is not enough.
    """
    with transaction.atomic():
        current = Ask.objects.select_for_update(of=("self",)).select_related("account__tenant").get(pk=ask.pk)
        is_first = not current.answer
        if is_first:
            current.answer, current.answered_by, current.answered_at = given, by, at
            current.save(update_fields=("answer", "answered_by", "answered_at"))
            _carry_out(current, at=at, most=most, request=request)
            transaction.on_commit(lambda: _tell(current), robust=True)
    ask.answer, ask.answered_by, ask.answered_at = current.answer, current.answered_by, current.answered_at
    return is_first


@transaction.atomic
def mail(ask: Ask, template: str, context: dict[str, Any], *, to: list[str], reply_to: str, at: datetime) -> None:
    """Mail an ask to those who answer it, once, and note when.

    The row's lock is the claim, so a click that comes meanwhile mails nothing. Where the mail
    server did not take it, or the process died, asking again mails it.
    """
    unmailed = Ask.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=ask.pk, mailed_at=None)
    if unmailed.first() and mails.send(template, {"ask": ask, **context}, to=to, reply_to=reply_to):
        unmailed.update(mailed_at=at)


def _carry_out(ask: Ask, *, at: datetime, most: int | None, request: HttpRequest | None) -> None:
    detail = {"wish": str(ask.wish), "answer": str(ask.answer), "member": str(ask.member)}
    audit.record("ask.answered", tenant=ask.account.tenant, target=str(ask.pk), detail=detail, request=request)
    if ask.answer == Answer.GRANTED and ask.wish == Wish.CAP:
        caps.lock(ask.account)
        _raise_cap(ask, at=at, most=most, request=request)


def _raise_cap(ask: Ask, *, at: datetime, most: int | None, request: HttpRequest | None) -> None:
    cap = cap_of(ask, at=at)
    if cap is None or raised(cap, ask) == cap.credits:
        return
    if most is not None and raised(cap, ask) > most:
        raise NotEnoughError(most, needed=raised(cap, ask))
    caps.put(ask.account, raised(cap, ask), member=cap.member, operation=cap.operation, request=request)


def cap_of(ask: Ask, *, at: datetime) -> CapUse | None:
    """Return the limit that an ask wants raised, as it stands now; None where it is gone."""
    uses = caps.uses_of(ask.account, at=at)
    return next((use for use in uses if (use.member, use.operation) == (ask.cap_member, ask.cap_operation)), None)


def raised(cap: CapUse, ask: Ask) -> int:
    """Return the credits at which the limit lets the run through that was asked for."""
    return max(cap.credits, cap.used + ask.needed)


def _tell(ask: Ask) -> None:
    """Mail the answer to the person who asked, if they are still a member."""
    person = User.objects.filter(pk=ask.member, is_active=True, memberships__tenant=ask.account_id).first()
    if person is not None:
        mails.send(ANSWERED, {"ask": ask, "tenant": ask.account.tenant, "person": person}, to=[person.email])
