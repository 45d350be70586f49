"""A tenant's sources: GET /api/v1/sources."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from connectors import queries
from connectors.queries import Row
from inspire.bearer import READ, token_of

router = Router(tags=["Data"])


class SourceOut(Schema):
    """A source, and what its newest snapshot holds."""

    slug: str = Field(description="Its name in addresses, and the stream in its fields' names.")
    name: str
    kind: str = Field(description="`upload` takes files on its page, `push` takes rows.")
    state: str
    last_error: str = Field(description="A sentence, or empty.")
    refreshed_at: datetime | None
    snapshot: int | None
    rows: int | None
    columns: int | None


@router.get("/sources", auth=READ, response=list[SourceOut])
def sources(request: HttpRequest) -> list[SourceOut]:
    """List the tenant's sources by name."""
    return [_tell(each) for each in queries.rows_of(token_of(request).tenant)]


def _tell(row: Row) -> SourceOut:
    source, snapshot = row.source, row.snapshot
    return SourceOut(
        slug=source.slug,
        name=source.name,
        kind=source.kind,
        state=source.state,
        last_error=source.last_error,
        refreshed_at=source.refreshed_at,
        snapshot=snapshot.number if snapshot else None,
        rows=snapshot.rows if snapshot else None,
        columns=snapshot.columns if snapshot else None,
    )
