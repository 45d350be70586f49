"""Which models a key may use: GET /v1/models, through the providers' SDKs. It is how a key is checked.

Whatever answers may be a proxy, or worse: only what is a list of models counts as an answer, and
only an error in the provider's own form says anything of a key.
"""

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final

from ai_ops.providers import adapters, model_lists
from ai_ops.providers.adapters import Adapter
from ai_ops.providers.base import Answer, Call, Endpoint, ProviderError
from ai_ops.providers.model_lists import ListedModel
from byok.health import Verdict
from byok.models import KeyState
from vault import redaction

SECONDS: Final = 10.0
"""For all of a check: a person waits for it."""
PAUSE: Final = 0.3
"""Seconds before the one other try."""
LEAST: Final = 1.0
"""Seconds without which no other try is made."""
PASSING: Final = frozenset({"unavailable", "unreachable", "overloaded"})
"""What may be over a moment later."""

REFUSED: Final = {
    "anthropic": frozenset({"key_refused", "key_lacks_access"}),
    "openai": frozenset({"key_refused"}),  # a restricted key may make images and yet list nothing
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The models that a provider lists for a key."""

    models: tuple[ListedModel, ...]


def check(provider: str, endpoint: Endpoint, *, seconds: float = SECONDS) -> Verdict:
    """Return what the provider says of a key. What says nothing of it is `unchecked`, with the code."""
    try:
        listing = list_models(provider, endpoint, seconds=seconds)
    except ProviderError as error:
        return Verdict(_state_after(error.code, provider), error.code)
    return Verdict(KeyState.ACTIVE, models=tuple(model.as_json() for model in listing.models))


def _state_after(code: str, provider: str) -> str:
    if code in REFUSED[provider]:
        return KeyState.REFUSED
    return KeyState.LIMITED if code == "out_of_money" else KeyState.UNCHECKED


def list_models(provider: str, endpoint: Endpoint, *, seconds: float = SECONDS) -> Listing:
    """Return the models that the provider lists, within `seconds` in all. Raises ProviderError.

    A failure that may pass is tried once more, if there is time. A key that is said back is cut out.
    """
    adapter = adapters.of(provider)
    with redaction.hiding(endpoint.key):
        return _list_models(provider, endpoint, adapter=adapter, seconds=seconds)


def _list_models(provider: str, endpoint: Endpoint, *, adapter: Adapter, seconds: float) -> Listing:
    end = monotonic() + seconds
    try:
        return _ask(provider, endpoint, adapter=adapter, seconds=seconds)
    except ProviderError as error:
        if error.code not in PASSING or end - monotonic() < PAUSE + LEAST:
            raise
    sleep(PAUSE)
    return _ask(provider, endpoint, adapter=adapter, seconds=end - monotonic())


def _ask(provider: str, endpoint: Endpoint, *, adapter: Adapter, seconds: float) -> Listing:
    call = Call(provider, endpoint, model="", seconds=seconds, on_tokens=lambda _tokens: None)
    if not endpoint.is_sendable:
        raise call.error("key_refused")
    try:
        return _in_time(lambda: _list(call, adapter), seconds=seconds)
    except TimeoutError:
        failure = call.error("timed_out")
    raise failure


def _in_time[T](work: Callable[[], T], *, seconds: float) -> T:
    """Return what `work` returns. Raises TimeoutError after `seconds`, whatever it waits for.

    The HTTP client bounds each wait for bytes, and a name's look-up not at all. What is given up
    ends by itself, in its own thread.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
            done.set_exception(error)

    Thread(target=run, name="check-key", daemon=True).start()
    return done.result(timeout=seconds)


def _list(call: Call, adapter: Adapter) -> Listing:
    """Ask once. Raises ProviderError outside of the handler: the SDK's error holds the request, and that the key."""
    try:
        return Listing(_read(adapter.fetch_models(call), call))
    except adapter.FAILURES as error:
        failure = _translate(error, call, adapter)
    raise failure


def _translate(error: Exception, call: Call, adapter: Adapter) -> ProviderError:
    """Return our error. An error that is not in the API's form, such as a proxy's page, is not the provider's."""
    if isinstance(error, adapter.StatusFailure):
        status: int = error.status_code
        is_redirect = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
        is_the_apis = isinstance(_json_of(error.response.content), dict) and status != HTTPStatus.NOT_FOUND
        if not (is_redirect or is_the_apis or status >= HTTPStatus.INTERNAL_SERVER_ERROR):
            return call.error("not_the_api")
    return adapter.translate(error, call)


def _read(answer: Answer, call: Call) -> tuple[ListedModel, ...]:
    """Return the models in an answer. Raises ProviderError for one that is no list of models."""
    if not answer.content_type.startswith("application/json"):
        raise call.error("not_the_api")
    models = model_lists.read(_json_of(answer.body))
    if models is None:
        raise call.error("bad_answer")
    return models


def _json_of(body: bytes) -> Any:
    """Return a body's JSON, or None where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
