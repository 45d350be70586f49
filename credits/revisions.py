"""Change what a plan grants a month: from each account's next reset on, or in open months too."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog
from celery import current_app
from django.db import transaction
from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Greatest, Least
from django.http import HttpRequest
from django.utils import timezone
from kombu.exceptions import OperationalError

from credits import ledger
from credits.errors import RevisionUnderWayError, StalePreviewError, UnchangedPlanError
from credits.models import Account, Period, Plan, PlanRevision
from tenants import audit

logger = structlog.get_logger(__name__)

TASK: Final = "credits.tasks.apply_plan_revision"
PATIENCE: Final = timedelta(minutes=2)
"""How long a revision is left to the task that was sent for it."""


@dataclass(frozen=True, slots=True)
class RevisionWish:
    """New credits for a plan. The same token revises once; `credits_before` is what staff saw."""

    token: UUID
    credits_before: int
    credits: int
    is_for_current: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RevisionPreview:
    """What a revision for current months would do: numbers of accounts, and credits in all.

    Where it lowers, `stopped` months end above the new credits, at what is used and held.
    """

    accounts: int
    open_months: int
    raised: int
    lowered: int
    stopped: int
    difference: int


def preview_revision(plan: Plan, credits: int, *, at: datetime) -> RevisionPreview:
    """Say what bringing the open months of a plan's accounts to `credits` would do, in two queries."""
    counts = _count(plan, before=plan.credits, credits=credits, at=at)
    return RevisionPreview(accounts=Account.objects.filter(plan=plan).count(), **counts)


def left_to_do(revision: PlanRevision, *, at: datetime) -> int:
    """Return how many open months an unfinished revision has still to change."""
    counts = _count(revision.plan, before=revision.credits_before, credits=revision.credits, at=at)
    return int(counts["raised"] + counts["lowered"])


def revise(plan: Plan, wish: RevisionWish, *, at: datetime, request: HttpRequest | None = None) -> PlanRevision:
    """Set a plan's credits, with a revision that says why; open months are changed by a task afterwards.

    The same wish again returns the first revision. Raises StalePreviewError, UnchangedPlanError,
    and RevisionUnderWayError while an earlier revision of the plan is being applied: two at once
    would end in an order that nobody chose.
    """
    with transaction.atomic():
        locked = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        known = PlanRevision.objects.filter(pk=wish.token).first()
        if known:
            return known
        _refuse(locked, wish)
        Plan.objects.filter(pk=plan.pk).update(credits=wish.credits)
        revision = _write(locked, wish, at=at, request=request)
        if wish.is_for_current:
            transaction.on_commit(partial(_send, revision.pk))
    return revision


def apply(revision_id: UUID, *, at: datetime) -> int:
    """Bring the open months of the plan's accounts to a revision's credits; return how many changed.

    Doing it again, after an interruption too, changes each account once.
    """
    revision = PlanRevision.objects.filter(pk=revision_id, finished_at=None).first()
    if revision is None:
        return 0
    changed = ledger.revise_plan(revision, at=at)
    PlanRevision.objects.filter(pk=revision_id, finished_at=None).update(finished_at=timezone.now())
    return changed


def apply_forgotten(*, at: datetime) -> int:
    """Apply revisions whose task was lost or interrupted; return how many there were."""
    forgotten = PlanRevision.objects.filter(finished_at=None, created_at__lte=at - PATIENCE).order_by("created_at")
    ids = list(forgotten.values_list("pk", flat=True))
    for revision_id in ids:
        apply(revision_id, at=at)
    return len(ids)


def _count(plan: Plan, *, before: int, credits: int, at: datetime) -> dict[str, Any]:
    """Count months as credits_revise_plan would change them."""
    floor = Greatest(Value(credits), F("used") + F("held") - F("adjusted"), Value(0))
    target = Greatest(F("granted"), Value(credits)) if credits > before else Least(F("granted"), floor)
    months: Any = Period.objects.filter(account__plan=plan, starts_at__lte=at, ends_at__gt=at)
    stopped = Q(target__gt=credits) if credits < before else Q(pk=None)
    counts: dict[str, Any] = months.annotate(target=target).aggregate(
        open_months=Count("pk"),
        raised=Count("pk", filter=Q(target__gt=F("granted"))),
        lowered=Count("pk", filter=Q(target__lt=F("granted"))),
        stopped=Count("pk", filter=stopped),
        difference=Sum(F("target") - F("granted"), default=0),
    )
    return counts


def _refuse(plan: Plan, wish: RevisionWish) -> None:
    if plan.credits != wish.credits_before:
        raise StalePreviewError
    if plan.credits == wish.credits:
        raise UnchangedPlanError(plan.name, plan.credits)
    if PlanRevision.objects.filter(plan=plan, finished_at=None).exists():
        raise RevisionUnderWayError(plan.name)


def _write(plan: Plan, wish: RevisionWish, *, at: datetime, request: HttpRequest | None) -> PlanRevision:
    person = audit.person_of(request)
    detail = {
        "credits": wish.credits,
        "before": wish.credits_before,
        "current_months": wish.is_for_current,
        "reason": wish.reason,
    }
    audit.record("plan.revised", target=plan.slug, detail=detail, request=request)
    return PlanRevision.objects.create(
        pk=wish.token,
        plan=plan,
        credits_before=wish.credits_before,
        credits=wish.credits,
        is_for_current=wish.is_for_current,
        reason=wish.reason,
        member=person.pk if person else None,
        created_at=at,
        finished_at=None if wish.is_for_current else at,
    )


def _send(revision_id: UUID) -> None:
    """Hand the revision to the broker. What it loses, beat picks up."""
    try:
        current_app.send_task(TASK, args=(str(revision_id),))
    except OperationalError:
        logger.warning("broker_unreachable", revision=str(revision_id))
