"""OpenAI's image API, through its SDK: one request, one image in base64.

As with Anthropic's, the SDK is kept from everything that it would do of its own accord: it
neither retries, nor follows redirects, nor reads address, key, organisation or headers from
the environment.
"""

from time import monotonic
from typing import Any

import httpx2
import openai
from openai.types import ImagesResponse

from ai_ops.base import ImageRequest
from ai_ops.images.table import IMAGE_MODELS, ImageModel, final_size
from ai_ops.providers import http
from ai_ops.providers.base import Answer, Call, Endpoint, ImageReply, Usage, read_count
from ai_ops.providers.openai_errors import translate

LARGEST_BODY = 60_000_000
"""Bytes of an answer: an image of 40 MB in base64, and room."""
FAILURES = (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError)
StatusFailure = openai.APIStatusError


class QuietClient(openai.OpenAI):
    """The SDK's client, deaf to OPENAI_CUSTOM_HEADERS and its other environment variables."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(
            api_key=endpoint.key,
            admin_api_key="",
            base_url=endpoint.base_url,
            http_client=http.pooled_client(),
            max_retries=0,
            webhook_secret="",
        )
        self.organization = None
        self.project = None
        self._custom_headers = {}
        self._ambient_authorizations = frozenset()


def generate(request: ImageRequest, call: Call) -> ImageReply:
    """Send one request and return the image, unchecked. Raises ProviderError."""
    model = IMAGE_MODELS.get(call.model)
    if model is None:
        raise call.error("model_gone")
    if not call.endpoint.is_sendable:
        raise call.error("key_refused")
    if call.seconds <= 0:
        raise call.error("timed_out")
    try:
        with http.budget(call.seconds, silence=call.seconds, largest=LARGEST_BODY) as timeout:
            return _generate(request, call, model=model, timeout=timeout)
    except (*FAILURES, ValueError, AttributeError, TypeError) as error:
        failure = translate(error, call)
    raise failure  # outside the handler: the SDK's error holds the request, and that the key


def fetch_models(call: Call) -> Answer:
    """Ask which models the key may use. Raises FAILURES."""
    with http.budget(call.seconds, silence=call.seconds, largest=http.LARGEST_LIST) as timeout:
        return http.read_whole(QuietClient(call.endpoint).models.with_raw_response.list(timeout=timeout).http_response)


def parameters(request: ImageRequest, model: ImageModel) -> dict[str, Any]:
    """Return the parameters of a request in the form that the model's family takes."""
    width, height = model.sizes[request.shape]
    asked: dict[str, Any] = {
        "model": model.id,
        "prompt": request.prompt,
        "n": 1,
        "size": f"{width}x{height}",
        "quality": model.qualities[request.quality],
        **model.fixed,
    }
    if request.end_user:
        asked[model.names_user_as] = request.end_user
    return asked


def _generate(request: ImageRequest, call: Call, *, model: ImageModel, timeout: httpx2.Timeout) -> ImageReply:
    started = monotonic()
    raw = QuietClient(call.endpoint).images.with_raw_response.generate(**parameters(request, model), timeout=timeout)
    request_id = raw.headers.get("x-request-id", "")
    if not raw.headers.get("content-type", "").startswith("application/json"):
        raise call.error("not_the_api", request_id=request_id)
    answer = raw.parse()
    if not isinstance(answer, ImagesResponse) or not answer.data:
        raise call.error("bad_answer", request_id=request_id)
    asked = model.sizes[request.shape]
    first = answer.data[0]
    return ImageReply(
        image=first.b64_json or first.url,
        asked=asked,
        final=final_size(request.shape, asked),
        revised_prompt=first.revised_prompt if isinstance(first.revised_prompt, str) else "",
        request_id=request_id,
        model=model.id,
        usage=_usage_of(answer),
        seconds=monotonic() - started,
    )


def _usage_of(answer: ImagesResponse) -> Usage:
    """Return the tokens of an answer; older models count none."""
    counts = (getattr(answer.usage, name, None) for name in ("input_tokens", "output_tokens"))
    taken, made = (read_count(count) or 0 for count in counts)
    return Usage(input=taken, output=made)
