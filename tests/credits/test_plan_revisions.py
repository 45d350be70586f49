"""A plan's monthly credits change from the next reset on, or in open months too; a preview counts first."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.utils import timezone
from kombu.exceptions import OperationalError

from credits import ledger, plans, proof, revisions, tasks
from credits.errors import RevisionUnderWayError, StalePreviewError, UnchangedPlanError
from credits.models import Entry, Period, Plan, PlanRevision
from credits.revisions import RevisionPreview, RevisionWish
from tenants.models import AuditEvent
from tests.credits.conftest import NOW, all_at_once, hold
from tests.factories import make_plan, make_tenant

pytestmark = pytest.mark.django_db

DECEMBER = datetime(2026, 12, 3, tzinfo=UTC)


@pytest.fixture
def sent(monkeypatch):
    """What is handed to the broker, instead of being handed to it."""
    handed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: handed.append((name, args)))
    return handed


def wish(credits: int, *, before: int = 100, current: bool = True, token=None) -> RevisionWish:
    return RevisionWish(token or uuid4(), before, credits, is_for_current=current, reason="Prices changed")


@pytest.fixture
def months(db):
    """Open months of Essentials in every state: fresh, partly and wholly used, adjusted, granted more."""
    fresh, part, whole, given, more, absent = (make_tenant().account for _ in range(6))
    for account in (fresh, part, whole, given, more):
        ledger.open_period(account, at=NOW)
    for account, credits in ((part, 60), (whole, 100)):
        ledger.reserve(account, hold(credits), at=NOW)
    ledger.adjust(given, 30, reference=uuid4(), reason="A gift", member=None, at=NOW)
    ledger.change_plan(more, make_plan("professional"), at=NOW)
    more.plan = make_plan("essentials")
    more.save()
    return {"fresh": fresh, "part": part, "whole": whole, "given": given, "more": more, "absent": absent}


def granted(months) -> dict[str, int]:
    return {
        name: Period.objects.get(account=account).granted
        for name, account in months.items()
        if Period.objects.filter(account=account).exists()
    }


@pytest.mark.parametrize(
    ("credits", "counts", "then"),
    [
        (150, (4, 0, 0, 200), {"fresh": 150, "part": 150, "whole": 150, "given": 150, "more": 500}),
        (50, (0, 4, 2, -590), {"fresh": 50, "part": 60, "whole": 100, "given": 50, "more": 50}),
        (0, (0, 4, 2, -740), {"fresh": 0, "part": 60, "whole": 100, "given": 0, "more": 0}),
    ],
)
def test_the_preview_counts_what_the_revision_then_does(months, sent, credits, counts, then):
    plan = make_plan("essentials")
    preview = revisions.preview_revision(plan, credits, at=NOW)
    assert preview == RevisionPreview(6, 5, *counts)
    before = sum(granted(months).values())

    revision = revisions.revise(plan, wish(credits), at=NOW)
    assert revisions.left_to_do(revision, at=NOW) == preview.raised + preview.lowered
    assert revisions.apply(revision.pk, at=NOW) == preview.raised + preview.lowered
    assert granted(months) == then
    assert sum(then.values()) - before == preview.difference
    assert revisions.left_to_do(revision, at=NOW) == 0
    assert proof.find_differences() == []


def test_a_revision_for_the_next_reset_leaves_open_months_alone(months, sent):
    before = granted(months)
    revision = revisions.revise(make_plan("essentials"), wish(150, current=False), at=NOW)
    assert revision.finished_at == NOW
    assert (granted(months), sent) == (before, [])
    assert ledger.open_period(months["fresh"], at=DECEMBER).granted == 150


def test_the_task_is_sent_with_the_id_once_the_change_is_committed(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        revision = revisions.revise(make_plan("essentials"), wish(150), at=NOW)
        assert sent == []
    assert sent == [(tasks.apply_plan_revision.name, (str(revision.pk),))]
    assert tasks.apply_plan_revision.name == revisions.TASK


def test_the_task_applies_the_revision_and_says_when_it_finished(months, sent):
    revision = revisions.revise(make_plan("essentials"), wish(150), at=timezone.now())
    tasks.apply_plan_revision(str(revision.pk))
    revision.refresh_from_db()
    assert revision.finished_at is not None


def test_a_revision_that_is_done_again_changes_nothing(months, sent):
    revision = revisions.revise(make_plan("essentials"), wish(150), at=NOW)
    revisions.apply(revision.pk, at=NOW)
    PlanRevision.objects.update(finished_at=None)
    assert revisions.apply(revision.pk, at=NOW) == 0
    assert revisions.apply(revision.pk, at=NOW) == 0
    assert revisions.apply(uuid4(), at=NOW) == 0


def test_a_lost_message_is_picked_up_by_beat(months, monkeypatch, django_capture_on_commit_callbacks):
    def lose(name, args):
        raise OperationalError

    monkeypatch.setattr(current_app, "send_task", lose)
    with django_capture_on_commit_callbacks(execute=True):
        revision = revisions.revise(make_plan("essentials"), wish(150), at=NOW)
    assert revisions.apply_forgotten(at=NOW + timedelta(seconds=30)) == 0
    assert revisions.apply_forgotten(at=NOW + timedelta(minutes=5)) == 1
    assert tasks.apply_forgotten_revisions() == 0
    revision.refresh_from_db()
    assert revision.finished_at
    assert granted(months)["fresh"] == 150


def test_the_same_wish_sent_twice_revises_once(sent):
    plan, once = make_plan("essentials"), wish(150)
    assert revisions.revise(plan, once, at=NOW) == revisions.revise(plan, once, at=NOW)
    assert PlanRevision.objects.count() == AuditEvent.objects.filter(action="plan.revised").count() == 1


def test_a_revision_that_rests_on_old_credits_is_refused(sent):
    plan = make_plan("essentials")
    with pytest.raises(StalePreviewError):
        revisions.revise(plan, wish(150, before=90), at=NOW)
    with pytest.raises(UnchangedPlanError, match="Essentials grants 100 credits a month already"):
        revisions.revise(plan, wish(100), at=NOW)
    assert Plan.objects.get(slug="essentials").credits == 100


def test_a_revision_waits_until_the_last_one_is_applied(months, sent):
    plan = make_plan("essentials")
    first = revisions.revise(plan, wish(150), at=NOW)
    with pytest.raises(RevisionUnderWayError, match="still being applied"):
        revisions.revise(plan, wish(80, before=150), at=NOW)
    revisions.apply(first.pk, at=NOW)
    second = revisions.revise(plan, wish(80, before=150), at=NOW)
    revisions.apply(second.pk, at=NOW)
    assert granted(months) == {"fresh": 80, "part": 80, "whole": 100, "given": 80, "more": 80}
    assert proof.find_differences() == []


def test_a_revised_plan_is_granted_by_an_upgrade(account, sent):
    revisions.revise(make_plan("professional"), wish(600, before=500, current=False), at=NOW)
    assert plans.change(account, make_plan("professional"), at=NOW).granted_now == 500
    assert Entry.objects.filter(kind="grant").latest("id").credits == 500


def attempt(plan, one_wish) -> bool:
    try:
        revisions.revise(plan, one_wish, at=NOW)
    except (StalePreviewError, RevisionUnderWayError):
        return False
    return True


def test_two_clicks_at_once_revise_once_and_two_people_at_once_do_not_mix(own_connections):
    plan, once = make_plan("essentials"), wish(150, current=False)
    assert all_at_once(lambda each: attempt(plan, each), [once] * 4) == [True] * 4
    wishes = [wish(credits, before=150, current=False) for credits in (160, 170, 180)]
    answers = all_at_once(lambda each: attempt(plan, each), wishes)
    assert sorted(answers) == [False, False, True]
    assert PlanRevision.objects.count() == 2
    assert Plan.objects.get(slug="essentials").credits == wishes[answers.index(True)].credits


def test_clicks_at_once_change_a_plan_once_and_record_it_once(own_connections):
    account, plan = make_tenant().account, make_plan("professional")
    promise = plans.preview_change(account, plan, at=NOW).promise
    all_at_once(lambda _number: plans.change(account, plan, at=NOW, promise=promise), range(4))
    assert Period.objects.get().granted == 500
    assert AuditEvent.objects.filter(action="account.plan_changed").count() == 1
    assert proof.find_differences() == []
