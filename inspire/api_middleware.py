"""What holds for every request to the API: no cookies, no large bodies, and every error is a problem."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from connectors.readers.push import MOST_BYTES
from inspire import problems, rates

PREFIX: Final = "/api/"
DIGITS: Final = 12
"""Of a length; Python reads no number of thousands of them."""
TOO_LARGE: Final = (
    f"The body may have up to {MOST_BYTES:,} bytes, and nothing of it was read. Send it in smaller parts."
)
NO_LENGTH: Final = "The body came without its length. Send it whole, with a Content-Length header."


class ApiMiddleware:
    """Stands before sessions, so that a browser's cookies open nothing here, and no CSRF token is needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = _as_problem(_refuse_body(request) or self.get_response(request))
        for name, value in rates.headers_of(request).items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        return response


def _refuse_body(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal of a body by what its headers say, before any of it is read."""
    length = request.headers.get("content-length") or ""
    if not length and "transfer-encoding" in request.headers:
        return problems.problem(411, NO_LENGTH)
    if length.isdecimal() and int(length[:DIGITS]) > MOST_BYTES:
        return problems.problem(413, TOO_LARGE)
    return None


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Return the response, or the problem in the place of an error's page."""
    if response.status_code < 400 or response.get("Content-Type") == problems.TYPE:  # noqa: PLR2004 - the first error
        return response
    allowed = {"Allow": response["Allow"]} if response.has_header("Allow") else None
    return problems.of_status(response.status_code, headers=allowed)
