"""Every fault of a provider, made by the sandbox over HTTP, through the real SDK."""

import logging
from contextlib import nullcontext
from time import monotonic

import pytest

from ai_ops.base import TextRequest
from ai_ops.errors import LostRunError
from ai_ops.providers import anthropic
from ai_ops.providers.base import Call, Endpoint, ProviderError
from ai_ops.providers.retrying import call_with_retries
from tests.ai_ops.echo import Echo

REQUEST = TextRequest(system="You say things again.", prompt="Say again: a calm harbour", schema=Echo.schema())
CANARY = "sk-ant-canary-8f2c1d7e"


@pytest.fixture
def make_call(sandbox):
    def make(*, seconds: float = 10, key: str = "sandbox", on_tokens=lambda tokens: None, **endpoint) -> Call:
        arguments = {"base_url": sandbox.url, "key": key, "answered_by": "sandbox"} | endpoint
        return Call("anthropic", Endpoint(**arguments), "claude-haiku-5-5", seconds, on_tokens)

    return make


def test_a_whole_reply_has_its_text_its_stop_reason_and_its_usage(sandbox, make_call):
    seen: list[int] = []
    reply = anthropic.generate(REQUEST, make_call(on_tokens=seen.append))
    assert reply.stop_reason == "end_turn"
    assert reply.text.startswith("{")
    assert reply.model == "claude-haiku-5-5"
    assert reply.request_id
    assert reply.usage.input > 0
    assert reply.usage.output == seen[-1] > 0
    assert seen == sorted(seen)


def test_the_request_asks_for_structured_output_with_a_schema_that_the_grammar_takes(sandbox, make_call):
    anthropic.generate(REQUEST, make_call())
    body = sandbox.requests()[0]["body"]
    schema = body["output_config"]["format"]["schema"]
    assert schema["additionalProperties"] is False
    assert "maxLength" not in schema["properties"]["title"]
    assert "80" in schema["properties"]["title"]["description"]
    assert body["stream"] is True
    assert "temperature" not in body


@pytest.mark.parametrize(
    ("fault", "options", "code", "permanent"),
    [
        ("status", {"status": 400}, "request_refused", True),
        ("status", {"status": 401}, "key_refused", True),
        ("status", {"status": 402}, "out_of_money", True),
        ("status", {"status": 403}, "key_lacks_access", True),
        ("status", {"status": 404}, "model_gone", True),
        ("status", {"status": 408}, "unavailable", False),
        ("status", {"status": 409}, "unavailable", False),
        ("status", {"status": 413}, "too_large", True),
        ("status", {"status": 422}, "request_refused", True),
        ("status", {"status": 429}, "rate_limited", False),
        ("status", {"status": 500}, "unavailable", False),
        ("status", {"status": 502}, "unavailable", False),
        ("status", {"status": 503}, "unavailable", False),
        ("status", {"status": 504}, "unavailable", False),
        ("status", {"status": 529}, "overloaded", False),
        ("status", {"status": 400, "type": "billing_error"}, "out_of_money", True),
        ("status", {"status": 429, "code": "enforced_spend_limit_reached"}, "out_of_money", True),
        ("status", {"status": 429, "code": "ramp_limit_exceeded"}, "rate_limited", False),
        ("stream_error", {"type": "overloaded_error"}, "overloaded", False),
        ("stream_error", {"type": "api_error"}, "unavailable", False),
        ("stream_error", {"type": "billing_error"}, "out_of_money", True),
        ("error_page", {"status": 401}, "not_the_api", False),
        ("error_page", {"status": 403}, "not_the_api", False),
        ("error_page", {"status": 404}, "not_the_api", False),
        ("html", {}, "not_the_api", False),
        ("empty", {}, "not_the_api", False),
        ("cut", {}, "unreachable", False),
        ("half_body", {}, "unreachable", False),
        ("stream_cut", {}, "unreachable", False),
    ],
)
def test_each_fault_has_its_code_and_says_what_to_do(sandbox, make_call, fault, options, code, permanent):
    sandbox.fault(fault, **options)
    with pytest.raises(ProviderError) as failure:
        anthropic.generate(REQUEST, make_call())
    assert (failure.value.code, failure.value.permanent) == (code, permanent)
    assert "Anthropic" in failure.value.sentence
    assert failure.value.sentence.endswith("Nothing was charged.")


@pytest.mark.parametrize("code", ["key_refused", "out_of_money", "key_lacks_access", "model_gone", "rate_limited"])
def test_whoever_pays_is_told_in_their_own_words(make_call, code):
    ours = make_call().error(code).sentence
    own = make_call(is_own_key=True).error(code).sentence
    assert "our provider account" in ours.lower()
    assert "operator" in ours
    assert "own" in own
    assert "operator" not in own
    assert own.endswith("No credits were taken.")


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_a_call_ends_with_its_budget_however_slowly_bytes_come(sandbox, make_call, fault):
    sandbox.fault(fault, seconds=0.2 if fault == "drip" else None)
    started = monotonic()
    with pytest.raises(ProviderError) as failure:
        anthropic.generate(REQUEST, make_call(seconds=1))
    assert failure.value.code == "timed_out"
    assert monotonic() - started < 3


def test_a_call_without_time_left_is_not_made(sandbox, make_call):
    with pytest.raises(ProviderError, match="timed_out"):
        anthropic.generate(REQUEST, make_call(seconds=0))
    assert sandbox.requests() == []


def test_a_server_that_is_not_there_is_unreachable(make_call):
    with pytest.raises(ProviderError, match="unreachable"):
        anthropic.generate(REQUEST, make_call(base_url="http://127.0.0.1:9"))


def test_what_the_progress_raises_ends_the_call(sandbox, make_call):
    def lose(tokens: int) -> None:
        raise LostRunError

    with pytest.raises(LostRunError):
        anthropic.generate(REQUEST, make_call(on_tokens=lose))


def test_the_environment_changes_neither_address_nor_key_nor_headers(sandbox, make_call, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "another-token")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-another")
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "Authorization: Bearer another\nX-Evil: 1\nanthropic-version: 1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert anthropic.generate(REQUEST, make_call()).stop_reason == "end_turn"
    client = anthropic.QuietClient(make_call().endpoint)
    assert "X-Evil" not in client.default_headers
    assert client.default_headers["Authorization"] == "Bearer sandbox"
    assert client.default_headers["anthropic-version"] != "1"


@pytest.mark.parametrize("key", ["", "sk-ant-é", "sk ant", "sk-ant\nX-Evil: 1"])
def test_a_key_that_no_header_can_carry_is_refused_without_a_call(sandbox, make_call, key):
    with pytest.raises(ProviderError, match="key_refused"):
        anthropic.generate(REQUEST, make_call(key=key))
    assert sandbox.requests() == []


@pytest.mark.parametrize("fault", ["", "hang", "cut", "html", "status", "half_body", "stream_error"])
def test_a_key_is_in_no_log_no_repr_and_no_error(sandbox, make_call, caplog, fault):
    for name in (None, "anthropic", "httpx2", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=name)
    if fault:
        sandbox.fault(fault)
    call = make_call(key=CANARY, seconds=1)
    with pytest.raises(ProviderError) if fault else nullcontext() as failure:
        anthropic.generate(REQUEST, call)
    if failure:
        error = failure.value
        assert CANARY not in repr((error, vars(error)))
        assert (error.__cause__, error.__context__) == (None, None)
    assert CANARY not in caplog.text
    assert caplog.records
    assert CANARY not in repr(call)


def test_a_fault_that_passes_is_tried_again(sandbox, make_call):
    sandbox.fault("status", status=529, times=2)
    reply = call_with_retries(
        lambda seconds: anthropic.generate(REQUEST, make_call(seconds=seconds)), seconds=20, wait=0.01
    )
    assert reply.stop_reason == "end_turn"
    assert len(sandbox.requests()) == 3


def test_a_permanent_fault_is_not_tried_again(sandbox, make_call):
    sandbox.fault("status", status=401, times=0)
    with pytest.raises(ProviderError, match="key_refused"):
        call_with_retries(lambda _: anthropic.generate(REQUEST, make_call()), seconds=20, wait=0.01)
    assert len(sandbox.requests()) == 1


def test_a_retry_after_is_obeyed(sandbox, make_call):
    sandbox.fault("status", status=429, retry_after="1")
    started = monotonic()
    call_with_retries(lambda _: anthropic.generate(REQUEST, make_call()), seconds=20, wait=0.01)
    assert 1 <= monotonic() - started < 4


def test_a_retry_after_longer_than_the_cap_ends_the_run_and_is_told(sandbox, make_call):
    sandbox.fault("status", status=429, retry_after="3600", times=0)
    started = monotonic()
    with pytest.raises(ProviderError) as failure:
        call_with_retries(lambda _: anthropic.generate(REQUEST, make_call()), seconds=20, wait=0.01)
    assert monotonic() - started < 2
    assert "asks to wait 60 minutes" in failure.value.sentence


def test_a_fault_that_stays_ends_after_four_tries(sandbox, make_call):
    sandbox.fault("status", status=503, times=0)
    with pytest.raises(ProviderError, match="unavailable"):
        call_with_retries(lambda _: anthropic.generate(REQUEST, make_call()), seconds=20, wait=0.01)
    assert len(sandbox.requests()) == 4
