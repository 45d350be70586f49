"""Each fault as the real SDK sees it, in a plain answer and in a stream."""

import json
import time

import anthropic
import httpx2
import pytest

from tests.sandbox.asking import client_of, theme_request


@pytest.fixture
def client(sandbox):
    with client_of(sandbox.url, timeout=3) as client:
        yield client


def plain(client, **changes):
    return client.messages.create(**{**theme_request(), **changes})


def streamed(client, **changes):
    with client.messages.stream(**{**theme_request(), **changes}) as stream:
        return stream.get_final_message()


BOTH = pytest.mark.parametrize("call", [plain, streamed])


@BOTH
@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, anthropic.BadRequestError, "invalid_request_error"),
        (401, anthropic.AuthenticationError, "authentication_error"),
        (402, anthropic.PaymentRequiredError, "billing_error"),
        (403, anthropic.PermissionDeniedError, "permission_error"),
        (404, anthropic.NotFoundError, "not_found_error"),
        (413, anthropic.ContentTooLargeError, "request_too_large"),
        (429, anthropic.RateLimitError, "rate_limit_error"),
        (500, anthropic.InternalServerError, "api_error"),
        (503, anthropic.ServiceUnavailableError, "api_error"),
        (529, anthropic.OverloadedError, "overloaded_error"),
    ],
)
def test_a_status_is_an_error_of_its_own_class(sandbox, client, call, status, error, kind):
    sandbox.fault("status", status=status)
    with pytest.raises(error) as caught:
        call(client)
    assert (caught.value.status_code, caught.value.type) == (status, kind)
    assert caught.value.request_id == sandbox.requests()[0]["request_id"]


@BOTH
def test_a_status_says_when_to_come_back_and_why(sandbox, client, call):
    sandbox.fault("status", status=429, retry_after=7, code="enforced_spend_limit_reached", message="Enough.")
    with pytest.raises(anthropic.RateLimitError) as caught:
        call(client)
    assert caught.value.response.headers["retry-after"] == "7"
    assert (caught.value.error_code, caught.value.api_message) == ("enforced_spend_limit_reached", "Enough.")


@BOTH
def test_slow_answers_late_and_whole(sandbox, client, call):
    sandbox.fault("slow", seconds=0.4)
    started = time.monotonic()
    assert call(client).stop_reason == "end_turn"
    assert 0.4 <= time.monotonic() - started < 2


@BOTH
def test_hang_never_answers(sandbox, client, call):
    sandbox.fault("hang")
    with pytest.raises(anthropic.APITimeoutError):
        call(client, timeout=0.3)


@BOTH
def test_hang_for_some_seconds_then_hangs_up(sandbox, client, call):
    sandbox.fault("hang", seconds=0.1)
    with pytest.raises(anthropic.APIConnectionError):
        call(client)


def test_html_comes_out_of_the_sdk_as_a_string(sandbox, client):
    sandbox.fault("html")
    assert plain(client).startswith("<!doctype html>")


def test_html_in_place_of_a_stream_is_a_stream_without_events(sandbox, client):
    sandbox.fault("html")
    assert list(plain(client, stream=True)) == []


def test_empty_comes_out_of_the_sdk_as_a_message_of_nothing(sandbox, client):
    sandbox.fault("empty")
    assert plain(client).content is None


def test_empty_in_place_of_a_stream_is_a_stream_without_events(sandbox, client):
    sandbox.fault("empty")
    assert list(plain(client, stream=True)) == []


def test_half_a_body_is_a_json_error(sandbox, client):
    sandbox.fault("half_body")
    with pytest.raises(json.JSONDecodeError):
        plain(client)


def test_cut_in_a_plain_answer_is_a_connection_error(sandbox, client):
    sandbox.fault("cut")
    with pytest.raises(anthropic.APIConnectionError):
        plain(client)


def test_cut_in_a_stream_is_a_connection_error(sandbox, client):
    sandbox.fault("cut")
    with pytest.raises((anthropic.APIConnectionError, httpx2.RemoteProtocolError)):
        streamed(client)


def test_stream_cut_ends_without_an_error_and_without_a_stop_reason(sandbox, client):
    sandbox.fault("stream_cut")
    message = streamed(client)
    assert message.stop_reason is None
    assert message.content[0].text.startswith("{")


def test_stream_cut_breaks_a_plain_answer_off(sandbox, client):
    sandbox.fault("stream_cut")
    with pytest.raises(anthropic.APIConnectionError):
        plain(client)


def test_stream_error_is_an_error_of_status_200(sandbox, client):
    sandbox.fault("stream_error")
    with pytest.raises(anthropic.APIStatusError) as caught:
        streamed(client)
    assert (caught.value.status_code, caught.value.type) == (200, "overloaded_error")


def test_stream_error_fails_a_plain_answer_with_its_status(sandbox, client):
    sandbox.fault("stream_error", status=500)
    with pytest.raises(anthropic.InternalServerError):
        plain(client)


@BOTH
def test_drip_keeps_a_read_timeout_from_ever_firing(sandbox, client, call):
    sandbox.fault("drip", seconds=0.0005)
    started = time.monotonic()
    small = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    changes = {"output_config": {"format": {"type": "json_schema", "schema": small}}}
    assert call(client, timeout=httpx2.Timeout(0.2), **changes).stop_reason == "end_turn"
    assert time.monotonic() - started > 0.3


@BOTH
def test_refusal_stops_with_nothing_said(sandbox, client, call):
    sandbox.fault("refusal")
    message = call(client)
    assert (message.stop_reason, message.content) == ("refusal", [])
    assert message.stop_details.type == "refusal"


@BOTH
def test_max_tokens_cuts_the_json_off(sandbox, client, call):
    sandbox.fault("max_tokens")
    message = call(client)
    assert message.stop_reason == "max_tokens"
    with pytest.raises(json.JSONDecodeError):
        json.loads(message.content[0].text)


@BOTH
def test_invalid_json_stops_as_if_all_were_well(sandbox, client, call):
    sandbox.fault("invalid_json")
    message = call(client)
    assert message.stop_reason == "end_turn"
    with pytest.raises(json.JSONDecodeError):
        json.loads(message.content[0].text)


@BOTH
def test_wrong_schema_is_json_that_does_not_fit(sandbox, client, call):
    sandbox.fault("wrong_schema")
    document = json.loads(call(client).content[0].text)
    assert "unexpected" in document
    assert "radius" not in document
    assert not isinstance(document["name"], str)


def test_nonsense_draws_from_many_faults_and_a_seed_repeats_them(sandbox, client):
    def drawn(seed):
        sandbox.clear()
        sandbox.fault("nonsense", seed=seed, times=0)
        for _ in range(12):
            _attempt(client)
        return [entry["fault"] for entry in sandbox.requests()]

    first = drawn(1)
    assert first == drawn(1) != drawn(2)
    assert len(set(first)) > 3


def _attempt(client):
    try:
        plain(client)
    except (anthropic.AnthropicError, ValueError):
        return


def test_wrong_schema_spoils_documents_of_any_kind(sandbox, client):
    for schema, fitting in (({"type": "array", "items": {"type": "string"}}, list), ({"type": "string"}, str)):
        sandbox.fault("wrong_schema")
        message = plain(client, output_config={"format": {"type": "json_schema", "schema": schema}})
        assert not isinstance(json.loads(message.content[0].text), fitting)
