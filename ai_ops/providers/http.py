"""The pooled HTTP client that a process keeps for its providers, bounded in time and size."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Lock
from time import monotonic

import httpx2
from django.conf import settings

from ai_ops.providers.base import Answer

LONGEST_SILENCE = 60.0
"""Seconds without a single byte after which a call counts as dead."""
CONNECT_SECONDS = 10.0
LARGEST_BODY = 8_000_000
"""Bytes. Far above any document that we ask for."""
LARGEST_LIST = 4_000_000
"""Bytes of a list of models."""
PLAIN = "identity"
"""What is asked for as a body's encoding: a size that is bounded as it comes would not be once it is unpacked."""

_making = Lock()
_end: ContextVar[float] = ContextVar("end_of_call")
_largest: ContextVar[int] = ContextVar("largest_body", default=LARGEST_BODY)


class OversizedBodyError(httpx2.HTTPError):
    """The answer is larger than anything that we ask for."""


class CompressedBodyError(httpx2.HTTPError):
    """The answer is compressed, which was not asked for: unpacked, it could be of any size."""


class _BoundedStream(httpx2.SyncByteStream):
    """A response body that stops at the call's end, however slowly its bytes drip."""

    def __init__(self, stream: httpx2.SyncByteStream, *, end: float, largest: int) -> None:
        self._stream = stream
        self._end = end
        self._largest = largest

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if size > self._largest:
                raise OversizedBodyError("The body is too large.")
            if monotonic() > self._end:
                raise httpx2.ReadTimeout("The call took longer than its budget.")
            yield chunk

    def close(self) -> None:
        self._stream.close()


def _bound(response: httpx2.Response) -> None:
    if response.headers.get("content-encoding", PLAIN).lower() != PLAIN:
        raise CompressedBodyError("The body is compressed.")
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _BoundedStream(response.stream, end=_end.get(float("inf")), largest=_largest.get())


def pooled_client() -> httpx2.Client:
    """Return this process's client. A plain one: the SDKs' own always use the environment's proxy."""
    with _making:  # of threads that begin at once, each would make one of its own
        return the_client()


@cache
def the_client() -> httpx2.Client:
    """Make the client, once."""
    return httpx2.Client(
        trust_env=settings.PROVIDER_TRUST_ENV,
        follow_redirects=False,
        headers={"Accept-Encoding": PLAIN},
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=50),
        event_hooks={"response": [_bound]},
    )


@contextmanager
def budget(
    seconds: float, *, silence: float = LONGEST_SILENCE, largest: int = LARGEST_BODY
) -> Iterator[httpx2.Timeout]:
    """Bound all that is read within the block to `seconds` and `largest` bytes; gives the request's timeouts.

    `silence` is the longest wait in seconds without a single byte.
    """
    end, size = _end.set(monotonic() + seconds), _largest.set(largest)
    try:
        yield httpx2.Timeout(min(seconds, silence), connect=min(seconds, CONNECT_SECONDS))
    finally:
        _end.reset(end)
        _largest.reset(size)


def read_whole(response: httpx2.Response) -> Answer:
    """Return an answer whose body has come."""
    return Answer(response.headers.get("content-type", ""), response.content)
