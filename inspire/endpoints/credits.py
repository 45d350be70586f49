"""Credits: GET /api/v1/usage and GET /api/v1/statement."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from credits import queries, statement
from credits.models import Period
from credits.statement import Selection
from inspire.bearer import READ, token_of
from inspire.problems import ApiError
from tenants.models import Tenant

router = Router(tags=["Credits"])
MOST_ENTRIES = 200


class OperationUsage(Schema):
    """A month's use of one operation, in credits."""

    operation: str
    runs: int = Field(description="Runs on credits that succeeded or go on.")
    used: int
    held: int = Field(description="Reserved for running jobs.")
    own_key_runs: int


class Usage(Schema):
    """This month, in credits."""

    plan: str
    allowance: int = Field(description="Granted and adjusted together.")
    used: int
    held: int
    remaining: int
    starts_at: datetime
    ends_at: datetime = Field(description="When the credits reset; not part of the month.")
    by_operation: list[OperationUsage]


@router.get("/usage", auth=READ, response=Usage)
def usage(request: HttpRequest) -> Usage:
    """Return this month's credits, what is used and what remains, and the use of each operation."""
    period = _current(token_of(request).tenant)
    return Usage(
        plan=period.account.plan.name,
        allowance=period.allowance,
        used=period.used,
        held=period.held,
        remaining=period.remaining,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        by_operation=[OperationUsage.from_orm(each) for each in queries.usage(period).by_operation],
    )


def _current(tenant: Tenant) -> Period:
    try:
        return queries.history(tenant, at=timezone.now()).current
    except Period.DoesNotExist:
        raise ApiError(404, "This tenant has no credit account yet. The operator makes one.") from None


class EntryOut(Schema):
    """One movement of credits; never changed, never deleted."""

    id: int
    created_at: datetime
    starts_at: datetime = Field(description="Where the month begins to which it belongs.")
    ends_at: datetime
    kind: str = Field(description="`grant`, `adjust`, `reserve`, `settle` (used) or `void` (returned).")
    credits: int
    change: int = Field(description="By how much it changed what remains.")
    remaining: int
    operation: str
    model: str
    funding: str
    reference: UUID = Field(description="The run's id; entries of one run share it.")
    reason: str


class StatementOut(Schema):
    """Some entries, newest first."""

    entries: list[EntryOut]
    older: str | None = Field(description="The value of `before` for the next older ones; null at the end.")


class Wanted(Schema):
    """Which entries."""

    kind: Literal["", "grant", "adjust", "reserve", "settle", "void"] = ""
    operation: str = Field("", pattern=r"^[a-z0-9_-]*$", max_length=50)
    funding: Literal["", "credits", "own_key"] = ""
    since: AwareDatetime | None = None
    until: AwareDatetime | None = Field(None, description="Not counted itself.")
    before: str = Field("", pattern=r"^[0-9]*$", max_length=19, description="`older` of the page before.")
    limit: int = Field(statement.A_PAGE, ge=1, le=MOST_ENTRIES)


@router.get("/statement", auth=READ, response=StatementOut)
def entries(request: HttpRequest, wanted: Annotated[Wanted, Query()]) -> StatementOut:
    """Return the account's entries, newest first, a page at a time."""
    narrowed = wanted.model_dump(exclude={"before", "limit"})
    selection = Selection(token_of(request).tenant.pk, **narrowed)
    page = statement.page_of(selection, before=wanted.before, size=wanted.limit)
    return StatementOut(entries=[EntryOut.from_orm(each) for each in page.movements], older=page.older)
