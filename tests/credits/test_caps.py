"""Caps: limits on a member, on an operation, and on a member's use of one: held in the reserve, set by admins."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from credits import caps, ledger
from credits.ledger import CapHit, Result
from credits.models import Cap, Entry
from tenants.models import AuditEvent
from tests.credits.conftest import NOW, all_at_once, hold, hold_on_own_key

pytestmark = pytest.mark.django_db

ANNA, BEN = uuid4(), uuid4()


def reserve(account, credits=1, **content):
    return ledger.reserve(account, hold(credits, **content), at=NOW)


def test_a_member_cannot_pass_their_cap_and_the_refusal_says_whose_it_is(account):
    Cap.objects.create(account=account, member=ANNA, credits=10)
    assert reserve(account, 8, member=ANNA).result == Result.HELD
    outcome = reserve(account, 3, member=ANNA, operation="content")
    assert (outcome.result, outcome.remaining, outcome.needed) == (Result.CAPPED, 92, 3)
    assert outcome.cap == CapHit(member=ANNA, operation="", credits=10, used=8)
    assert not outcome.is_open


def test_a_cap_may_be_used_to_its_last_credit(account):
    Cap.objects.create(account=account, member=ANNA, credits=10)
    assert reserve(account, 10, member=ANNA).result == Result.HELD
    assert reserve(account, 1, member=ANNA).result == Result.CAPPED


def test_a_members_cap_leaves_others_alone(account):
    Cap.objects.create(account=account, member=ANNA, credits=0)
    assert reserve(account, 50, member=BEN).result == Result.HELD
    assert reserve(account, 5).result == Result.HELD


def test_an_operations_cap_counts_all_members_together(account):
    Cap.objects.create(account=account, operation="trigger", credits=40)
    assert reserve(account, 20, member=ANNA, operation="trigger").result == Result.HELD
    assert reserve(account, 20, member=BEN, operation="trigger").result == Result.HELD
    outcome = reserve(account, 20, operation="trigger")
    assert outcome.cap == CapHit(member=None, operation="trigger", credits=40, used=40)
    assert reserve(account, 20, operation="theme").result == Result.HELD


def test_a_members_cap_on_an_operation_counts_that_use_alone(account):
    Cap.objects.create(account=account, member=ANNA, operation="trigger", credits=20)
    assert reserve(account, 20, member=BEN, operation="trigger").result == Result.HELD
    assert reserve(account, 20, member=ANNA, operation="theme").result == Result.HELD
    assert reserve(account, 20, member=ANNA, operation="trigger").result == Result.HELD
    assert reserve(account, 1, member=ANNA, operation="trigger").result == Result.CAPPED


def test_of_two_broken_caps_the_tighter_is_named(account):
    Cap.objects.create(account=account, member=ANNA, credits=9)
    Cap.objects.create(account=account, operation="theme", credits=5)
    assert reserve(account, 10, member=ANNA).cap == CapHit(member=None, operation="theme", credits=5, used=0)


def test_settled_use_counts_and_voided_holds_do_not(account):
    Cap.objects.create(account=account, member=ANNA, credits=10)
    settled, voided = hold(4, member=ANNA), hold(6, member=ANNA)
    for request in (settled, voided):
        ledger.reserve(account, request, at=NOW)
    ledger.settle(settled.reference, at=NOW)
    assert reserve(account, 1, member=ANNA).result == Result.CAPPED
    ledger.void(voided.reference, at=NOW)
    assert reserve(account, 6, member=ANNA).result == Result.HELD


def test_too_few_credits_are_named_before_a_cap(account):
    Cap.objects.create(account=account, operation="theme", credits=5)
    assert reserve(account, 101).result == Result.INSUFFICIENT


def test_a_run_on_an_own_key_passes_every_cap(account):
    Cap.objects.create(account=account, member=ANNA, credits=0)
    assert ledger.reserve(account, hold_on_own_key(member=ANNA), at=NOW).result == Result.HELD


def test_another_accounts_cap_limits_nothing(account, other_account):
    Cap.objects.create(account=other_account, operation="theme", credits=0)
    assert reserve(account, 5).result == Result.HELD


def test_a_capped_reserve_is_still_one_round_trip(account, django_assert_num_queries):
    Cap.objects.create(account=account, operation="theme", credits=0)
    with django_assert_num_queries(1):
        assert reserve(account, 5).result == Result.CAPPED


def test_each_caps_use_is_read_in_one_query(account, django_assert_num_queries):
    for member, operation in ((ANNA, ""), (None, "theme"), (ANNA, "content"), (BEN, "")):
        Cap.objects.create(account=account, member=member, operation=operation, credits=50)
    reserve(account, 4, member=ANNA)
    reserve(account, 5, member=ANNA, operation="content")
    settled = hold(6, member=BEN)
    ledger.reserve(account, settled, at=NOW)
    ledger.settle(settled.reference, at=NOW)

    with django_assert_num_queries(1):
        uses = {(use.member, use.operation): use.used for use in caps.uses_of(account, at=NOW)}

    assert uses == {(ANNA, ""): 9, (None, "theme"): 10, (ANNA, "content"): 5, (BEN, ""): 6}


def test_a_new_month_begins_with_nothing_used(account):
    Cap.objects.create(account=account, member=ANNA, credits=10)
    reserve(account, 10, member=ANNA)
    (use,) = caps.uses_of(account, at=NOW + timedelta(days=30))
    assert (use.used, use.room) == (0, 10)


def test_a_cap_below_its_use_leaves_no_room(account):
    Cap.objects.create(account=account, member=ANNA, credits=10)
    reserve(account, 8, member=ANNA)
    caps.put(account, 5, member=ANNA, operation="")
    (use,) = caps.uses_of(account, at=NOW)
    assert (use.used, use.room) == (8, 0)


def test_what_would_be_refused_is_what_the_reserve_refuses(account):
    Cap.objects.create(account=account, member=ANNA, credits=10)
    Cap.objects.create(account=account, operation="theme", credits=7)
    for credits in range(1, 12):
        foreseen = caps.broken_by(account, member=ANNA, operation="theme", credits=credits, at=NOW)
        outcome = reserve(account, credits, member=ANNA)
        assert outcome.cap == foreseen
        if outcome.ok:
            ledger.void(Entry.objects.latest("id").reference, at=NOW)


def test_nothing_is_foreseen_without_caps(account):
    assert caps.broken_by(account, member=ANNA, operation="theme", credits=1000, at=NOW) is None


@pytest.mark.usefixtures("own_connections")
def test_admins_who_set_one_cap_at_once_make_one(tenant):
    account = tenant.account
    all_at_once(lambda credits: caps.put(account, credits, member=ANNA, operation=""), [10, 20, 30, 40])
    cap = Cap.objects.get()
    events = AuditEvent.objects.filter(action="cap.set").order_by("pk")
    changes = [(each.detail["before"], each.detail["after"]) for each in events]
    assert changes[0][0] is None
    assert all(later[0] == earlier[1] for earlier, later in pairwise(changes))
    assert changes[-1][1] == cap.credits


@pytest.mark.usefixtures("own_connections")
def test_admins_who_remove_one_cap_at_once_remove_it_once(tenant):
    cap = Cap.objects.create(account=tenant.account, member=ANNA, credits=10)
    seen = [Cap.objects.select_related("account__tenant").get(pk=cap.pk) for _ in range(3)]
    removed = all_at_once(caps.remove, seen)
    assert sorted(removed) == [False, False, True]
    assert AuditEvent.objects.filter(action="cap.removed").count() == 1
