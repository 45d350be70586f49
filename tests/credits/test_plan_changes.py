"""Plans: opened on, upgraded at once, downgraded at the next reset."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from credits import ledger, plans, proof
from credits.errors import UnknownPlanError
from credits.ledger import PlanChange
from credits.models import Account, Entry, Period, Plan
from tenants.models import Tenant
from tests.credits.conftest import NOW, hold
from tests.factories import make_plan

pytestmark = pytest.mark.django_db

DECEMBER = datetime(2026, 12, 3, tzinfo=UTC)


def change(account, slug, *, at=NOW):
    return ledger.change_plan(account, make_plan(slug), at=at)


def remaining(account, *, at=NOW):
    return ledger.open_period(account, at=at).remaining


def test_an_account_opens_on_essentials_with_its_first_month_granted(db):
    make_plan("essentials")
    account = plans.open_account(Tenant.objects.create(slug="new", name="New"), at=NOW)
    assert account.plan.slug == "essentials"
    assert Period.objects.get(account=account).granted == 100


def test_opening_an_account_twice_grants_once_and_keeps_the_plan(tenant):
    make_plan("enterprise")
    for _ in range(2):
        assert plans.open_account(tenant, "enterprise", at=NOW).plan.slug == "essentials"
    assert Entry.objects.count() == 1


def test_an_account_cannot_open_on_a_plan_that_is_not_on_offer(tenant):
    Plan.objects.create(slug="old", name="Old", credits=5, retired_at=NOW)
    for slug in ("old", "gold"):
        with pytest.raises(UnknownPlanError, match=f'no plan "{slug}".* essentials'):
            plans.open_account(tenant, slug, at=NOW)


def test_an_upgrade_takes_effect_at_once_and_use_carries_over(account):
    request = hold(70)
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)
    assert change(account, "professional") == PlanChange.CHANGED
    period = Period.objects.get()
    assert (account.plan.slug, period.granted, period.used, period.remaining) == ("professional", 500, 70, 430)
    grant = Entry.objects.filter(kind="grant").latest("id")
    assert (grant.credits, grant.remaining) == (400, 430)


def test_a_downgrade_waits_for_the_next_reset(account):
    change(account, "professional")
    assert change(account, "essentials") == PlanChange.SCHEDULED
    assert (account.plan.slug, account.next_plan.slug, remaining(account)) == ("professional", "essentials", 500)
    assert remaining(account, at=DECEMBER) == 100
    account.refresh_from_db()
    assert (account.plan.slug, account.next_plan) == ("essentials", None)


def test_a_waiting_downgrade_is_undone_by_choosing_the_plan_again(account):
    change(account, "professional")
    change(account, "essentials")
    assert change(account, "professional") == PlanChange.KEPT
    assert remaining(account, at=DECEMBER) == 500


def test_an_upgrade_cancels_a_waiting_downgrade(account):
    change(account, "professional")
    change(account, "essentials")
    assert change(account, "enterprise") == PlanChange.CHANGED
    assert account.next_plan is None
    assert remaining(account, at=DECEMBER) == 2000


def test_going_back_and_forth_grants_a_difference_once(account):
    for slug in ("professional", "essentials", "professional", "enterprise", "professional", "enterprise"):
        change(account, slug)
    assert remaining(account) == 2000
    assert sum(Entry.objects.filter(kind="grant").values_list("credits", flat=True)) == 2000
    assert proof.find_differences() == []


def test_an_upgrade_to_what_was_granted_already_grants_nothing(account):
    ledger.open_period(account, at=NOW)
    Plan.objects.filter(slug="essentials").update(credits=20)
    Plan.objects.create(slug="middle", name="Middle", credits=60)
    plan = Plan.objects.get(slug="middle")
    assert ledger.change_plan(account, plan, at=NOW) == PlanChange.CHANGED
    assert remaining(account) == 100


def test_a_change_after_the_reset_sees_the_plan_that_the_reset_brought(account):
    change(account, "professional")
    change(account, "essentials")
    assert change(account, "professional", at=DECEMBER) == PlanChange.CHANGED
    assert remaining(account, at=DECEMBER) == 500


def test_a_change_of_plan_does_not_move_the_reset(account):
    before = ledger.open_period(account, at=NOW)
    change(account, "professional")
    after = ledger.open_period(account, at=NOW)
    assert (before.starts_at, before.ends_at) == (after.starts_at, after.ends_at)


def test_a_plan_or_account_that_is_not_there_is_an_error(account):
    with pytest.raises(Plan.DoesNotExist, match="not in the database"):
        ledger.change_plan(account, Plan(pk=uuid4()), at=NOW)
    with pytest.raises(Account.DoesNotExist):
        ledger.change_plan(Account(pk=uuid4()), make_plan(), at=NOW)
