"""Open accounts on a plan, say what a change of plan would do, and do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from credits import ledger, standings
from credits.errors import RetiredPlanError, StalePreviewError, UnknownPlanError
from credits.ledger import PlanChange
from credits.models import Account, Plan
from credits.standings import Standing
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
    """What `ledger.change_plan` would do with an account as it stands, in credits."""

    standing: Standing
    plan: Plan

    @property
    def outcome(self) -> PlanChange:
        """Return whether the plan would come now, at the next reset, or is there."""
        present = self.standing.plan
        if self.plan == present:
            return PlanChange.KEPT
        return PlanChange.SCHEDULED if self.plan.credits < present.credits else PlanChange.CHANGED

    @property
    def granted_now(self) -> int:
        """Return what this month would be granted on top of what it was."""
        is_now = self.outcome == PlanChange.CHANGED
        return max(0, self.plan.credits - self.standing.granted) if is_now else 0

    @property
    def remaining_after(self) -> int:
        """Return what would remain this month."""
        return self.standing.remaining + self.granted_now

    @property
    def cancels(self) -> Plan | None:
        """Return the plan that waits for the next reset and no longer would."""
        return None if self.standing.waits == self.plan else self.standing.waits

    @property
    def is_done(self) -> bool:
        """Return whether it is so already: the plan is there, or waits, and nothing would be cancelled."""
        is_there = self.outcome == PlanChange.KEPT or self.plan == self.standing.waits
        return is_there and self.cancels is None

    @property
    def promise(self) -> str:
        """Return the preview in short, without what runs move every second: another text is another outcome."""
        cancelled = self.cancels.slug if self.cancels else ""
        change = f"{self.standing.plan.slug}>{self.plan.slug}"
        return f"{change}:{self.outcome}:{self.granted_now}:{cancelled}:{self.standing.resets_at}"


def preview_change(account: Account, plan: Plan, *, at: datetime) -> ChangePreview:
    """Say what changing the plan at `at` would do. Opens the month, as every page that shows one does."""
    return ChangePreview(standings.standing(account, at=at), plan)


def preview_changes(accounts: Iterable[UUID], plan: Plan, *, at: datetime) -> list[ChangePreview]:
    """Say for each account what changing its plan would do, in two queries. Opens nothing."""
    return [ChangePreview(each, plan) for each in standings.standings(accounts, at=at)]


def change(
    account: Account, plan: Plan, *, at: datetime, promise: str | None = None, request: HttpRequest | None = None
) -> ChangePreview:
    """Change an account's plan through the ledger, and record it; return what happened.

    The plan that the account has may be chosen again, to undo a waiting downgrade, even when it
    is retired. With a `promise`, it does what that preview promised or nothing; asked again for
    what is done, it does and says nothing new. Raises RetiredPlanError and StalePreviewError.
    """
    with transaction.atomic():
        # Plan, account, period, in this order: retiring and changing a plan wait for each other.
        locked = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        preview = preview_change(account, locked, at=at)
        if preview.is_done:
            return preview
        if locked.retired_at and preview.outcome != PlanChange.KEPT:
            raise RetiredPlanError(locked.name)
        if promise is not None and promise != preview.promise:
            raise StalePreviewError
        ledger.change_plan(account, locked, at=at)
        _record(preview, request)
    return preview


def _record(preview: ChangePreview, request: HttpRequest | None) -> None:
    tenant = preview.standing.account.tenant
    detail = {"plan": preview.plan.slug, "outcome": str(preview.outcome), "credits": preview.granted_now}
    audit.record("account.plan_changed", tenant=tenant, target=tenant.slug, detail=detail, request=request)


def retire(plan: Plan, *, at: datetime, request: HttpRequest | None = None) -> bool:
    """Offer a plan no more; accounts on it keep it. Return False where it was retired already."""
    return _set_retired(plan, at, request)


def offer_again(plan: Plan, *, request: HttpRequest | None = None) -> bool:
    """Offer a retired plan again. Return False where it was on offer already."""
    return _set_retired(plan, None, request)


def _set_retired(plan: Plan, retired_at: datetime | None, request: HttpRequest | None) -> bool:
    with transaction.atomic():
        was_so = Q(retired_at__isnull=retired_at is not None)
        is_changed = bool(Plan.objects.filter(was_so, pk=plan.pk).update(retired_at=retired_at))
        if is_changed:
            audit.record("plan.retired" if retired_at else "plan.offered", target=plan.slug, request=request)
    return is_changed
