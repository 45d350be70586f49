"""Rows come in: POST /api/v1/ingest/{source}."""

from http import HTTPStatus
from typing import Annotated, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Router, Schema, Status
from pydantic import Field

from connectors import pushing, queries
from connectors.errors import DataError, SourceError, SourceGoneError
from connectors.models import Source
from inspire.bearer import INGEST, token_of
from inspire.endpoints import keys
from inspire.problems import ApiError
from tenants.models import Tenant

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
    found = find_source(token_of(request).tenant, source)
    try:
        answer = pushing.push(found, request.body, key=keys.check(idempotency_key), at=timezone.now())
    except DataError as error:
        raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    except SourceGoneError as error:
        raise ApiError(HTTPStatus.NOT_FOUND, str(error)) from None
    except SourceError as error:
        raise ApiError(HTTPStatus.CONFLICT, str(error)) from None
    return Status(HTTPStatus.ACCEPTED, Taken(source=found.slug, **answer))


def find_source(tenant: Tenant, slug: str) -> Source:
    """Return the tenant's source. Raises ApiError with 404."""
    found = queries.sources_of(tenant).filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "This tenant has no such source. Its sources stand on the Data page.")
    return found
