"""The API for other programs: /api/v1/. docs/howto/api.md tells how to use it."""

from typing import Any, Final

from ninja.errors import HttpError, ValidationError

from inspire import problems
from inspire.api_docs import DescribedApi, Docs
from inspire.endpoints import credits, facts, ingest, operations, runs, sources
from inspire.problems import ApiError

HANDLERS: Final[dict[type[Exception], Any]] = {
    ApiError: problems.of_refusal,
    HttpError: problems.of_http_error,
    ValidationError: problems.of_validation,
    Exception: problems.raise_again,
}

api = DescribedApi(
    title="Inspire",
    version="1",
    description="AI operations and data for other programs. Every request needs an API token of a tenant.",
    urls_namespace="api",
    docs=Docs(),
)
for error, answer in HANDLERS.items():
    api.add_exception_handler(error, answer)
for each in (ingest, sources, facts, operations, runs, credits):
    api.add_router("", each.router)
