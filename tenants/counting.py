"""Count how often something is done: in the cache, by windows of the clock."""

import time

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def count(name: str, *, window: int) -> tuple[int, int]:
    """Count one more of a name; return how many there were in this window, and how many seconds it still goes on.

    Without the cache nothing is counted, so nobody is refused.
    """
    place, second = divmod(int(time.time()), window)
    return _count(f"count:{name}:{place}", keep=2 * window), window - second


def _count(key: str, *, keep: int) -> int:
    try:
        cache.add(key, 0, timeout=keep)
        return int(cache.incr(key))
    except (RedisError, ValueError):  # the second: its key went meanwhile
        log.warning("rate_not_counted")
        return 0
