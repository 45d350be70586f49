"""Staff make plans, change what they grant, retire them and offer them again."""

from typing import Any

import pytest
from celery import current_app
from django.utils import timezone

from credits import ledger, revisions
from credits.models import Period, Plan, PlanRevision
from tenants.models import AuditEvent
from tests.credits.admin_pages import confirm, confirmed, page, preview
from tests.credits.conftest import hold
from tests.factories import make_plan, make_tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """What is handed to the broker, instead of being handed to it."""
    handed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: handed.append((name, args)))
    return handed


@pytest.fixture
def plan(account) -> Plan:
    ledger.open_period(account, at=timezone.now())
    return make_plan("essentials")


def revising(plan) -> str:
    return page(Plan, "credits", plan.pk)


MORE = {"credits": 150, "is_for_current": "1", "reason": "A better plan", "credits_before": 100}


def test_a_plan_is_added_and_renamed_and_both_are_recorded(staff):
    staff.post(page(Plan, "add"), {"slug": "tiny", "name": "Tiny", "credits": 9})
    plan = Plan.objects.get(slug="tiny")
    assert plan.credits == 9
    inline = {"revisions-TOTAL_FORMS": 0, "revisions-INITIAL_FORMS": 0}
    staff.post(page(Plan, "change", plan.pk), {"name": "Small", "slug": "x", "credits": 5000, **inline})
    plan.refresh_from_db()
    assert (plan.name, plan.slug, plan.credits) == ("Small", "tiny", 9)
    events = AuditEvent.objects.order_by("id").values_list("action", "detail")
    assert list(events) == [
        ("plan.saved", {"slug": "tiny", "name": "Tiny", "credits": "9"}),
        ("plan.saved", {"name": "Small", "name_before": "Tiny"}),
    ]


def test_the_preview_counts_accounts_before_anything_changes(staff, plan):
    used = make_tenant().account
    ledger.reserve(used, hold(80), at=timezone.now())
    shown = preview(staff, revising(plan), **(MORE | {"credits": 50})).text
    for fact in ("100 → 50", "<td>2</td>", "Stop at what is used and reserved", "<td>-70</td>"):
        assert fact in shown
    assert Plan.objects.get(pk=plan.pk).credits == 100


def test_credits_are_changed_in_open_months_by_a_task(staff, plan, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        text = confirm(staff, revising(plan), **MORE).text
    revision = PlanRevision.objects.get()
    assert sent == [(revisions.TASK, (str(revision.pk),))]
    assert "being applied to this month" in text
    assert '<div class="readonly">1</div>' in text
    revisions.apply(revision.pk, at=timezone.now())
    assert Period.objects.get().granted == 150
    text = staff.get(page(PlanRevision, "change", revision.pk)).text
    assert "being applied" not in text
    assert AuditEvent.objects.get(action="plan.revised").detail["reason"] == "A better plan"


def test_credits_are_changed_from_the_next_reset_on(staff, plan, sent):
    assert "from the next reset on" in confirm(staff, revising(plan), **(MORE | {"is_for_current": "0"})).text
    assert Plan.objects.get(pk=plan.pk).credits == 150
    assert Period.objects.get().granted == 100
    assert sent == []


def test_two_clicks_revise_a_plan_once(staff, plan, sent):
    fields = confirmed(preview(staff, revising(plan), **MORE), **MORE)
    for _ in range(2):
        assert staff.post(revising(plan), fields).status_code == 302
    assert PlanRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Say why"),
        ({"credits": 100}, "Essentials grants 100 credits a month already"),
        ({"credits": -1}, "greater than or equal to 0"),
    ],
)
def test_a_revision_needs_a_reason_and_other_credits(staff, plan, changes, sentence):
    assert sentence in preview(staff, revising(plan), **(MORE | changes)).text
    assert not PlanRevision.objects.exists()


def test_a_preview_that_somebody_overtook_is_refused(staff, plan, sent):
    fields = confirmed(preview(staff, revising(plan), **MORE), **MORE)
    Plan.objects.filter(pk=plan.pk).update(credits=120)
    assert "no longer what you saw" in staff.post(revising(plan), fields).text
    assert Plan.objects.get(pk=plan.pk).credits == 120


def test_retiring_says_how_many_keep_the_plan_and_is_undone(staff, plan):
    other = make_tenant().account
    ledger.change_plan(other, make_plan("professional"), at=timezone.now())
    ledger.change_plan(other, plan, at=timezone.now())
    shown = staff.get(page(Plan, "retire", plan.pk))
    assert shown.text.count("1 account") == 2
    assert "is retired. Accounts on it keep it." in confirm_at_once(staff, page(Plan, "retire", plan.pk)).text
    assert Plan.objects.get(pk=plan.pk).retired_at
    assert "retired already" in staff.get(page(Plan, "retire", plan.pk)).text
    assert "Offer again" in staff.get(page(Plan, "change", plan.pk)).text
    assert "is on offer again" in confirm_at_once(staff, page(Plan, "offer_again", plan.pk)).text
    assert Plan.objects.get(pk=plan.pk).retired_at is None
    assert "on offer already" in staff.get(page(Plan, "offer_again", plan.pk)).text


def confirm_at_once(staff, address):
    return staff.post(address, confirmed(staff.get(address)), follow=True)
