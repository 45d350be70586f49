"""Adjustments: credits given or taken by staff, with a reason, never below zero remaining."""

from typing import Any
from uuid import uuid4

import pytest

from credits import ledger
from credits.ledger import Result
from credits.models import Entry, Period
from tests.credits.conftest import NOW, hold

pytestmark = pytest.mark.django_db


def adjust(account, credits, **changes):
    content: dict[str, Any] = {"reference": uuid4(), "reason": "An outage on Monday", "member": None} | changes
    return ledger.adjust(account, credits, **content, at=NOW)


def test_credits_are_given_with_a_reason_that_is_written_down(account):
    staff = uuid4()
    outcome = adjust(account, 25, member=staff)
    assert (outcome.result, outcome.remaining, outcome.needed, outcome.ok) == (Result.ADJUSTED, 125, 0, True)
    entry = Entry.objects.get(kind="adjust")
    assert (entry.credits, entry.remaining, entry.member, entry.reason) == (25, 125, staff, "An outage on Monday")
    assert Period.objects.get().allowance == 125


def test_credits_are_taken_down_to_zero_and_no_further(account):
    ledger.reserve(account, hold(60), at=NOW)
    refused = adjust(account, -41)
    assert (refused.result, refused.remaining, refused.needed) == (Result.INSUFFICIENT, 40, 41)
    assert adjust(account, -40).remaining == 0


def test_the_same_adjustment_twice_is_made_once(account):
    reference = uuid4()
    adjust(account, 25, reference=reference)
    assert adjust(account, 25, reference=reference).result == Result.REPLAYED
    assert adjust(account, 26, reference=reference).result == Result.CONFLICT
    assert Period.objects.get().adjusted == 25


@pytest.mark.parametrize(("credits", "reason"), [(0, "A reason"), (5, ""), (5, "   ")])
def test_an_adjustment_of_nothing_or_without_a_reason_cannot_be_asked_for(account, credits, reason):
    with pytest.raises(ValueError, match="adjustment"):
        adjust(account, credits, reason=reason)


def test_an_adjustment_is_one_round_trip(account, django_assert_num_queries):
    with django_assert_num_queries(1):
        adjust(account, 25)


def test_an_adjustment_does_not_roll_over(account):
    adjust(account, 25)
    assert ledger.open_period(account, at=NOW.replace(month=12)).remaining == 100
