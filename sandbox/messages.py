"""A message of the Messages API: the answer's text, why it stopped, and what it cost."""

import threading
import uuid
from hashlib import sha256

from sandbox import answers
from sandbox.replies import Json
from sandbox.requests import MessagesRequest

CHARACTERS_A_TOKEN = 3.6
CACHE_MINIMUM = 1_024
REFUSAL = "The sandbox was told to refuse this request."

_cached_prefixes: set[str] = set()
_cache_lock = threading.Lock()


def create(request: MessagesRequest, *, fault: str) -> Json:
    """Return the message that answers a request, spoilt as a fault of the content asks."""
    if fault == "refusal":
        return _message(request, text="", stop_reason="refusal")
    text = answers.answer(request.schema, request.turns, system=request.system, fault=fault)
    limit = int(request.max_tokens * CHARACTERS_A_TOKEN)
    if fault == "max_tokens":
        limit = min(limit, len(text) * 2 // 3)
    stop_reason = "max_tokens" if len(text) > limit else "end_turn"
    return _message(request, text=text[:limit], stop_reason=stop_reason)


def tokens(text: str) -> int:
    """Return about how many tokens a text is."""
    return max(1, round(len(text) / CHARACTERS_A_TOKEN)) if text else 0


def _message(request: MessagesRequest, *, text: str, stop_reason: str) -> Json:
    is_refused = stop_reason == "refusal"
    details = {"type": "refusal", "category": "general_harms", "explanation": REFUSAL} if is_refused else None
    return {
        "id": f"msg_{uuid.uuid4().hex[:24]}",
        "type": "message",
        "role": "assistant",
        "model": request.model,
        "content": [{"type": "text", "text": text, "citations": None}] if text else [],
        "container": None,
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "stop_details": details,
        "usage": _usage(request, text),
    }


def _usage(request: MessagesRequest, text: str) -> Json:
    asked = sum(tokens(turn) for _, turn in request.turns) + tokens(str(request.schema or ""))
    written, read = _cache(request)
    return {
        "input_tokens": asked + (0 if written or read else tokens(request.system)),
        "output_tokens": tokens(text) + 1,
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": read,
        "cache_creation": {"ephemeral_5m_input_tokens": written, "ephemeral_1h_input_tokens": 0},
        "output_tokens_details": {"thinking_tokens": 0},
        "server_tool_use": None,
        "service_tier": "standard",
        "inference_geo": "not_available",
        "speed": "standard",
    }


def _cache(request: MessagesRequest) -> tuple[int, int]:
    """Return the tokens written to and read from the prompt cache, for a marked system prompt."""
    size = tokens(request.system)
    if not request.is_cached or size < CACHE_MINIMUM:
        return 0, 0
    name = sha256(f"{request.model}\n{request.system}".encode()).hexdigest()
    with _cache_lock:
        is_known = name in _cached_prefixes
        _cached_prefixes.add(name)
    return (0, size) if is_known else (size, 0)
