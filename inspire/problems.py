"""What the API answers when something cannot be done: problem details, after RFC 9457."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError

TYPE: Final = "application/problem+json"
DETAILS: Final = {
    400: "The request cannot be read. Its body must be one JSON document.",
    403: "This is not allowed.",
    404: "There is nothing at this address for this token.",
    405: "This address does not take that method.",
    500: "Something went wrong here, and the operator was told. Try again, with the same Idempotency-Key.",
}
"""The sentences for errors that nobody has said more about."""


class ApiError(Exception):
    """A refusal with its status, a sentence, further members of the problem, and headers."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers or {}
        self.members = members


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any) -> HttpResponse:
    """Return the answer for a refusal. The title is the status's own phrase, since the type says no more."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse({**content, **members}, status=status, content_type=TYPE, headers=headers)


def of_status(status: int, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return the problem of a status that came without a sentence of ours."""
    return problem(status, DETAILS.get(status, f"{HTTPStatus(status).phrase}."), headers=headers)


def of_refusal(_request: HttpRequest, error: ApiError) -> HttpResponse:
    """Return the answer for a refusal that an endpoint raised."""
    return problem(error.status, str(error), headers=error.headers, **error.members)


def of_http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Return the answer for what django-ninja refuses by itself."""
    return of_status(error.status_code)


def of_validation(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return the answer for a request whose body or parameters are not what the endpoint takes."""
    errors = [_place(each["loc"]) | {"detail": f"{each['msg']}."} for each in error.errors]
    return problem(422, "The request does not have the form that this address takes.", errors=errors)


def _place(loc: Iterable[Any]) -> dict[str, str]:
    """Return where in the request it is: a JSON pointer into the body, or the name of a parameter."""
    source, *rest = (str(each) for each in loc)
    if source == "body":
        return {"pointer": "".join(f"/{each}" for each in rest[1:])}
    return {"parameter": "/".join(rest)}


def raise_again(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Leave what nobody foresaw to Django, which logs and reports it; the middleware turns its page into a problem."""
    raise error
