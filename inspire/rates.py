"""How often a token may ask: counted by the minute in the cache, and said in headers.

The headers are those of draft-ietf-httpapi-ratelimit-headers: a policy, and what is left of it.
"""

from typing import Final

from django.http import HttpRequest

from inspire.problems import ApiError
from tenants import counting

MOST: Final = 120
WINDOW: Final = 60
"""Seconds."""
HEADERS: Final = "rate_headers"


def take(request: HttpRequest, name: str) -> None:
    """Count a request of a token. Raises ApiError with 429 where there were too many within the minute."""
    used, wait = counting.count(f"api:{name}", window=WINDOW)
    left = max(MOST - used, 0)
    setattr(
        request,
        HEADERS,
        {"RateLimit-Policy": f'"token";q={MOST};w={WINDOW}', "RateLimit": f'"token";r={left};t={wait}'},
    )
    if used > MOST:
        sentence = f"This token has asked {MOST} times within the minute, which is the limit. Wait {wait} seconds."
        raise ApiError(429, sentence, headers={"Retry-After": str(wait)})


def headers_of(request: HttpRequest) -> dict[str, str]:
    """Return the headers that say what is left; none where no token came."""
    headers: dict[str, str] = getattr(request, HEADERS, {})
    return headers
