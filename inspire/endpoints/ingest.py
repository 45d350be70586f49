"""Rows come in: POST /api/v1/ingest/{source}."""

from http import HTTPStatus
from typing import Annotated, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Router, Schema, Status
from pydantic import Field

from connectors import pushing
from connectors.errors import DataError, SourceError, SourceGoneError
from inspire.bearer import INGEST
from inspire.endpoints import keys, lookup
from inspire.problems import ApiError

router = Router(tags=["Data"])
ROWS: Final = {
    "requestBody": {
        "required": True,
        "description": "One row as an object, a list of them, columns side by side, or one object a line.",
        "content": {"application/json": {"schema": {"anyOf": [{"type": "object"}, {"type": "array"}]}}},
    }
}


class Taken(Schema):
    """What became of rows that were taken in."""

    source: str
    snapshot: int = Field(description="The number of the source's newest snapshot.")
    rows: int = Field(description="How many rows it holds; the newest 10,000 stay.")
    is_new: bool = Field(description="Whether these rows made it.")


@router.post("/ingest/{source}", auth=INGEST, response={HTTPStatus.ACCEPTED: Taken}, openapi_extra=ROWS)
def ingest(
    request: HttpRequest, source: str, idempotency_key: Annotated[str, Header(alias=keys.HEADER)] = ""
) -> Status[Taken]:
    """Add rows to a source. The same Idempotency-Key with the same rows adds nothing and gives the same answer."""
    found = lookup.find_source(request, source)
    try:
        answer = pushing.push(found, request.body, key=keys.check(idempotency_key), at=timezone.now())
    except DataError as error:
        raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    except SourceGoneError as error:
        raise ApiError(HTTPStatus.NOT_FOUND, str(error)) from None
    except SourceError as error:
        raise ApiError(HTTPStatus.CONFLICT, str(error)) from None
    return Status(HTTPStatus.ACCEPTED, Taken(source=found.slug, **answer))
