"""What a fault does to a finished reply."""

from collections.abc import Callable
from dataclasses import replace

from sandbox import streams
from sandbox.errors import ApiError
from sandbox.faults import Fault
from sandbox.replies import Reply

HTML = (
    b"<!doctype html><html><head><title>502 Bad Gateway</title></head>"
    b"<body><h1>Bad Gateway</h1><p>A proxy answered.</p></body></html>"
)
ELSEWHERE = "/v1/elsewhere"
"""Where a redirect points: whoever follows it is seen in the journal."""


def damage(reply: Reply, fault: Fault, *, request_id: str, error_class: type[ApiError] = ApiError) -> Reply:
    """Return the reply as the fault leaves it. Faults of the content have done their part before.

    `error_class` writes errors in the form of the API that was called.
    """
    if fault.fault in ("status", "stream_error"):
        error = error_class(fault.status, fault.message, kind=fault.type, code=fault.code)
        return _fail(reply, fault, error=error, request_id=request_id)
    return _WAYS.get(fault.fault, _untouched)(reply, fault)


def _fail(reply: Reply, fault: Fault, *, error: ApiError, request_id: str) -> Reply:
    if fault.fault == "stream_error" and reply.is_stream:
        broken = streams.error_event(error.error, request_id=request_id)
        return replace(reply, parts=(*_first_half(reply), broken))
    reply = error.reply(request_id, retry_after=fault.retry_after)
    if 300 <= fault.status < 400:  # noqa: PLR2004 - HTTP's own classes
        return replace(reply, headers={**reply.headers, "location": ELSEWHERE})
    return reply


def _untouched(reply: Reply, fault: Fault) -> Reply:
    return reply


def _html(reply: Reply, fault: Fault) -> Reply:
    return Reply(status=200, parts=(HTML,), content_type="text/html; charset=utf-8")


def _error_page(reply: Reply, fault: Fault) -> Reply:
    return replace(_html(reply, fault), status=fault.status)


def _empty(reply: Reply, fault: Fault) -> Reply:
    return Reply(status=200, parts=(b"{}",))


def _slow(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, delay=2.0 if fault.seconds is None else fault.seconds)


def _hang(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, is_hung=True, delay=float("inf") if fault.seconds is None else fault.seconds)


def _drip(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, drip=1.0 if fault.seconds is None else fault.seconds)


def _cut(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, is_cut=True)


def _half_body(reply: Reply, fault: Fault) -> Reply:
    body = reply.body
    return replace(reply, parts=(body[: len(body) // 2],))


def _stream_cut(reply: Reply, fault: Fault) -> Reply:
    return replace(reply, parts=_first_half(reply)) if reply.is_stream else replace(reply, is_cut=True)


def _first_half(reply: Reply) -> tuple[bytes, ...]:
    return reply.parts[: max(1, len(reply.parts) // 2)]


_WAYS: dict[str, Callable[[Reply, Fault], Reply]] = {
    "html": _html,
    "error_page": _error_page,
    "empty": _empty,
    "slow": _slow,
    "hang": _hang,
    "drip": _drip,
    "cut": _cut,
    "half_body": _half_body,
    "stream_cut": _stream_cut,
}
