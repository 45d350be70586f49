"""A preview of a change of plan promises what the ledger then does."""

from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

import pytest

from credits import ledger, plans, proof
from credits.errors import RetiredPlanError, StalePreviewError
from credits.ledger import PlanChange
from credits.models import Account, Period, Plan
from tenants.models import AuditEvent
from tests.credits.conftest import NOW, hold
from tests.factories import make_plan, make_tenant

pytestmark = pytest.mark.django_db

SLUGS = ("essentials", "twin", "professional", "enterprise")
OCTOBER = datetime(2026, 10, 3, tzinfo=UTC)


@pytest.fixture
def all_plans(db):
    Plan.objects.create(slug="twin", name="Twin", credits=100)
    return {slug: make_plan(slug) if slug != "twin" else Plan.objects.get(slug="twin") for slug in SLUGS}


def use(account) -> None:
    ledger.reserve(account, hold(30), at=NOW)
    request = hold(40)
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)


def take_away(account) -> None:
    ledger.adjust(account, -60, reference=uuid4(), reason="A mistake", member=None, at=NOW)


def grant_more(account) -> None:
    """Grant 700 and come back to the plan, as staff do who change their mind."""
    present = account.plan
    ledger.change_plan(account, Plan.objects.create(slug=f"large-{uuid4()}", name="Large", credits=700), at=NOW)
    Account.objects.filter(pk=account.pk).update(plan=present)
    account.refresh_from_db()


MONTHS = {
    "absent": lambda account: None,
    "over": lambda account: ledger.open_period(account, at=OCTOBER),
    "fresh": lambda account: ledger.open_period(account, at=NOW),
    "used": use,
    "adjusted": take_away,
    "once granted more": grant_more,
}


def make_account(plan: Plan, month: str, *, waits: Plan | None) -> Account:
    account = make_tenant().account
    account.plan = plan
    account.save()
    MONTHS[month](account)
    account.next_plan = waits
    account.save()
    return account


@pytest.mark.parametrize(("present", "month"), list(product(SLUGS[1:3], MONTHS)))
def test_the_preview_promises_what_the_ledger_then_does(all_plans, present, month):
    for waiting, wanted in product((None, *SLUGS), SLUGS):
        if waiting == present:
            continue
        account = make_account(all_plans[present], month, waits=all_plans.get(waiting))
        plan = all_plans[wanted]

        (unopened,) = plans.preview_changes([account.pk], plan, at=NOW)
        preview = plans.preview_change(account, plan, at=NOW)
        outcome = ledger.change_plan(account, plan, at=NOW)

        period = Period.objects.get(account=account, starts_at__lte=NOW, ends_at__gt=NOW)
        assert preview.outcome == outcome
        assert preview.remaining_after == period.remaining
        assert preview.standing.resets_at == period.ends_at
        assert account.plan == (plan if outcome == PlanChange.CHANGED else preview.standing.plan)
        assert account.next_plan == (plan if outcome == PlanChange.SCHEDULED else None)
        assert (unopened.outcome, unopened.granted_now) == (preview.outcome, preview.granted_now)
        assert (unopened.standing.remaining, unopened.remaining_after) == (preview.standing.remaining, period.remaining)
        assert unopened.standing.plan == preview.standing.plan
        assert unopened.cancels == preview.cancels


def test_previews_of_many_accounts_take_two_queries(all_plans, django_assert_num_queries):
    tenants = [make_tenant() for _ in range(7)]
    for each in tenants[:4]:
        ledger.open_period(each.account, at=NOW)
    with django_assert_num_queries(2):
        previews = plans.preview_changes([each.pk for each in tenants], all_plans["professional"], at=NOW)
    assert [each.granted_now for each in previews] == [400] * 7
    assert Period.objects.count() == 4


def test_a_change_is_recorded_once_however_often_it_is_sent(account, all_plans):
    for _ in range(2):
        plans.change(account, all_plans["professional"], at=NOW)
    for _ in range(2):
        plans.change(account, all_plans["essentials"], at=NOW)
    for _ in range(2):
        plans.change(account, all_plans["professional"], at=NOW)
    events = AuditEvent.objects.filter(tenant_uuid=account.pk, action="account.plan_changed").order_by("id")
    assert [event.detail["outcome"] for event in events] == ["changed", "scheduled", "kept"]
    assert [event.detail["credits"] for event in events] == [400, 0, 0]
    assert proof.find_differences() == []


def test_a_retired_plan_cannot_be_chosen_and_keeps_whom_it_has(account, all_plans):
    Plan.objects.update(retired_at=NOW)
    with pytest.raises(RetiredPlanError, match="Professional is retired"):
        plans.change(account, all_plans["professional"], at=NOW)
    assert plans.change(account, all_plans["essentials"], at=NOW).outcome == PlanChange.KEPT


def test_a_waiting_downgrade_is_undone_even_where_the_present_plan_is_retired(account, all_plans):
    plans.change(account, all_plans["professional"], at=NOW)
    plans.change(account, all_plans["essentials"], at=NOW)
    Plan.objects.filter(slug="professional").update(retired_at=NOW)
    assert plans.change(account, all_plans["professional"], at=NOW).cancels == all_plans["essentials"]
    account.refresh_from_db()
    assert account.next_plan is None


def test_a_change_that_would_not_do_what_was_previewed_is_refused(account, all_plans):
    promise = plans.preview_change(account, all_plans["professional"], at=NOW).promise
    Plan.objects.filter(slug="professional").update(credits=900)
    with pytest.raises(StalePreviewError, match="no longer what you saw"):
        plans.change(account, all_plans["professional"], at=NOW, promise=promise)
    account.refresh_from_db()
    assert account.plan.slug == "essentials"


def test_use_between_preview_and_change_does_not_break_the_promise(account, all_plans):
    promise = plans.preview_change(account, all_plans["professional"], at=NOW).promise
    ledger.reserve(account, hold(5), at=NOW)
    assert plans.change(account, all_plans["professional"], at=NOW, promise=promise).remaining_after == 495


def test_retiring_a_plan_is_recorded_once_and_undone(all_plans):
    twin = all_plans["twin"]
    assert [plans.retire(twin, at=NOW), plans.retire(twin, at=NOW)] == [True, False]
    assert Plan.objects.get(slug="twin").retired_at == NOW
    assert [plans.offer_again(twin), plans.offer_again(twin)] == [True, False]
    assert Plan.objects.get(slug="twin").retired_at is None
    assert list(AuditEvent.objects.order_by("id").values_list("action", "target")) == [
        ("plan.retired", "twin"),
        ("plan.offered", "twin"),
    ]
