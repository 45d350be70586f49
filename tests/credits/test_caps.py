"""Caps: limits on a member, on an operation, and on a member's use of one, held in the reserve."""

from uuid import uuid4

import pytest

from credits import ledger
from credits.ledger import CapHit, Result
from credits.models import Cap
from tests.credits.conftest import NOW, hold, hold_on_own_key

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
