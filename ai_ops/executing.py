"""Work on a run: claim it, call the provider, check, and end it. What a task and `generate --inline` call."""

from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.utils import timezone

from ai_ops import dispatch, ending, files, funding, inputs, leases, pipeline, reading, registry, spending
from ai_ops.base import NothingToAskError, Request
from ai_ops.ending import Ending
from ai_ops.errors import InvalidInputError, LostRunError
from ai_ops.models import Attempt, Run, State
from ai_ops.pipeline import Job, Verdict
from ai_ops.progress import Progress
from ai_ops.providers import sentences
from ai_ops.providers.base import Call, Endpoint, ImageReply, ProviderError, Reply, Usage
from ai_ops.providers.retrying import call_with_retries
from ai_ops.providers.table import send
from credits.models import Funding
from vault import redaction

logger = structlog.get_logger(__name__)

SECONDS_TO_END = 1.0
"""Kept of a run's time for writing down how it ended."""


def execute(run_id: UUID) -> None:
    """Claim a run and bring it to its end. Without a run to claim, do nothing."""
    run = leases.claim(run_id, at=timezone.now())
    if run is None:
        return
    worker = Worker(run)
    with leases.renewing(run):
        try:
            last = worker.work()
        except LostRunError:
            logger.info("run_lost", run=str(run.id), attempt=run.attempt)
        else:
            at = timezone.now()
            is_mine = ending.end(run.id, last, at=at, only=ending.held_by(run, at=at))
            if not is_mine:
                files.discard(last.files)
        finally:
            worker.write_calls()


class Worker:
    """One attempt at a run, and the calls that it made."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.calls: list[dict[str, Any]] = []
        self.progress = Progress(run)
        self.endpoint: Endpoint | None = None
        self.failure = ""
        self.answered_from: datetime | None = None

    def work(self) -> Ending:
        """Return how the run ends. Raises LostRunError where it is no longer this worker's."""
        with ExitStack() as hidden:  # the key, until what went wrong is written to the log
            try:
                verdict = self._work(hidden)
            except LostRunError:
                raise
            except ProviderError as error:
                self.failure = error.code
                return ending.failed(error.code, error.sentence)
            except (registry.UnknownOperationError, InvalidInputError):
                return ending.failed("operation_changed", OPERATION_CHANGED)
            except NothingToAskError as error:
                return ending.failed("nothing_to_ask", f"{error} No credits were taken.")
            except Exception:
                logger.exception("run_failed", run=str(self.run.id))
                return ending.failed("internal", INTERNAL.format(operator=sentences.operator()))
        return ending_of(verdict, self.run)

    def _work(self, hidden: ExitStack) -> Verdict:
        job = read_job(self.run)
        self.endpoint = funding.endpoint_of(self.run)
        hidden.enter_context(redaction.hiding(self.endpoint.key))
        self._write_who_answers(self.endpoint)
        return pipeline.run(job, call=self.call, on_stage=self.progress.show_stage)

    def _write_who_answers(self, endpoint: Endpoint) -> None:
        """Correct who answers: a key that was replaced since the start may lead elsewhere."""
        if endpoint.answered_by != self.run.answered_by:
            mine = Run.objects.filter(id=self.run.id, state=State.RUNNING, attempt=self.run.attempt)
            mine.update(answered_by=endpoint.answered_by)
            self.run.answered_by = endpoint.answered_by

    def call(self, request: Request, purpose: str) -> Reply | ImageReply:
        """Call the provider, again where that may help, within what is left of the run's time."""
        left = seconds_until(self.run.deadline_at) - SECONDS_TO_END
        leases.release_connection()
        return call_with_retries(lambda seconds: self._try(request, purpose, seconds=seconds), seconds=left)

    def _try(self, request: Request, purpose: str, *, seconds: float) -> Reply | ImageReply:
        assert self.endpoint is not None  # noqa: S101 - for the type checker; work() sets it first
        call = Call(self.run.provider, self.endpoint, self.run.model, seconds, self.progress.show_tokens)
        began_at = timezone.now()
        try:
            reply = send(request, call)
        except ProviderError as error:
            self.calls.append({"purpose": purpose, "request_id": error.request_id, "error": error.code})
            raise
        except LostRunError:
            self.calls.append({"purpose": purpose, "request_id": "", "error": "lost"})
            raise
        self.calls.append(describe(reply, purpose))
        self.answered_from = began_at
        return reply

    def write_calls(self) -> None:
        """Write down what this attempt called and used. That is true however the run went on."""
        used = [call["usage"] for call in self.calls if "usage" in call]
        total = Usage(**{kind: sum(usage[kind] for usage in used) for kind in Usage.__dataclass_fields__})
        Attempt.objects.filter(run=self.run, number=self.run.attempt).update(
            calls=self.calls,
            key_version=self.endpoint.key_version if self.endpoint else "",
            input_tokens=total.input,
            output_tokens=total.output,
            cache_write_tokens=total.cache_write,
            cache_read_tokens=total.cache_read,
        )
        self._report_key()
        if used:
            spending.record(self.run, total, at=timezone.now())

    def _report_key(self) -> None:
        """Say how the key did that this attempt used."""
        if self.endpoint is None:
            return
        is_news = funding.report(
            self.endpoint,
            provider=self.run.provider,
            failure=self.failure,
            answered_from=self.answered_from,
            at=timezone.now(),
        )
        if is_news:
            dispatch.tell_of_keys()


OPERATION_CHANGED = (
    "This run was made for another version of the program, which has changed since. "
    "No credits were taken. Start it again from its form."
)
INTERNAL = "This program made a mistake. No credits were taken. Tell {operator}, with this run's number."


def read_job(run: Run) -> Job:
    """Return the operation with its inputs. Raises UnknownOperationError, InvalidInputError and InputGoneError."""
    operation = registry.get(run.operation)
    context = reading.opened(operation, run.context, tenant_id=run.tenant_id)
    return Job(operation, inputs.validate(operation, run.inputs), context)


def ending_of(verdict: Verdict, run: Run) -> Ending:
    """Return the ending that a verdict means, in words for people."""
    if verdict.is_accepted:
        stored = files.write(run, verdict.files)
        result = {**(verdict.result or {}), **{each.field: str(each.id) for each in stored}}
        return Ending(
            State.SUCCEEDED, result=result, mends=list(verdict.mends), problems=list(verdict.problems), files=stored
        )
    template = REFUSALS.get(verdict.error_code, REFUSALS["not_accepted"])
    error = template.format(
        provider=sentences.LABELS.get(run.provider, run.provider),
        free=sentences.free_of_charge(run.provider, is_own_key=run.funding == Funding.OWN_KEY, has_answered=True),
    )
    return ending.failed(verdict.error_code, error, problems=verdict.problems, mends=verdict.mends)


REFUSALS = {
    "refused_content": "{provider}'s model refused this request. {free} Change what you ask for.",
    "truncated": "{provider}'s answer was cut off at its length limit, twice. {free} Ask for less.",
    "context_exceeded": "The request is too long for {provider}'s model. {free} Ask for less.",
    "invalid_output": "{provider}'s answer could not be read as the document that was asked for, twice. "
    "{free} Try again.",
    "not_accepted": "{provider}'s answer did not pass the checks. {free} Try again, or change what you ask for.",
}


def describe(reply: Reply | ImageReply, purpose: str) -> dict[str, Any]:
    """Return what an attempt keeps of a call: never its text."""
    return {
        "purpose": purpose,
        "request_id": reply.request_id,
        "model": reply.model,
        "stop_reason": reply.stop_reason,
        "usage": reply.usage.as_json(),
        "seconds": round(reply.seconds, 3),
    }


def seconds_until(deadline: datetime) -> float:
    """Return the seconds that are left."""
    return (deadline - timezone.now()) / timedelta(seconds=1)
