"""Runs: POST /api/v1/runs starts one, GET /api/v1/runs/{id} says how it does and what came of it."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router, Schema, Status
from pydantic import ConfigDict, Field

from ai_ops import queries, registry, runner
from ai_ops.base import Operation
from ai_ops.errors import AiOpsError, InvalidInputError, ShortError, SubmissionConflictError
from ai_ops.models import Run
from ai_ops.views.operations import status_of
from inspire.bearer import READ, RUN, token_of
from inspire.endpoints import keys
from inspire.problems import ApiError

router = Router(tags=["Runs"])
CONFLICT = "This Idempotency-Key started another run before, and that one stands. Use a new key for a new run."


class RunIn(Schema):
    """Which operation to run, and with what."""

    model_config = ConfigDict(extra="forbid")
    operation: str = Field(description="Its slug.")
    inputs: dict[str, Any] = Field(description="What the operation takes; GET /operations has the schema.")


class RunOut(Schema):
    """A run as it is now."""

    id: UUID
    operation: str
    state: str = Field(description="`queued`, `running`, `succeeded`, `failed` or `cancelled`.")
    funding: str
    price: int = Field(description="In credits. A run that does not succeed takes none.")
    model: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    result: Any = Field(description="What was accepted, or null.")
    mends: list[str] = Field(description="What was adjusted, a sentence each.")
    problems: list[str] = Field(description="Why nothing was accepted, a sentence each.")
    error_code: str
    error: str = Field(description="What happened, why, and what to do next; or empty.")


@router.post("/runs", auth=RUN, response={HTTPStatus.ACCEPTED: RunOut})
def start_run(
    request: HttpRequest,
    response: HttpResponse,
    body: RunIn,
    idempotency_key: Annotated[str, Header(alias=keys.HEADER)] = "",
) -> Status[RunOut]:
    """Start a run. The same Idempotency-Key with the same body gives the first run again, and takes nothing more."""
    operation = _find_operation(body.operation)
    run = _start(request, operation, body.inputs, key=keys.need(idempotency_key))
    response["Location"] = f"{request.path}/{run.pk}"
    return Status(HTTPStatus.ACCEPTED, RunOut.from_orm(run))


def _find_operation(slug: str) -> Operation:
    try:
        return registry.get(slug)
    except registry.UnknownOperationError:
        known = ", ".join(each.slug for each in registry.all_operations())
        sentence = f"There is no such operation. Use one of: {known}."
        errors = [{"pointer": "/operation", "detail": sentence}]
        raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, errors=errors) from None


def _start(request: HttpRequest, operation: Operation, inputs: dict[str, Any], *, key: str) -> Run:
    """Start a run for who made the token: it counts for their limits. What they may do, the scope has said."""
    token = token_of(request)
    try:
        return runner.start(
            token.tenant,
            operation,
            member=token.created_by_id,
            role=None,
            inputs=inputs,
            submission_key=key,
            at=timezone.now(),
        )
    except AiOpsError as error:
        raise _refusal(error) from None


def _refusal(error: AiOpsError) -> ApiError:
    sentence = CONFLICT if isinstance(error, SubmissionConflictError) else str(error)
    return ApiError(status_of(error), sentence, **_members(error))


def _members(error: AiOpsError) -> dict[str, Any]:
    if isinstance(error, ShortError):
        return {"needed": error.needed, "remaining": error.remaining, "until": error.ends_at}
    if isinstance(error, InvalidInputError):
        each = [(field, sentence) for field, sentences in error.errors.items() for sentence in sentences]
        return {"errors": [{"pointer": f"/inputs/{field}".rstrip("/"), "detail": said} for field, said in each]}
    return {}


@router.get("/runs/{uuid:run_id}", auth=READ, response=RunOut)
def run(request: HttpRequest, run_id: UUID) -> RunOut:
    """Return a run of the tenant, whoever started it; ask again every few seconds while it is queued or running."""
    found = queries.runs_of(token_of(request).tenant).filter(pk=run_id).defer("context", "inputs").first()
    if found is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "This tenant has no such run.")
    return RunOut.from_orm(found)
