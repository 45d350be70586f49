"""How long a provider asks us to wait."""

from email.utils import parsedate_to_datetime
from math import isfinite

import httpx2
from django.utils import timezone


def retry_after(response: httpx2.Response) -> float | None:
    """Return the wait in seconds that a response asks for (RFC 9110 section 10.2.3), or None."""
    value = response.headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _seconds_until(value)
    return max(0.0, seconds) if isfinite(seconds) else None


def _seconds_until(date: str) -> float | None:
    try:
        return max(0.0, (parsedate_to_datetime(date) - timezone.now()).total_seconds())
    except (ValueError, TypeError):
        return None
