"""What an address names, in the token's tenant alone: another tenant's is as absent as none."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest

from ai_ops import queries as ai_queries
from ai_ops.models import Run
from connectors import queries
from connectors.models import Source
from inspire.bearer import token_of
from inspire.problems import ApiError


def find_source(request: HttpRequest, slug: str) -> Source:
    """Return the tenant's source. Raises ApiError with 404."""
    rows = queries.sources_of(token_of(request).tenant)
    found = rows.filter(slug=slug).first() if slug.isprintable() else None
    if found is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "This tenant has no such source. Its sources stand on the Data page.")
    return found


def find_run(request: HttpRequest, run_id: UUID) -> Run:
    """Return the tenant's run. Raises ApiError with 404."""
    rows = ai_queries.runs_of(token_of(request).tenant)
    found = rows.filter(pk=run_id).defer("context", "inputs").first()
    if found is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "This tenant has no such run.")
    return found
