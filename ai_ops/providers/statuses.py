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


def code_of_status(status: int) -> str:
    """Return our code for a status without a word of the provider's own."""
    if status in BY_STATUS:
        return BY_STATUS[status]
    if 300 <= status < 400:  # noqa: PLR2004 - HTTP's own classes
        return "redirected"
    return "request_refused" if 400 <= status < 500 else "unavailable"  # noqa: PLR2004
