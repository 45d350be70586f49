"""A finished message as the server-sent events of the Messages API."""

import json
from collections.abc import Iterator

from sandbox.replies import Json

CHUNK_SIZES = (7, 16, 4, 21, 12, 9, 18, 5)
"""Characters in a text delta, in turn: a model's tokens do not come evenly."""


def events(message: Json) -> tuple[bytes, ...]:
    """Return the events that carry `message`, each as it goes over the wire."""
    return tuple(_events(message))


def error_event(error: Json, *, request_id: str) -> bytes:
    """Return the event that ends a stream with an error."""
    return _event("error", error=error, request_id=request_id)


def _event(kind: str, **content: object) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **content}, ensure_ascii=False)}\n\n".encode()


def _events(message: Json) -> Iterator[bytes]:
    usage = message["usage"]
    opening: Json = {"content": [], "stop_reason": None, "stop_sequence": None, "stop_details": None}
    yield _event("message_start", message={**message, **opening, "usage": {**usage, "output_tokens": 1}})
    yield _event("ping")
    for index, block in enumerate(message["content"]):
        yield from _block(index, block["text"])
    delta = {name: message[name] for name in ("stop_reason", "stop_sequence", "stop_details")}
    yield _event("message_delta", delta=delta, usage=_final_usage(usage))
    yield _event("message_stop")


def _block(index: int, text: str) -> Iterator[bytes]:
    yield _event("content_block_start", index=index, content_block={"type": "text", "text": "", "citations": None})
    for chunk in _chunks(text):
        yield _event("content_block_delta", index=index, delta={"type": "text_delta", "text": chunk})
    yield _event("content_block_stop", index=index)


def _chunks(text: str) -> Iterator[str]:
    start = turn = 0
    while start < len(text):
        size = CHUNK_SIZES[turn % len(CHUNK_SIZES)]
        yield text[start : start + size]
        start, turn = start + size, turn + 1


def _final_usage(usage: Json) -> Json:
    names = ("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    return {name: usage[name] for name in names}
