"""A refusal says what is needed, what is left, whose limit it was, until when, and what to do, by role."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from ai_ops import refusals
from ai_ops.errors import CappedError, NotEnoughCreditsError
from ai_ops.refusals import HoldRefusedError
from credits.ledger import CapHit, Outcome, Result
from tenants.models import Role, Tenant

ENDS_AT = datetime(2026, 12, 1, tzinfo=UTC)
ANNA = uuid4()
TENANT = Tenant(name="Harbour Cafe", time_zone="America/New_York")


def refused(result, *, role=Role.DESIGNER, needed=10, remaining=90, cap=None):
    return refusals.of_ledger(Outcome(result, remaining, needed, ENDS_AT, cap), role=role, tenant=TENANT)


@pytest.mark.parametrize(
    ("cap", "whose"),
    [
        (CapHit(ANNA, "", 40, 35), "your limit leaves 5: 40 credits a month, 35 used or reserved"),
        (CapHit(ANNA, "image", 40, 35), "your limit for image generation leaves 5"),
        (CapHit(None, "image", 40, 35), "everybody's limit for image generation leaves 5"),
        (CapHit(None, "image", 40, 40), "everybody's limit for image generation is reached"),
        (CapHit(ANNA, "image", 40, 60), "your limit for image generation is reached: 40 credits a month, 60 used"),
        (CapHit(ANNA, "", 0, 0), "your limit is 0 credits a month: none at all"),
        (CapHit(None, "gone", 40, 35), "everybody's limit for gone leaves 5"),
    ],
)
def test_a_limit_is_named_with_whose_it_is(cap, whose):
    assert f"This needs 10 credits, and {whose}" in str(refused(Result.CAPPED, cap=cap))


def test_a_designer_is_told_to_ask_an_admin_and_an_admin_where_to_raise_it():
    cap = CapHit(ANNA, "", 40, 35)
    asked = str(refused(Result.CAPPED, cap=cap))
    assert asked.endswith("Ask an admin of Harbour Cafe to raise it, or wait until 30 November 2026.")
    own = str(refused(Result.CAPPED, cap=cap, role=Role.ADMIN))
    assert own.endswith("Raise it on Settings > Limits and alerts, or wait until 30 November 2026.")


def test_nobody_is_told_to_wait_for_a_limit_that_never_leaves_enough():
    assert "wait" not in str(refused(Result.CAPPED, cap=CapHit(ANNA, "", 9, 0)))


def test_a_limits_refusal_carries_what_the_limit_leaves():
    error = refused(Result.CAPPED, cap=CapHit(ANNA, "", 40, 35))
    assert isinstance(error, CappedError)
    assert (error.needed, error.remaining, error.ends_at) == (10, 5, ENDS_AT)


def test_too_few_credits_carry_what_remains():
    error = refused(Result.INSUFFICIENT, remaining=1, needed=1)
    assert isinstance(error, NotEnoughCreditsError)
    assert (error.needed, error.remaining) == (1, 1)
    assert str(error).startswith("This needs 1 credit and 1 remains until 30 November 2026.")


def test_an_answer_that_a_new_run_cannot_have_is_a_bug_and_not_a_sentence_about_credits():
    assert isinstance(refused(Result.CONFLICT), HoldRefusedError)
