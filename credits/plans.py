"""Open accounts on a plan, say what a change of plan would do, and do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from credits import ledger
from credits.errors import RetiredPlanError, StalePreviewError, UnknownPlanError
from credits.ledger import PlanChange
from credits.models import Account, Period, Plan
from tenants import audit
from tenants.models import Tenant


def plan_on_offer(slug: str) -> Plan:
    """Return the plan that is not retired, or raise UnknownPlanError, which names those on offer."""
    offered = {plan.slug: plan for plan in Plan.objects.filter(retired_at=None)}
    if slug not in offered:
        raise UnknownPlanError(slug, list(offered))
    return offered[slug]


def open_account(tenant: Tenant, plan_slug: str = "essentials", *, at: datetime) -> Account:
    """Return the tenant's account; make it on the plan, with its first period granted, if there is none.

    An account that is there keeps its plan. Raises UnknownPlanError.
    """
    plan = plan_on_offer(plan_slug)
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(tenant=tenant, defaults={"plan": plan, "created_at": at})
        ledger.open_period(account, at=at)
    return account


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What `ledger.change_plan` would do with an account, in credits.

    `present` is the plan that the account has, `cancels` the one that waits and no longer would.
    `resets_at` is when the month ends, where a scheduled plan begins; None for a month that
    nobody has opened.
    """

    account: Account
    plan: Plan
    present: Plan
    outcome: PlanChange
    granted_now: int
    remaining_before: int
    cancels: Plan | None
    resets_at: datetime | None

    @property
    def remaining_after(self) -> int:
        """Return what remains this month after the change, in credits."""
        return self.remaining_before + self.granted_now

    @property
    def promise(self) -> str:
        """Return the preview in short, without what runs move every second: another text is another outcome."""
        cancelled = self.cancels.slug if self.cancels else ""
        return f"{self.present.slug}>{self.plan.slug}:{self.outcome}:{self.granted_now}:{cancelled}:{self.resets_at}"


def preview_change(account: Account, plan: Plan, *, at: datetime) -> ChangePreview:
    """Say what changing the plan at `at` would do. Opens the month, as every page that shows one does."""
    period = ledger.open_period(account, at=at)
    fresh = Account.objects.select_related("tenant", "plan", "next_plan").get(pk=account.pk)
    return _preview(fresh, plan, period)


def preview_changes(accounts: Iterable[UUID], plan: Plan, *, at: datetime) -> list[ChangePreview]:
    """Say for each account what changing its plan would do, in two queries. Opens nothing."""
    chosen = Account.objects.filter(pk__in=[*accounts]).select_related("tenant", "plan", "next_plan")
    months = Period.objects.filter(account__in=chosen.values("pk"), starts_at__lte=at, ends_at__gt=at)
    open_months = {month.account_id: month for month in months}
    return [_preview(each, plan, open_months.get(each.pk)) for each in chosen.order_by("tenant__name", "pk")]


def change(
    account: Account, plan: Plan, *, at: datetime, promise: str | None = None, request: HttpRequest | None = None
) -> ChangePreview:
    """Change an account's plan through the ledger, and record it; return what happened.

    The plan that the account has may be chosen again, to undo a waiting downgrade, even when it
    is retired. With a `promise`, it does what that preview promised or nothing. Raises
    RetiredPlanError and StalePreviewError.
    """
    with transaction.atomic():
        # Plan, account, period, in this order: retiring and changing a plan wait for each other.
        locked = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        preview = preview_change(account, locked, at=at)
        if locked.retired_at and preview.outcome != PlanChange.KEPT:
            raise RetiredPlanError(locked.name)
        if promise is not None and promise != preview.promise:
            raise StalePreviewError
        is_new = preview.cancels or locked not in (preview.account.plan, preview.account.next_plan)
        ledger.change_plan(account, locked, at=at)
        if is_new:
            _record(preview, request)
    return preview


def _preview(account: Account, plan: Plan, period: Period | None) -> ChangePreview:
    # A month that is not open yet begins with the plan that waits.
    waits = account.next_plan if period else None
    present = account.plan if period else account.next_plan or account.plan
    outcome = _outcome_of(present, plan)
    granted = period.granted if period else present.credits
    return ChangePreview(
        account=account,
        plan=plan,
        present=present,
        outcome=outcome,
        granted_now=max(0, plan.credits - granted) if outcome == PlanChange.CHANGED else 0,
        remaining_before=period.remaining if period else present.credits,
        cancels=None if waits == plan else waits,
        resets_at=period.ends_at if period else None,
    )


def _outcome_of(present: Plan, plan: Plan) -> PlanChange:
    if plan == present:
        return PlanChange.KEPT
    return PlanChange.SCHEDULED if plan.credits < present.credits else PlanChange.CHANGED


def _record(preview: ChangePreview, request: HttpRequest | None) -> None:
    tenant = preview.account.tenant
    detail = {"plan": preview.plan.slug, "outcome": str(preview.outcome), "credits": preview.granted_now}
    audit.record("account.plan_changed", tenant=tenant, target=tenant.slug, detail=detail, request=request)
