"""The Messages API: what each address of it answers."""

import json
import traceback
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox import catalogue, keys, lists, messages, streams
from sandbox.damage import damage
from sandbox.errors import ApiError
from sandbox.faults import Fault
from sandbox.replies import Json, Reply, json_reply
from sandbox.requests import MessagesRequest

VERSIONS = ("2023-01-01", "2023-06-01", "2026-10-21")


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request to the API: `headers` with lower-case names, `path` without its query."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str

    @property
    def key(self) -> str:
        return keys.key_of(self.headers)

    @property
    def content(self) -> Any:
        """Return the body as JSON, or as text where it is none."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return self.body


def new_request_id() -> str:
    """Return a request id in the form of the API's."""
    return f"req_{uuid.uuid4().hex[:24]}"


def serve(call: Call, fault: Fault | None, *, request_id: str, pace: float) -> Reply:
    """Return the reply to a call, with its headers, as a fault leaves it."""
    try:
        reply = _answer(call, fault, pace=pace)
    except ApiError as error:
        reply = error.reply(request_id)
    except Exception as error:  # noqa: BLE001 - a fault of the sandbox itself should show as such, not as a lost connection
        traceback.print_exc()
        reply = ApiError(500, f"The sandbox has a fault of its own: {error!r}").reply(request_id)
    if fault is not None:
        reply = damage(reply, fault, request_id=request_id)
    return replace(reply, headers={**_headers(request_id), **reply.headers})


def _answer(call: Call, fault: Fault | None, *, pace: float) -> Reply:
    keys.check(call.key)
    version = call.headers.get("anthropic-version", "")
    if version not in VERSIONS:
        raise ApiError(400, f"anthropic-version: '{version}' is not a version; the header is required")
    if call.path == "/v1/messages" and call.method == "POST":
        return _message(call, fault, pace=pace)
    if call.path.startswith("/v1/models") and call.method == "GET":
        return _models(call.path.removeprefix("/v1/models").strip("/"), fault)
    raise ApiError(404)


def _models(model: str, fault: Fault | None) -> Reply:
    if model:
        return json_reply(200, catalogue.describe(model))
    known = catalogue.models()
    ends = {"first_id": known[0]["id"], "last_id": known[-1]["id"]}
    return json_reply(200, {"data": lists.spoil(known, fault), "has_more": False, **ends})


def _message(call: Call, fault: Fault | None, *, pace: float) -> Reply:
    if isinstance(call.content, str):
        raise ApiError(400, "The request body is not valid JSON")
    request = MessagesRequest.read(call.content)
    message = messages.create(request, fault=fault.fault if fault else "")
    if not request.is_stream:
        return json_reply(200, message)
    return _stream(message, pace=pace)


def _stream(message: Json, *, pace: float) -> Reply:
    return Reply(
        status=200,
        parts=streams.events(message),
        content_type="text/event-stream; charset=utf-8",
        headers={"cache-control": "no-cache"},
        is_stream=True,
        pace=pace,
    )


def _headers(request_id: str) -> Json:
    return {
        "request-id": request_id,
        "anthropic-organization-id": "00000000-0000-4000-8000-00000000da7a",
        "anthropic-ratelimit-requests-limit": "4000",
        "anthropic-ratelimit-requests-remaining": "3999",
        "anthropic-ratelimit-tokens-limit": "4000000",
        "anthropic-ratelimit-tokens-remaining": "3999000",
    }
