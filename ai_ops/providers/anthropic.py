"""Anthropic's Messages API, through its SDK: one streamed request, one whole reply.

The SDK is kept from everything that it would do of its own accord: it neither retries, nor
follows redirects, nor reads its address, its key or headers from the environment.
"""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic
from typing import Any

import anthropic
import httpx2
from anthropic.types import MessageParam, OutputConfigParam, RawMessageStreamEvent

from ai_ops.base import TextRequest
from ai_ops.providers import http
from ai_ops.providers.anthropic_errors import translate
from ai_ops.providers.base import Answer, Call, Endpoint, Reply, Usage, read_count

CHARACTERS_PER_TOKEN = 4
"""Roughly, for the tokens that are shown while a reply is on its way; the provider counts at its end."""
PAGE = 1_000
"""The largest page of a list of models holds all that there are."""
FAILURES = (anthropic.AnthropicError, httpx2.HTTPError, httpx2.StreamError)
StatusFailure = anthropic.APIStatusError


class QuietClient(anthropic.Anthropic):
    """The SDK's client, deaf to ANTHROPIC_CUSTOM_HEADERS and its other environment variables."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(
            api_key=endpoint.key,
            base_url=endpoint.base_url,
            http_client=http.pooled_client(),
            max_retries=0,
            webhook_key="",
            open_telemetry=False,
        )
        self._custom_headers = {}


def generate(request: TextRequest, call: Call) -> Reply:
    """Send one request and return the whole reply. Raises ProviderError, and what `on_tokens` raises."""
    if not call.endpoint.is_sendable:
        raise call.error("key_refused")
    if call.seconds <= 0:
        raise call.error("timed_out")
    try:
        with http.budget(call.seconds) as timeout:
            return _stream(request, call, timeout)
    except (*FAILURES, ValueError) as error:
        failure = translate(error, call)
    raise failure  # outside the handler: the SDK's error holds the request, and that the key


def fetch_models(call: Call) -> Answer:
    """Ask which models the key may use. Raises FAILURES."""
    with http.budget(call.seconds, silence=call.seconds, largest=http.LARGEST_LIST) as timeout:
        asked = QuietClient(call.endpoint).models.with_raw_response.list(limit=PAGE, timeout=timeout)
        return http.read_whole(asked.http_response)


def _stream(request: TextRequest, call: Call, timeout: httpx2.Timeout) -> Reply:
    started = monotonic()
    with _open_stream(request, call, timeout) as stream:
        headers = stream.response.headers
        if not headers.get("content-type", "").startswith("text/event-stream"):
            raise call.error("not_the_api", request_id=headers.get("request-id", ""))
        reading = Reading(call)
        reading.read(iter(stream))
        return reading.reply(request_id=headers.get("request-id", ""), seconds=monotonic() - started)


def _open_stream(request: TextRequest, call: Call, timeout: httpx2.Timeout) -> anthropic.Stream[RawMessageStreamEvent]:
    messages: list[MessageParam] = [{"role": "user", "content": request.prompt}]
    schema = anthropic.transform_schema(request.schema)
    output: OutputConfigParam = {"format": {"type": "json_schema", "schema": schema}}
    return QuietClient(call.endpoint).messages.create(
        model=call.model,
        max_tokens=request.max_tokens,
        system=request.system,
        messages=messages,
        output_config=output,
        stream=True,
        timeout=timeout,
    )


class Reading:
    """What a stream has said so far. The SDK takes a stream without an end for a whole message; this does not."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.text: list[str] = []
        self.length = 0
        self.stop_reason = ""
        self.model = call.model
        self.usage = Usage()
        self.is_whole = False

    def read(self, events: Iterator[Any]) -> None:
        """Take in all events, counting tokens as they come. Raises ValueError for one without its parts."""
        for event in events:
            try:
                self._take(event)
            except (AttributeError, TypeError):
                raise ValueError("An event lacks what its type promises.") from None
            self.call.on_tokens(max(self.usage.output, self.length // CHARACTERS_PER_TOKEN))

    def _take(self, event: Any) -> None:
        match getattr(event, "type", None):
            case "message_start":
                self._start(event.message)
            case "content_block_delta":
                self._add(event.delta)
            case "message_delta":
                self.stop_reason = event.delta.stop_reason or ""
                self.usage = _merge(self.usage, event.usage)
            case "message_stop":
                self.is_whole = True

    def _start(self, message: Any) -> None:
        self.model = getattr(message, "model", None) or self.model
        self.usage = _merge(self.usage, getattr(message, "usage", None))

    def _add(self, delta: Any) -> None:
        if getattr(delta, "type", None) == "text_delta":
            self.text.append(delta.text)
            self.length += len(delta.text)

    def reply(self, *, request_id: str, seconds: float) -> Reply:
        """Return the reply. Raises ProviderError where the stream ended before the message did."""
        if not self.is_whole:
            raise self.call.error("unreachable", request_id=request_id)
        return Reply(
            text="".join(self.text),
            stop_reason=self.stop_reason,
            request_id=request_id,
            model=self.model,
            usage=self.usage,
            seconds=seconds,
        )


def _merge(usage: Usage, said: Any) -> Usage:
    """Return the usage with the cumulative counts that an event carries; what is no count changes nothing."""
    names = {
        "input": "input_tokens",
        "output": "output_tokens",
        "cache_write": "cache_creation_input_tokens",
        "cache_read": "cache_read_input_tokens",
    }
    counts = {ours: read_count(getattr(said, theirs, None)) for ours, theirs in names.items()}
    return replace(usage, **{name: count for name, count in counts.items() if count is not None})
