"""OpenAI's API, as far as images need it: what each address of it answers."""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from sandbox import keys, lists, messages
from sandbox.anthropic import Call
from sandbox.damage import damage
from sandbox.faults import Fault
from sandbox.images import encoding, models, painting, spoiling
from sandbox.images.requests import ImagesRequest
from sandbox.openai_errors import OpenAIError
from sandbox.replies import Json, Reply, json_reply

SQUARE = 1024 * 1024
TOKENS = {"low": 196, "medium": 1_047, "high": 4_160, "xhigh": 6_240, "max": 8_320}
"""Output tokens of a square megapixel, about; other sizes by their area."""


def is_meant(call: Call) -> bool:
    """Return whether a call is OpenAI's: Anthropic's clients always say their version."""
    if call.path.startswith("/v1/images"):
        return True
    is_anthropic = "anthropic-version" in call.headers or "x-api-key" in call.headers
    return call.path.startswith("/v1/models") and not is_anthropic


def serve(call: Call, fault: Fault | None, *, request_id: str) -> Reply:
    """Return the reply to a call, with its headers, as a fault leaves it."""
    started = time.monotonic()
    try:
        reply = _answer(call, fault)
    except OpenAIError as error:
        reply = error.reply(request_id)
    if fault is not None:
        reply = damage(reply, fault, request_id=request_id, error_class=OpenAIError)
    return replace(reply, headers={**_headers(request_id, time.monotonic() - started), **reply.headers})


def _answer(call: Call, fault: Fault | None) -> Reply:
    keys.check_openai(call.key)
    if call.path == "/v1/images/generations" and call.method == "POST":
        return _images(call, fault)
    if call.path.startswith("/v1/models") and call.method == "GET":
        return _models(call.path.removeprefix("/v1/models").strip("/"), fault)
    raise OpenAIError(404, f"Invalid URL ({call.method} {call.path})", code="not_found")


def _models(name: str, fault: Fault | None) -> Reply:
    if name:
        return json_reply(200, models.get(name).describe())
    known = [model.describe() for model in models.MODELS.values()]
    return json_reply(200, {"object": "list", "data": lists.spoil(known, fault)})


def _images(call: Call, fault: Fault | None) -> Reply:
    request = ImagesRequest.read(call.content)
    kind = fault.fault if fault else ""
    if kind == "moderation":
        raise spoiling.moderated()
    return json_reply(200, spoiling.spoil(_document(request, kind), kind))


def _document(request: ImagesRequest, fault: str) -> Json:
    document: Json = {"created": int(time.time()), "data": list(_pictures(request, fault))}
    if request.model.is_dall_e:
        return document
    document |= {
        "background": "transparent" if request.is_transparent else "opaque",
        "output_format": request.output_format,
        "quality": request.quality,
        "size": f"{request.size[0]}x{request.size[1]}",
        "usage": _usage(request),
    }
    return document | ({"safety_identifier": request.end_user} if request.end_user else {})


def _pictures(request: ImagesRequest, fault: str) -> Iterator[Json]:
    for number in range(request.count):
        picture: Json = {}
        if request.is_link:
            picture["url"] = f"https://images.sandbox.example/{sha256(request.prompt.encode()).hexdigest()}.png"
        else:
            picture["b64_json"] = _spoilt(request, fault, number) or painted(
                request.prompt, request.size, number, request.output_format
            )
        if request.model.is_dall_e:
            picture["revised_prompt"] = _revised(request)
        yield picture


@lru_cache(maxsize=8)
def painted(prompt: str, size: tuple[int, int], number: int, output_format: str) -> str:
    """Return a painting in base64. The last few are kept: tests and demos ask for the same again and again."""
    return encoding.encode(painting.paint(prompt, size, number=number), output_format)


def _spoilt(request: ImagesRequest, fault: str, number: int) -> str:
    """Return an image as a fault leaves it, in base64, or an empty text without a fault."""
    if not fault:
        return ""
    image = spoiling.picture(fault, request.size) or painting.paint(request.prompt, request.size, number=number)
    return encoding.encode(image, request.output_format, fault=fault)


def _revised(request: ImagesRequest) -> str:
    look = "Rich in contrast and colour" if request.style == "vivid" else "In a natural, unforced light"
    return f"{look}: {' '.join(request.prompt.split())}"


def _usage(request: ImagesRequest) -> Json:
    asked = messages.tokens(request.prompt)
    area = request.size[0] * request.size[1] / SQUARE
    made = round(TOKENS[request.quality] * area) * request.count
    return {
        "input_tokens": asked,
        "input_tokens_details": {"image_tokens": 0, "text_tokens": asked},
        "output_tokens": made,
        "output_tokens_details": {"image_tokens": made, "text_tokens": 0},
        "total_tokens": asked + made,
    }


def _headers(request_id: str, seconds: float) -> Json:
    return {
        "x-request-id": request_id,
        "openai-version": "2020-10-01",
        "openai-organization": "sandbox",
        "openai-processing-ms": str(round(seconds * 1000)),
    }
