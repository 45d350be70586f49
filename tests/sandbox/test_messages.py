import json

import httpx2
import pytest
from anthropic.types import TextBlock

from tests.sandbox.asking import client_of, request_of, theme_request

SENTENCE = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}


@pytest.fixture
def client(sandbox):
    with client_of(sandbox.url) as client:
        yield client


def test_a_plain_answer_is_a_whole_message(client):
    message = client.messages.create(**theme_request())
    assert isinstance(message.content[0], TextBlock)
    assert (message.type, message.role, message.model) == ("message", "assistant", "claude-haiku-5-5")
    assert (message.stop_reason, message.stop_sequence) == ("end_turn", None)
    assert set(json.loads(message.content[0].text)) == set(
        theme_request()["output_config"]["format"]["schema"]["properties"]
    )


def test_a_stream_says_the_same_as_a_plain_answer(client):
    plain = client.messages.create(**theme_request())
    with client.messages.stream(**theme_request()) as stream:
        pieces = list(stream.text_stream)
        streamed = stream.get_final_message()
    assert len(pieces) > 20
    assert "".join(pieces) == streamed.content[0].text == plain.content[0].text
    assert (streamed.stop_reason, streamed.usage.output_tokens) == (plain.stop_reason, plain.usage.output_tokens)


def test_a_streams_events_come_in_the_apis_order(sandbox):
    headers = {"x-api-key": "sandbox", "anthropic-version": "2026-10-21"}
    body = {**theme_request(), "stream": True}
    answer = httpx2.post(f"{sandbox.url}/v1/messages", json=body, headers=headers, trust_env=False)
    kinds = [line.removeprefix("event: ") for line in answer.text.splitlines() if line.startswith("event: ")]
    inner = [kind for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind]
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert inner == [
        "message_start",
        "ping",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


def test_usage_grows_with_the_question_and_the_answer(client):
    short = client.messages.create(**request_of(SENTENCE, "harbour"))
    long = client.messages.create(**request_of(SENTENCE, "harbour " * 200))
    theme = client.messages.create(**theme_request())
    assert long.usage.input_tokens > short.usage.input_tokens + 300
    assert theme.usage.output_tokens > short.usage.output_tokens + 100
    assert (short.usage.cache_creation_input_tokens, short.usage.cache_read_input_tokens) == (0, 0)


def test_a_marked_system_prompt_is_written_to_the_cache_once_and_read_after(client):
    system = [{"type": "text", "text": "Be brief. " * 600, "cache_control": {"type": "ephemeral"}}]
    first, second = (client.messages.create(**{**request_of(SENTENCE), "system": system}).usage for _ in range(2))
    assert first.cache_creation_input_tokens == second.cache_read_input_tokens > 1_000
    assert first.cache_read_input_tokens == second.cache_creation_input_tokens == 0
    assert first.input_tokens == second.input_tokens < 1_000


def test_each_answer_has_its_own_request_id_in_the_header(client):
    ids = {client.messages.create(**request_of(SENTENCE))._request_id for _ in range(3)}
    assert len(ids) == 3
    assert all(request_id.startswith("req_") for request_id in ids)


def test_an_answer_longer_than_max_tokens_is_cut_off_and_says_so(client):
    message = client.messages.create(**{**theme_request(), "max_tokens": 30})
    assert message.stop_reason == "max_tokens"
    with pytest.raises(json.JSONDecodeError):
        json.loads(message.content[0].text)


def test_a_request_without_a_schema_gets_a_sentence(client):
    request = theme_request()
    del request["output_config"]
    assert client.messages.create(**request).content[0].text.endswith(".")


def test_the_models_list_names_each_models_end(client):
    models = {model.id: model for model in client.models.list()}
    assert {"claude-haiku-5-5", "claude-opus-5-5", "claude-sonnet-5-5", "claude-sonnet-4-5"} == set(models)
    assert models["claude-haiku-5-5"].lifecycle == "active"
    assert models["claude-haiku-5-5"].retires_at is None
    assert models["claude-sonnet-4-5"].lifecycle == "deprecated"
    assert models["claude-sonnet-4-5"].retires_at.date().isoformat() == "2026-11-30"
    assert client.models.retrieve("claude-opus-5-5").capabilities.structured_outputs.supported


def test_an_older_sdk_that_sends_x_api_key_is_served_too(sandbox):
    headers = {"x-api-key": "sk-ant-sandbox-good-0001", "anthropic-version": "2023-06-01"}
    answer = httpx2.get(f"{sandbox.url}/v1/models", headers=headers, trust_env=False)
    assert answer.status_code == 200
