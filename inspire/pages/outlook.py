"""What is still possible this month, and what each plan would do in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from ai_ops.base import Operation
from ai_ops.offers import Offer
from credits.mix import about, example_mix
from credits.models import Account, Plan


@dataclass(frozen=True, slots=True)
class Runs:
    """A number of runs of one operation. `made` is what they make, in words: themes."""

    count: int
    label: str | Promise
    made: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan's row. `mix` is an example of a month; `too_dear` names what one month cannot pay once."""

    plan: Plan
    mix: list[Runs]
    too_dear: list[str | Promise]
    is_present: bool
    is_next: bool


def enough_for(remaining: int, offers: Sequence[Offer]) -> list[Runs]:
    """Return how many runs of each operation alone the credits pay, those that they pay not once left out.

    So are operations that cost nothing.
    """
    return [
        _runs(remaining // each.credits_price, each.operation) for each in offers if 0 < each.credits_price <= remaining
    ]


def plan_lines(plans: Sequence[Plan], offers: Sequence[Offer], *, account: Account) -> list[PlanLine]:
    """Return a row for each plan, with what it does in a month at today's prices."""
    return [
        PlanLine(
            plan=plan,
            mix=_mix(plan, offers),
            too_dear=[each.operation.label for each in offers if each.credits_price > plan.credits],
            is_present=plan.pk == account.plan_id,
            is_next=plan.pk == account.next_plan_id,
        )
        for plan in plans
    ]


def _mix(plan: Plan, offers: Sequence[Offer]) -> list[Runs]:
    runs = example_mix(plan.credits, {each.operation.slug: each.credits_price for each in offers})
    operations = {each.operation.slug: each.operation for each in offers}
    return [_runs(about(count), operations[slug]) for slug, count in runs.items()]


def _runs(count: int, operation: Operation) -> Runs:
    return Runs(count, operation.label, operation.made_by(count))
