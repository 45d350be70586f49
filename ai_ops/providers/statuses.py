"""What an HTTP status alone says of a failure, for every provider."""

from typing import Final

BY_STATUS: Final = {
    400: "request_refused",
    401: "key_refused",
    402: "out_of_money",
    403: "key_lacks_access",
    404: "model_gone",
    408: "unavailable",
    409: "unavailable",
    413: "too_large",
    429: "rate_limited",
    529: "overloaded",
}

ABOUT_THE_ACCOUNT: Final = frozenset({401, 402, 403, 404})
"""Statuses that speak of a key, its account or a model. Proxies and portals use them for themselves."""


def code_of_status(status: int, *, body: object) -> str:
    """Return our code for a status without a word of the provider's own.

    The APIs write their errors as JSON objects. A page that says 401 is not the provider's, and
    says nothing of a key.
    """
    if status in ABOUT_THE_ACCOUNT and not isinstance(body, dict):
        return "not_the_api"
    if status in BY_STATUS:
        return BY_STATUS[status]
    if 300 <= status < 400:  # noqa: PLR2004 - HTTP's own classes
        return "redirected"
    return "request_refused" if 400 <= status < 500 else "unavailable"  # noqa: PLR2004
