"""The road of an operation: request, call, stop reason, strict parse, checks, at most one repair.

Pure: the caller gives the function that calls the provider. What comes out was checked by the
operation, or is nothing at all.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from ai_ops import documents, wording
from ai_ops.base import Json, NewFile, Operation, Request, Review, TextRequest
from ai_ops.providers.base import ImageReply, Reply

type CallProvider = Callable[[Request, str], Reply | ImageReply]
"""Send a request for a purpose ("draft" or "repair"). Raises ProviderError."""

type ShowStage = Callable[[str], None]

LONGEST_QUOTE = 20_000
"""Characters of a refused answer that are shown to the model again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the road ended: a result, or why there is none.

    `fallback` is what holds of a draft that has problems beside. An accepted verdict with
    problems tells what was left out.
    """

    result: Json | None = None
    mends: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    error_code: str = ""
    files: tuple[NewFile, ...] = ()
    fallback: Json | None = None

    @property
    def is_accepted(self) -> bool:
        """Return whether there is a result that may be shown."""
        return self.result is not None and not self.error_code


@dataclass(frozen=True, slots=True)
class Job:
    """An operation with valid inputs and what it needs."""

    operation: Operation
    inputs: BaseModel
    context: Json


def run(job: Job, *, call: CallProvider, on_stage: ShowStage) -> Verdict:
    """Take a job the whole way. Raises what `call` and `on_stage` raise."""
    on_stage("preparing")
    request = job.operation.build_request(job.inputs, job.context)
    on_stage("calling")
    reply = call(request, "draft")
    first = _judge(reply, job, on_stage=on_stage)
    if not isinstance(request, TextRequest) or not isinstance(reply, Reply) or not _can_be_repaired(first):
        return first
    on_stage("repairing")
    reply = call(repair_request(request, reply.text, problems=first.problems), "repair")
    return _better(first, _judge(reply, job, on_stage=on_stage))


def _better(first: Verdict, second: Verdict) -> Verdict:
    """Return the second verdict where it is accepted, else what holds of either, else the second."""
    if second.is_accepted:
        return second
    held = [verdict for verdict in (second, first) if verdict.fallback is not None]
    if not held:
        return second
    best = min(held, key=lambda verdict: len(verdict.problems))
    return replace(best, result=best.fallback, error_code="")


def repair_request(request: TextRequest, answer: str, *, problems: tuple[str, ...]) -> TextRequest:
    """Return the request that shows the model its answer and what is wrong with it."""
    failures = "\n".join(f"- {problem}" for problem in problems)
    prompt = (
        f"{request.prompt}\n\nYour last answer was refused.\n\nThe answer:\n{answer[:LONGEST_QUOTE]}\n\n"
        f"What is wrong with it:\n{failures}\n\nAnswer again with the whole document, corrected."
    )
    return replace(request, prompt=prompt)


def _can_be_repaired(verdict: Verdict) -> bool:
    return not verdict.is_accepted and verdict.error_code not in STOPPED_FOR_GOOD


STOPPED_FOR_GOOD = frozenset({"refused_content", "context_exceeded"})

STOP_REASONS = {
    "max_tokens": ("truncated", "The answer was cut off at its length limit. Answer more briefly."),
    "refusal": ("refused_content", "The model refused to answer this request."),
    "model_context_window_exceeded": ("context_exceeded", "The request and its answer are too long for the model."),
}


def _judge(reply: Reply | ImageReply, job: Job, *, on_stage: ShowStage) -> Verdict:
    """Return what one reply is worth. A reply that did not stop of its own accord is no document."""
    on_stage("checking")
    if isinstance(reply, ImageReply):
        return _verdict_of(job.operation.review(reply, job.inputs, job.context))
    if reply.stop_reason != "end_turn":
        code, problem = STOP_REASONS.get(reply.stop_reason, ("invalid_output", "The answer did not end as it should."))
        return Verdict(problems=(problem,), error_code=code)
    try:
        draft = read_draft(reply.text, job.operation.output_model)
    except documents.InvalidDocumentError as error:
        return Verdict(problems=error.problems, error_code="invalid_output")
    return _verdict_of(job.operation.review(draft, job.inputs, job.context))


def read_draft(text: str, model: type[BaseModel]) -> Any:
    """Return the draft that a text holds. Raises InvalidDocumentError with sentences for what is wrong."""
    documents.parse(text)
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise documents.InvalidDocumentError(*wording.describe_draft(error)) from None


def _verdict_of(review: Review) -> Verdict:
    if review.is_accepted:
        return Verdict(result=review.result, mends=review.mends, files=review.files)
    problems = review.problems or ("Nothing in the answer passed the checks.",)
    return Verdict(mends=review.mends, problems=problems, error_code="not_accepted", fallback=review.result)
