"""A plan's new credits reach the months that are open, account by account, each once."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection

from credits import ledger, proof
from credits.ledger import PlanChange, Result
from credits.models import Account, Entry, Period, Plan, PlanRevision
from tests.credits.conftest import NOW, all_at_once, hold
from tests.factories import make_plan, make_tenant

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


def revision(slug: str, credits: int) -> PlanRevision:
    """Return the change of a plan's credits, already in effect for new months."""
    plan = make_plan(slug)
    before = plan.credits
    Plan.objects.filter(pk=plan.pk).update(credits=credits)
    return PlanRevision.objects.create(
        plan=plan, credits_before=before, credits=credits, is_for_current=True, reason="New prices", created_at=NOW
    )


def accounts(count: int, plan: str = "essentials") -> list[Account]:
    """Return accounts with an open month each, in order of their ids."""
    made = [make_tenant(plan=plan).account for _ in range(count)]
    for each in made:
        ledger.open_period(each, at=NOW)
    return sorted(made, key=lambda each: each.pk.int)


def granted(account: Account) -> int:
    return Period.objects.filter(account=account).latest("starts_at").granted


@pytest.mark.django_db
def test_raising_grants_the_difference_to_every_open_month_of_the_plan():
    lifted, others = accounts(3), accounts(2, "professional")
    change = revision("essentials", 150)
    assert ledger.revise_plan(change, at=NOW) == 3
    assert {granted(each) for each in lifted} == {150}
    assert {granted(each) for each in others} == {500}
    entry = Entry.objects.filter(period__account=lifted[0]).latest("id")
    assert (entry.kind, entry.credits, entry.remaining, entry.reason) == ("grant", 50, 150, "New prices")
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_raising_takes_nothing_from_a_month_that_was_granted_more_already():
    (account,) = accounts(1)
    Account.objects.update(next_plan=None)
    ledger.change_plan(account, make_plan("enterprise"), at=NOW)
    Account.objects.update(plan=make_plan("essentials"))
    assert ledger.revise_plan(revision("essentials", 150), at=NOW) == 0
    assert granted(account) == 2000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("used", "held", "left"), [(0, 0, 40), (10, 20, 40), (30, 10, 40), (50, 20, 70), (100, 0, 100)]
)
def test_lowering_stops_at_what_is_used_and_held(used, held, left):
    (account,) = accounts(1)
    request = hold(used)
    ledger.reserve(account, request, at=NOW)
    ledger.settle(request.reference, at=NOW)
    ledger.reserve(account, hold(held), at=NOW)
    ledger.revise_plan(revision("essentials", 40), at=NOW)
    period = Period.objects.get()
    assert (period.granted, period.remaining) == (left, left - used - held)
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_lowering_counts_what_was_adjusted_towards_what_is_used():
    (account,) = accounts(1)
    ledger.adjust(account, 30, reference=uuid4(), reason="A gift", member=None, at=NOW)
    ledger.reserve(account, hold(90), at=NOW)
    ledger.revise_plan(revision("essentials", 40), at=NOW)
    period = Period.objects.get()
    assert (period.granted, period.adjusted, period.remaining) == (60, 30, 0)


@pytest.mark.django_db
def test_a_deduction_is_no_room_for_lowering_further():
    (account,) = accounts(1)
    ledger.adjust(account, -30, reference=uuid4(), reason="A correction", member=None, at=NOW)
    ledger.revise_plan(revision("essentials", 10), at=NOW)
    period = Period.objects.get()
    assert (period.granted, period.remaining) == (30, 0)
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_lowering_to_nothing_leaves_no_month_below_zero():
    accounts(3)
    assert ledger.revise_plan(revision("essentials", 0), at=NOW) == 3
    assert set(Period.objects.values_list("granted", flat=True)) == {0}
    assert proof.find_differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize("credits", [150, 40])
def test_a_revision_done_again_changes_nothing(credits):
    (account, *_) = accounts(3)
    change = revision("essentials", credits)
    ledger.revise_plan(change, at=NOW)
    ledger.reserve(account, hold(5), at=NOW)
    assert ledger.revise_plan(change, at=NOW) == 0
    assert Entry.objects.filter(reason="New prices").count() == 3
    assert set(Period.objects.values_list("granted", flat=True)) == {credits}


@pytest.mark.django_db
def test_a_lowering_done_again_takes_nothing_that_became_free_meanwhile():
    (account,) = accounts(1)
    request = hold(80)
    ledger.reserve(account, request, at=NOW)
    change = revision("essentials", 40)
    ledger.revise_plan(change, at=NOW)
    ledger.void(request.reference, at=NOW)
    assert ledger.revise_plan(change, at=NOW) == 0
    assert Period.objects.get().granted == 80


def chunk(change: PlanRevision, after, size: int) -> tuple[int, object]:
    content = (change.plan_id, change.credits_before, change.credits, change.pk, change.reason)
    with connection.cursor() as cursor:
        cursor.execute(ledger.REVISE_PLAN, (*content, after, size, NOW))
        changed, last = cursor.fetchone()
        return changed, last


@pytest.mark.django_db
def test_a_revision_that_stopped_after_a_chunk_is_finished_by_doing_it_again():
    made = accounts(5)
    change = revision("essentials", 150)
    assert chunk(change, None, 2) == (2, made[1].pk)
    assert [granted(each) for each in made] == [150, 150, 100, 100, 100]
    assert ledger.revise_plan(change, at=NOW, chunk=2) == 3
    assert [granted(each) for each in made] == [150] * 5
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_chunks_of_any_size_change_each_account_once():
    made = accounts(7)
    for credits, size in ((150, 1), (200, 3), (250, 7), (300, 100)):
        assert ledger.revise_plan(revision("essentials", credits), at=NOW, chunk=size) == 7
        assert {granted(each) for each in made} == {credits}


@pytest.mark.django_db
def test_an_account_without_an_open_month_gets_the_new_credits_with_its_next():
    account = make_tenant().account
    assert ledger.revise_plan(revision("essentials", 150), at=NOW) == 0
    assert Period.objects.count() == 0
    assert ledger.open_period(account, at=NOW).granted == 150


@pytest.mark.django_db
def test_a_month_that_has_ended_keeps_what_it_was_granted():
    (account,) = accounts(1)
    ledger.open_period(account, at=DECEMBER)
    ledger.revise_plan(revision("essentials", 150), at=DECEMBER)
    assert list(Period.objects.order_by("starts_at").values_list("granted", flat=True)) == [100, 150]


@pytest.mark.django_db
def test_an_upgrade_after_a_lowering_grants_the_difference_to_what_is_left():
    (account,) = accounts(1)
    ledger.reserve(account, hold(30), at=NOW)
    ledger.revise_plan(revision("essentials", 40), at=NOW)
    assert ledger.change_plan(account, make_plan("professional"), at=NOW) == PlanChange.CHANGED
    period = Period.objects.get()
    assert (period.granted, period.remaining) == (500, 470)
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_a_waiting_downgrade_keeps_waiting_and_brings_the_plans_new_credits():
    (account,) = accounts(1, "professional")
    ledger.change_plan(account, make_plan("essentials"), at=NOW)
    assert ledger.revise_plan(revision("essentials", 150), at=NOW) == 0
    assert granted(account) == 500
    assert ledger.open_period(account, at=DECEMBER).granted == 150


@pytest.mark.django_db
def test_the_plan_that_is_left_is_revised_though_a_downgrade_waits():
    (account,) = accounts(1, "professional")
    ledger.change_plan(account, make_plan("essentials"), at=NOW)
    assert ledger.revise_plan(revision("professional", 600), at=NOW) == 1
    assert granted(account) == 600
    assert ledger.open_period(account, at=DECEMBER).granted == 100


@pytest.mark.django_db
def test_two_revisions_of_a_plan_each_take_their_turn():
    (account,) = accounts(1)
    ledger.revise_plan(revision("essentials", 150), at=NOW)
    ledger.revise_plan(revision("essentials", 60), at=NOW)
    assert granted(account) == 60
    assert [*Entry.objects.filter(kind="grant").order_by("id").values_list("credits", flat=True)] == [100, 50, -90]
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_a_revision_takes_as_many_queries_for_many_accounts(django_assert_num_queries):
    accounts(6)
    change = revision("essentials", 150)
    with django_assert_num_queries(2):
        ledger.revise_plan(change, at=NOW)


@pytest.mark.parametrize("credits", [150, 40])
def test_a_revision_beside_reserves_leaves_a_ledger_without_a_difference(own_connections, credits):
    made = accounts(6)
    change = revision("essentials", credits)

    def act(number: int) -> int:
        if number < 3:
            return ledger.revise_plan(change, at=NOW, chunk=2)
        return sum(ledger.reserve(each, hold(3), at=NOW).is_open for each in made * 8)

    results = all_at_once(act, range(9))
    assert sum(results[:3]) == 6
    assert Entry.objects.filter(reason="New prices").count() == 6
    assert all(period.remaining >= 0 for period in Period.objects.all())
    assert proof.find_differences() == []


def test_a_revision_beside_upgrades_grants_each_account_the_larger_plan_once(own_connections):
    made = accounts(8)
    change = revision("essentials", 150)
    plan = make_plan("professional")

    def act(number: int):
        if number == 0:
            return ledger.revise_plan(change, at=NOW, chunk=1)
        return ledger.change_plan(made[number - 1], plan, at=NOW)

    all_at_once(act, range(9))
    assert {granted(each) for each in made} == {500}
    assert proof.find_differences() == []


def test_two_revisions_at_once_wait_for_each_other_and_deadlock_with_nobody(own_connections):
    made = accounts(10)
    changes = [revision("essentials", 150), revision("essentials", 40)] * 4
    all_at_once(lambda change: ledger.revise_plan(change, at=NOW, chunk=3), changes)
    assert {granted(each) for each in made} <= {40, 150}
    assert Entry.objects.filter(reason="New prices").count() <= 20
    assert ledger.reserve(made[0], hold(1), at=NOW).result == Result.HELD
    assert proof.find_differences() == []


@pytest.mark.django_db
def test_a_revision_that_is_finished_is_not_done_again_by_a_worker_that_slept():
    (account,) = accounts(1)
    change = revision("essentials", 150)
    PlanRevision.objects.update(finished_at=NOW)
    assert ledger.revise_plan(change, at=NOW) == 0
    assert granted(account) == 100


def test_lowering_and_raising_beside_holds_that_come_and_go_never_passes_zero(own_connections):
    (account,) = accounts(1)
    plan = make_plan("essentials")

    def revise(before: int, credits: int) -> None:
        change = PlanRevision.objects.create(
            plan=plan, credits_before=before, credits=credits, is_for_current=True, reason="A trial", created_at=NOW
        )
        ledger.revise_plan(change, at=NOW)

    def act(number: int) -> None:
        for _ in range(60):
            if number == 0:
                revise(100, 20)
                revise(20, 100)
            else:
                request = hold(number * 4)
                ledger.reserve(account, request, at=NOW)
                ledger.void(request.reference, at=NOW)

    all_at_once(act, range(6))
    assert proof.find_differences() == []
