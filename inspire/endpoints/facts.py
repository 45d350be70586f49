"""What stands out in a source's data: GET /api/v1/sources/{source}/facts."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ai_ops import profiling
from ai_ops.base import NothingToAskError
from ai_ops.errors import InvalidInputError
from connectors import snapshots
from connectors.errors import DataError
from inspire.bearer import READ
from inspire.endpoints import lookup
from inspire.problems import ApiError

router = Router(tags=["Data"])
NO_ROWS = "This source waits for its first rows, so there is nothing to look at yet."


class FactsOut(Schema):
    """What is in a source's newest data, found without AI and free."""

    snapshot: int
    profile: dict[str, Any] = Field(description="Rows, period, step and gaps; of each column its role and statistics.")
    count: int = Field(description="How many remarkable facts there are.")
    facts: list[dict[str, Any]] = Field(description="The strongest of them, each with the recipe that computes it.")


class Part(Schema):
    """Which part of the data."""

    since: date | None = Field(None, description="The first day, by the column of times.")
    until: date | None = Field(None, description="The last day, which counts too.")


@router.get("/sources/{source}/facts", auth=READ, response=FactsOut)
def facts(request: HttpRequest, source: str, part: Annotated[Part, Query()]) -> FactsOut:
    """Return the profile of a source's newest data, and what stands out in it. This is computed, not asked of AI."""
    found = lookup.find_source(request, source)
    newest = snapshots.latest(found)
    if newest is None:
        raise ApiError(HTTPStatus.CONFLICT, NO_ROWS)
    period = (str(part.since or ""), str(part.until or ""))
    try:
        told = profiling.found_in(found, newest, period=period)
    except (InvalidInputError, NothingToAskError, DataError) as error:
        raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    return FactsOut(snapshot=newest.number, **{name: told[name] for name in ("profile", "count", "facts")})
