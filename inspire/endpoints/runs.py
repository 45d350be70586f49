"""Runs: POST /api/v1/runs starts one, GET /api/v1/runs/{id} says how it does, and its exports are files."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router, Schema, Status
from pydantic import ConfigDict, Field

from ai_ops import exports, registry, runner
from ai_ops.base import Operation
from ai_ops.errors import AiOpsError, InvalidInputError, ShortError, SubmissionConflictError
from ai_ops.models import Run
from ai_ops.views.operations import status_of
from inspire.bearer import READ, RUN, token_of
from inspire.endpoints import keys, lookup
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
    return RunOut.from_orm(lookup.find_run(request, run_id))


FILE: Final = {
    "responses": {
        200: {
            "description": "The file, with its name in Content-Disposition.",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
NO_FILE: Final = "This run has no such file: it did not succeed, or GET /operations lists another for its operation."


@router.get("/runs/{uuid:run_id}/exports/{export}", auth=READ, openapi_extra=FILE)
def run_export(request: HttpRequest, run_id: UUID, export: str) -> HttpResponse:
    """Download a run's result as one of the files that its operation has."""
    found = lookup.find_run(request, run_id)
    if found.result is None:
        raise ApiError(HTTPStatus.NOT_FOUND, NO_FILE)
    try:
        operation = registry.get(found.operation)
        file = exports.find(operation, export)
    except (registry.UnknownOperationError, Http404):
        raise ApiError(HTTPStatus.NOT_FOUND, NO_FILE) from None
    return exports.download(file, found.result, name=str(found.result.get("name") or operation.label), run=found)
