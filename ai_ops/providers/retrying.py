"""The retry loop around a provider's calls: ours, because the SDKs wait without a limit."""

from collections.abc import Callable
from time import monotonic

import stamina

from ai_ops.providers.base import ProviderError

ATTEMPTS = 4
LONGEST_RETRY_AFTER = 30.0
"""A provider that asks for a longer wait, in seconds, is not waited for: the run fails and says so."""


def call_with_retries[T](call: Callable[[float], T], *, seconds: float, wait: float = 0.5) -> T:
    """Call until it succeeds, fails for good, or the budget of `seconds` is used up.

    `call` is given the seconds that are left. Waits double from `wait` seconds, with jitter; a
    Retry-After is obeyed where it fits the budget. Raises the last ProviderError.
    """
    end = monotonic() + seconds

    def decide(error: Exception) -> bool | float:
        return _decide(error, left=end - monotonic())

    attempts = stamina.retry_context(
        on=decide, attempts=ATTEMPTS, timeout=seconds, wait_initial=wait, wait_max=8.0, wait_jitter=wait
    )
    for attempt in attempts:
        with attempt:
            return call(end - monotonic())
    raise AssertionError  # pragma: no cover - stamina raises the last error


def _decide(error: Exception, *, left: float) -> bool | float:
    """Return whether to try again: no, after the usual wait, or after so many seconds."""
    if not isinstance(error, ProviderError) or error.permanent or left <= 0:
        return False
    if error.retry_after is None:
        return True
    return error.retry_after if error.retry_after < min(left, LONGEST_RETRY_AFTER) else False
