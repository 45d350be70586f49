"""Run operations: say what one costs, start it, execute it, end it, and sweep up after it.

The only module that knows operation, provider and credits together. docs/discussions/runs.md
tells how a run lives.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ai_ops import defaults, dispatch, funding, inputs, needs, reading, refusals
from ai_ops.base import Json, Operation
from ai_ops.ending import cancel, end
from ai_ops.errors import InvalidInputError, ProviderNotReadyError, SubmissionConflictError
from ai_ops.executing import execute
from ai_ops.following import NOTHING_BEFORE, Follows
from ai_ops.funding import Terms
from ai_ops.models import Run
from ai_ops.sweeper import sweep
from credits import ledger, queries
from credits.ledger import HoldRequest
from credits.models import Funding
from tenants.models import Tenant

__all__ = ["Quote", "cancel", "end", "execute", "quote", "start", "sweep"]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a run would cost now, in credits, and on what terms.

    `problem` is None, or says in a sentence why the operation cannot run at all.
    """

    price: int
    funding: Funding
    provider: str
    model: str
    answered_by: str
    remaining: int
    ends_at: datetime
    problem: str | None

    @property
    def remaining_after(self) -> int:
        """Return what would remain after the run; negative where it is too much."""
        return self.remaining - self.price

    @property
    def is_affordable(self) -> bool:
        """Return whether the credits that remain are enough."""
        return self.price == 0 or self.remaining_after >= 0


def quote(operation: Operation, tenant: Tenant, *, at: datetime, member: UUID | None = None) -> Quote:
    """Return what the operation costs the tenant, or one of its members, at `at`."""
    terms = funding.terms_of(operation, tenant, member=member)
    meter = queries.meter(tenant, at=at)
    return Quote(
        price=terms.price,
        funding=terms.funding,
        provider=operation.provider,
        model=terms.model.id,
        answered_by=terms.answered_by,
        remaining=meter.remaining,
        ends_at=meter.ends_at,
        problem=terms.problem or None,
    )


@dataclass(frozen=True, slots=True)
class Submission:
    """A valid request for a run: who asks for what. `role` is None for the command line and staff."""

    tenant: Tenant
    operation: Operation
    member: UUID | None
    role: str | None
    body: Json
    key: str
    follows: Follows = NOTHING_BEFORE

    @property
    def body_hash(self) -> str:
        """Return the hash by which a second submission is known for the same."""
        return inputs.hash_body(self.operation, self.body, follows=self.follows.as_json())


def start(  # noqa: PLR0913 - all but two are named
    tenant: Tenant,
    operation: Operation,
    *,
    member: UUID | None,
    role: str | None,
    inputs: Any,
    submission_key: str,
    at: datetime,
    follows: Follows = NOTHING_BEFORE,
) -> Run:
    """Make a run with its hold, and have it sent to a worker once they are committed.

    `follows` names the run that this one should better, and what should be different.

    The same submission key with the same inputs gives the first run again. Raises
    NotAllowedError, InvalidInputError, ProviderNotReadyError, NotEnoughCreditsError,
    CappedError and SubmissionConflictError; after each there is no run, no hold and no task.
    """
    refusals.check_role(role, tenant=tenant)
    submission = read_submission(tenant, operation, member=member, role=role, raw=inputs, key=submission_key)
    submission = replace(submission, follows=follows.checked(operation, tenant))
    return _find(submission) or _make(submission, at=at)


def read_submission(
    tenant: Tenant, operation: Operation, *, member: UUID | None, role: str | None, raw: Any, key: str
) -> Submission:
    """Return the validated submission. Raises InvalidInputError."""
    body = inputs.as_json(inputs.validate(operation, raw))
    return Submission(tenant, operation, member, role, body, inputs.check_submission_key(key))


def _find(submission: Submission) -> Run | None:
    """Return the run that was already made for the submission's key, if there is one."""
    run = Run.objects.filter(tenant=submission.tenant, submission_key=submission.key).first()
    if run is not None and run.body_hash != submission.body_hash:
        raise SubmissionConflictError(refusals.CONFLICT)
    return run


def _make(submission: Submission, *, at: datetime) -> Run:
    """Write run and hold, both or neither. Of two at once with one key, the second gets the first's run."""
    terms = funding.terms_of(submission.operation, submission.tenant, member=submission.member)
    if terms.problem:
        raise ProviderNotReadyError(terms.problem)
    run = _build(submission, terms, at=at)
    with transaction.atomic():
        if not _insert(run):
            return _find(submission) or run
        outcome = ledger.reserve(submission.tenant.account, _hold_of(run), at=at)
        if not outcome.ok:
            raise refusals.of_ledger(outcome, role=submission.role, tenant=submission.tenant)
        # No partial: Django names a function that failed by a name that a partial has not, and would raise.
        transaction.on_commit(lambda: dispatch.send([run.id]), robust=True)
    return run


def _insert(run: Run) -> bool:
    """Insert the run unless its submission key is taken; waits for another that is just being inserted."""
    Run.objects.bulk_create([run], ignore_conflicts=True)
    return Run.objects.filter(id=run.id).exists()


def _build(submission: Submission, terms: Terms, *, at: datetime) -> Run:
    operation = submission.operation
    return Run(
        tenant=submission.tenant,
        member=submission.member,
        operation=operation.slug,
        inputs=defaults.complete(operation, submission.body, tenant=submission.tenant),
        context={**_load(submission), **submission.follows.context()},
        former_id=submission.follows.former,
        note=submission.follows.note,
        submission_key=submission.key,
        body_hash=submission.body_hash,
        stage="queued",
        sent_at=at,
        deadline_at=at + timedelta(seconds=settings.RUN_DEADLINE_SECONDS),
        funding=terms.funding,
        provider=operation.provider,
        model=terms.model.id,
        price=terms.price,
        answered_by=terms.answered_by,
        prompt_version=operation.prompt_version,
        created_at=at,
    )


def _load(submission: Submission) -> Json:
    """Return what the operation needs, when the inputs fit it. Raises InvalidInputError."""
    operation = submission.operation
    context = needs.load(operation, submission.body, tenant=submission.tenant)
    found = reading.opened(operation, context, tenant_id=submission.tenant.pk)
    errors = operation.check_inputs(inputs.validate(operation, submission.body), found)
    if errors:
        raise InvalidInputError(errors)
    return context


def _hold_of(run: Run) -> HoldRequest:
    return HoldRequest(
        reference=run.id,
        credits=run.price,
        operation=run.operation,
        member=run.member,
        model=run.model,
        funding=run.funding,
    )
