"""Servers that say the key back: in a header, a model's name, a text. It is cut out before anything is kept."""

import base64
import json
from collections.abc import Iterator

import pytest

from ai_ops.base import ImageRequest, Request, TextRequest
from ai_ops.providers import listing
from ai_ops.providers.base import Call, Endpoint, ProviderError
from ai_ops.providers.table import send
from tests.ai_ops.listeners import Answer, Listener, Seen, listening

KEY = "sk-ant-api03-reflected-4e81c07d95"
REQUESTS: dict[str, Request] = {
    "anthropic": TextRequest(system="Say.", prompt="Say again.", schema={"type": "object"}),
    "openai": ImageRequest(prompt="Boats.", shape="square", quality="draft"),
}
MODELS = {"anthropic": "claude-haiku-5-5", "openai": "gpt-image-2"}
ENCODED = base64.b64encode(f"key={KEY}".encode()).decode()


def events(*parts: dict[str, object]) -> bytes:
    return b"".join(f"event: {part['type']}\ndata: {json.dumps(part)}\n\n".encode() for part in parts)


MESSAGE = {"id": "m", "type": "message", "role": "assistant", "content": [], "model": f"model-{KEY}"}
STREAM = events(
    {"type": "message_start", "message": {**MESSAGE, "usage": {"input_tokens": 1, "output_tokens": 1}}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": f'{{"a": "{KEY} {ENCODED}"}}'}},
    {"type": "message_delta", "delta": {"stop_reason": f"end_{KEY}"}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
)
IMAGE = json.dumps({"created": 1, "data": [{"b64_json": "AAAA", "revised_prompt": f"{KEY} {ENCODED}"}]}).encode()
HEADERS = {"request-id": f"req_{KEY}", "x-request-id": f"req_{KEY}"}


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def call_of(provider: str, listener: Listener) -> Call:
    address = f"{listener.url}/v1" if provider == "openai" else listener.url
    return Call(provider, Endpoint(address, KEY, "provider"), MODELS[provider], 5, lambda tokens: None)


@pytest.mark.parametrize("provider", ["anthropic", "openai"])
def test_a_reply_that_says_the_key_back_is_kept_without_it(listener, provider):
    def reflect(_seen: Seen) -> Answer:
        kind = "text/event-stream" if provider == "anthropic" else "application/json"
        return 200, {**HEADERS, "Content-Type": kind}, STREAM if provider == "anthropic" else IMAGE

    listener.answer = reflect
    reply = send(REQUESTS[provider], call_of(provider, listener))
    assert KEY in listener.seen[0].whole
    assert reply.request_id == "req_[removed]"
    for secret in (KEY, KEY[-10:], ENCODED, ENCODED[8:40]):
        assert secret not in repr(reply)
    assert repr(reply).count("[removed]") >= 3


@pytest.mark.parametrize("provider", ["anthropic", "openai"])
@pytest.mark.parametrize("status", [401, 302, 400])
def test_an_error_that_says_the_key_back_is_kept_without_it(listener, provider, status):
    said = {"type": KEY, "message": f"Incorrect API key provided: {KEY}", "code": KEY, "param": KEY}
    body = json.dumps({"type": "error", "error": said}).encode()
    listener.answer = lambda _seen: (status, {**HEADERS, "Content-Type": "application/json"}, body)
    with pytest.raises(ProviderError) as failure:
        send(REQUESTS[provider], call_of(provider, listener))
    assert failure.value.request_id == "req_[removed]"
    assert KEY not in f"{failure.value} {failure.value.sentence} {vars(failure.value)} {failure.value.__context__!r}"


@pytest.mark.parametrize("provider", ["anthropic", "openai"])
def test_a_list_of_models_that_says_the_key_back_is_kept_without_it(listener, provider):
    entries = [{"id": KEY}, {"id": "a-model", "display_name": f"{'x' * 70} {KEY}", "lifecycle": KEY, "retires_at": KEY}]
    body = json.dumps({"data": entries}).encode()
    listener.answer = lambda _seen: (200, {"Content-Type": "application/json"}, body)
    models = listing.list_models(provider, call_of(provider, listener).endpoint).models
    assert [model.id for model in models] == ["a-model"]
    assert models[0].label.startswith("x" * 70)
    assert KEY[:9] not in repr(models)
