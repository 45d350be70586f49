"""Which models a key may use: GET /v1/models, through the providers' SDKs. It is how a key is checked.

Whatever answers may be a proxy, or worse: only what is a list of models counts as an answer, and
only an error in the provider's own form says anything of a key.
"""

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final

import anthropic as anthropic_sdk
import httpx2
import openai as openai_sdk

from ai_ops.providers import anthropic, anthropic_errors, http, model_lists, openai, openai_errors
from ai_ops.providers.base import Call, Endpoint, ProviderError
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
LARGEST_BODY: Final = 4_000_000
"""Bytes of a list."""
PAGE: Final = 1_000
"""Anthropic's largest page holds all that it offers."""

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
    with redaction.hiding(endpoint.key):
        return _list_models(provider, endpoint, seconds=seconds)


def _list_models(provider: str, endpoint: Endpoint, *, seconds: float) -> Listing:
    end = monotonic() + seconds
    try:
        return _ask(provider, endpoint, seconds=seconds)
    except ProviderError as error:
        if error.code not in PASSING or end - monotonic() < PAUSE + LEAST:
            raise
    sleep(PAUSE)
    return _ask(provider, endpoint, seconds=end - monotonic())


def _ask(provider: str, endpoint: Endpoint, *, seconds: float) -> Listing:
    call = Call(provider, endpoint, model="", seconds=seconds, on_tokens=lambda _tokens: None)
    if not http.is_sendable(endpoint.key):
        raise call.error("key_refused")
    try:
        return _in_time(lambda: _list(call), seconds=seconds)
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


def _list(call: Call) -> Listing:
    """Ask once. Raises ProviderError outside of the handler: the SDK's error holds the request, and that the key."""
    try:
        with http.budget(call.seconds, silence=call.seconds, largest=LARGEST_BODY) as timeout:
            return Listing(_read(FETCH[call.provider](call.endpoint, timeout), call))
    except (anthropic_sdk.AnthropicError, openai_sdk.OpenAIError, httpx2.HTTPError, httpx2.StreamError) as error:
        failure = _translate(error, call)
    raise failure


def _fetch_anthropic(endpoint: Endpoint, timeout: httpx2.Timeout) -> httpx2.Response:
    client = anthropic.QuietClient(endpoint)
    return client.models.with_raw_response.list(limit=PAGE, timeout=timeout).http_response


def _fetch_openai(endpoint: Endpoint, timeout: httpx2.Timeout) -> httpx2.Response:
    return openai.QuietClient(endpoint).models.with_raw_response.list(timeout=timeout).http_response


FETCH: Final[dict[str, Callable[[Endpoint, httpx2.Timeout], httpx2.Response]]] = {
    "anthropic": _fetch_anthropic,
    "openai": _fetch_openai,
}
TRANSLATE: Final[dict[str, Callable[[Exception, Call], ProviderError]]] = {
    "anthropic": anthropic_errors.translate,
    "openai": openai_errors.translate,
}


def _translate(error: Exception, call: Call) -> ProviderError:
    """Return our error. An error that is not in the API's form, such as a proxy's page, is not the provider's."""
    if isinstance(error, anthropic_sdk.APIStatusError | openai_sdk.APIStatusError):
        is_redirect = httpx2.codes.is_redirect(error.status_code)
        is_the_apis = isinstance(_body_of(error.response), dict) and error.status_code != httpx2.codes.NOT_FOUND
        if not (is_redirect or is_the_apis or error.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR):
            return call.error("not_the_api")
    return TRANSLATE[call.provider](error, call)


def _read(response: httpx2.Response, call: Call) -> tuple[ListedModel, ...]:
    """Return the models in an answer. Raises ProviderError for one that is no list of models."""
    if not response.headers.get("content-type", "").startswith("application/json"):
        raise call.error("not_the_api")
    models = model_lists.read(_body_of(response))
    if models is None:
        raise call.error("bad_answer")
    return models


def _body_of(response: httpx2.Response) -> Any:
    """Return a body's JSON, or None where it is none."""
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return None
