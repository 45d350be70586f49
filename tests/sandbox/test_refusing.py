import anthropic
import httpx2
import pytest

from tests.sandbox.asking import client_of, request_of, theme_request


def an_object(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def post(url, body, **headers):
    headers = {"x-api-key": "sandbox", "anthropic-version": "2026-10-21"} | headers
    return httpx2.post(f"{url}/v1/messages", json=body, headers=headers, trust_env=False)


@pytest.mark.parametrize(
    ("key", "error", "kind"),
    [
        ("sk-ant-sandbox-refused", anthropic.AuthenticationError, "authentication_error"),
        ("sk-ant-sandbox-0007-refused", anthropic.AuthenticationError, "authentication_error"),
        ("sk-ant-admin01-abcdefgh", anthropic.AuthenticationError, "authentication_error"),
        ("sk-ant-api01-abcdefgh", anthropic.AuthenticationError, "authentication_error"),
        ("sk-proj-abcdefgh", anthropic.AuthenticationError, "authentication_error"),
        ("sk-ant-sandbox-limited", anthropic.BadRequestError, "billing_error"),
    ],
)
def test_a_key_that_cannot_work_is_refused_with_the_apis_error(sandbox, key, error, kind):
    with client_of(sandbox.url, key) as client:
        with pytest.raises(error) as message:
            client.messages.create(**theme_request())
        with pytest.raises(error):
            client.models.list()
    assert message.value.type == kind
    assert message.value.request_id.startswith("req_")


@pytest.mark.parametrize("key", ["sandbox", "sk-ant-sandbox-good", "sk-ant-sandbox-good-0001", "sk-ant-api03-abcdefgh"])
def test_a_key_of_the_right_form_is_served(sandbox, key):
    with client_of(sandbox.url, key) as client:
        assert client.messages.create(**theme_request()).stop_reason == "end_turn"


def test_a_limited_key_is_told_of_its_credit_balance(sandbox):
    with client_of(sandbox.url, "sk-ant-sandbox-limited") as client, pytest.raises(anthropic.BadRequestError) as error:
        client.messages.create(**theme_request())
    assert "credit balance is too low" in str(error.value.api_message)


def test_a_request_without_a_key_is_refused(sandbox):
    assert post(sandbox.url, theme_request(), **{"x-api-key": ""}).status_code == 401


@pytest.mark.parametrize("version", ["", "tomorrow"])
def test_a_request_without_a_known_version_is_refused(sandbox, version):
    answer = post(sandbox.url, theme_request(), **{"anthropic-version": version})
    assert answer.status_code == 400
    assert "anthropic-version" in answer.json()["error"]["message"]


@pytest.mark.parametrize("name", ["model", "max_tokens", "messages"])
def test_a_missing_field_is_named(sandbox, name):
    body = theme_request()
    del body[name]
    answer = post(sandbox.url, body)
    assert answer.status_code == 400
    assert answer.json()["error"] == {"type": "invalid_request_error", "message": f"{name}: Field required"}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"temperature": 1}, "temperature: Extra inputs"),
        ({"model": 5}, "model:"),
        ({"max_tokens": 0}, "max_tokens:"),
        ({"max_tokens": True}, "max_tokens:"),
        ({"max_tokens": 64_001}, "max_tokens: 64001"),
        ({"messages": []}, "messages: at least one"),
        ({"messages": "hello"}, "messages:"),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages.0.role"),
        ({"messages": [{"role": "user"}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": " "}]}, "non-empty"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": [{"type": "image"}]}]}, "messages.0.content.0"),
        ({"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "{"}]}, "prefill"),
        ({"output_config": 5}, "output_config:"),
        ({"output_config": {"schema": {}}}, "output_config.schema"),
        ({"output_config": {"format": {"type": "json"}}}, "output_config.format"),
    ],
)
def test_a_request_that_the_provider_would_refuse_is_refused(sandbox, change, part):
    answer = post(sandbox.url, {**theme_request(), **change})
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"
    assert part in answer.json()["error"]["message"]


def test_an_unknown_model_is_not_found(sandbox):
    with client_of(sandbox.url) as client:
        with pytest.raises(anthropic.NotFoundError) as error:
            client.messages.create(**{**theme_request(), "model": "claude-haiku-1"})
        with pytest.raises(anthropic.NotFoundError):
            client.models.retrieve("claude-haiku-1")
    assert error.value.type == "not_found_error"


@pytest.mark.parametrize("path", ["/v1/complete", "/v1/messages/batches", "/"])
def test_an_unknown_address_is_not_found(sandbox, path):
    headers = {"x-api-key": "sandbox", "anthropic-version": "2023-06-01"}
    answer = httpx2.post(f"{sandbox.url}{path}", headers=headers, json={}, trust_env=False)
    assert answer.status_code == 404


def test_a_body_that_is_not_json_is_refused(sandbox):
    headers = {"x-api-key": "sandbox", "anthropic-version": "2023-06-01"}
    answer = httpx2.post(f"{sandbox.url}/v1/messages", headers=headers, content=b"{", trust_env=False)
    assert answer.status_code == 400


def test_a_body_over_the_limit_is_too_large(sandbox):
    body = b" " * (32 * 1024 * 1024 + 1)
    answer = httpx2.post(f"{sandbox.url}/v1/messages", headers={"x-api-key": "sandbox"}, content=body, trust_env=False)
    assert answer.status_code == 413
    assert answer.json()["error"]["type"] == "request_too_large"


@pytest.mark.parametrize(
    ("schema", "part"),
    [
        ({}, "valid dictionary"),
        ({"type": "object", "properties": {}}, "additionalProperties"),
        ({"type": "object", "properties": {}, "additionalProperties": True}, "additionalProperties"),
        (an_object(a={"type": "integer", "minimum": 1}), "'minimum' is not supported"),
        (an_object(a={"type": "string", "maxLength": 5}), "'maxLength' is not supported"),
        (an_object(a={"type": "array", "items": {"type": "string"}, "minItems": 6}), "'minItems'"),
        (an_object(a={"type": "array", "items": {"type": "string"}, "maxItems": 6}), "'maxItems' is not supported"),
        (an_object(a={"type": "array", "prefixItems": [{"type": "string"}]}), "'prefixItems' is not supported"),
        (an_object(a={"oneOf": [{"type": "string"}]}), "must have a 'type'"),
        (an_object(a={"type": "string", "format": "color"}), "format"),
        (an_object(a={"type": "colour"}), "not a type"),
        (an_object(a={"description": "anything"}), "must have a 'type'"),
        (an_object(a={"enum": [{"b": 1}]}), "enum"),
        (an_object(a={"$ref": "https://example.org/a.json"}), "local references"),
        (an_object(a={"$ref": "#/$defs/missing"}), "cannot resolve"),
        (an_object(a=True), "should be an object"),
    ],
)
def test_a_schema_that_the_grammar_does_not_take_is_refused(sandbox, schema, part):
    answer = post(sandbox.url, request_of(schema))
    assert answer.status_code == 400
    assert part in answer.json()["error"]["message"]


def test_a_schema_that_refers_to_itself_is_refused(sandbox):
    node = an_object(next={"$ref": "#/$defs/node"})
    schema = {**an_object(first={"$ref": "#/$defs/node"}), "$defs": {"node": node}}
    assert "recursive" in post(sandbox.url, request_of(schema)).json()["error"]["message"]


@pytest.mark.parametrize(("count", "status"), [(24, 200), (25, 400)])
def test_a_schema_may_have_24_optional_properties(sandbox, count, status):
    schema = {**an_object(**{f"p{number}": {"type": "string"} for number in range(count)}), "required": []}
    assert post(sandbox.url, request_of(schema)).status_code == status


@pytest.mark.parametrize(("count", "status"), [(16, 200), (17, 400)])
def test_a_schema_may_have_16_unions(sandbox, count, status):
    union = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    schema = an_object(**{f"p{number}": union for number in range(count)})
    assert post(sandbox.url, request_of(schema)).status_code == status


@pytest.mark.parametrize(("count", "status"), [(16, 200), (17, 400)])
def test_a_list_of_types_is_a_union(sandbox, count, status):
    schema = an_object(**{f"p{number}": {"type": ["string", "null"]} for number in range(count)})
    assert post(sandbox.url, request_of(schema)).status_code == status
