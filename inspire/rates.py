"""How often a token may ask: counted by the minute in the cache, and said in headers.

The headers are those of draft-ietf-httpapi-ratelimit-headers: a policy, and what is left of it.
"""

import time
from typing import Final

import structlog
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from inspire.problems import ApiError

MOST: Final = 120
WINDOW: Final = 60
"""Seconds."""
HEADERS: Final = "rate_headers"
log = structlog.get_logger(__name__)


def take(request: HttpRequest, name: str) -> None:
    """Count a request of a token. Raises ApiError with 429 where there were too many within the minute."""
    minute, second = divmod(int(time.time()), WINDOW)
    used, wait = _count(f"api:{name}:{minute}"), WINDOW - second
    left = max(MOST - used, 0)
    setattr(
        request,
        HEADERS,
        {"RateLimit-Policy": f'"token";q={MOST};w={WINDOW}', "RateLimit": f'"token";r={left};t={wait}'},
    )
    if used > MOST:
        sentence = f"This token has asked {MOST} times within the minute, which is the limit. Wait {wait} seconds."
        raise ApiError(429, sentence, headers={"Retry-After": str(wait)})


def _count(key: str) -> int:
    """Count one up; without the cache nobody is refused."""
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        return int(cache.incr(key))
    except (RedisError, ValueError):  # the second: its key went meanwhile
        log.warning("rate_not_counted")
        return 0


def headers_of(request: HttpRequest) -> dict[str, str]:
    """Return the headers that say what is left; none where no token came."""
    headers: dict[str, str] = getattr(request, HEADERS, {})
    return headers
