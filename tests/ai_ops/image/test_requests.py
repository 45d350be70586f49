"""Every request that goes out, byte for byte, for each model, shape and quality."""

import logging

import httpx2
import openai
import pytest

from ai_ops.base import ImageRequest
from ai_ops.images.table import IMAGE_MODELS
from ai_ops.providers import http
from ai_ops.providers import openai as adapter
from ai_ops.providers.base import Call, Endpoint, ProviderError

SHAPES = ("landscape", "portrait", "square")
QUALITIES = ("draft", "standard", "high")
SCREEN = {"landscape": "1920x1088", "portrait": "1088x1920", "square": "1088x1088"}
FIRST = {"landscape": "1536x1024", "portrait": "1024x1536", "square": "1024x1024"}
DALL_E = {"landscape": "1792x1024", "portrait": "1024x1792", "square": "1024x1024"}
WORDS = {"draft": "low", "standard": "medium", "high": "high"}
DALL_E_WORDS = {"draft": "standard", "standard": "standard", "high": "hd"}
CANARY = "sk-proj-canary-8f2c1d7e5b"


def expected(model: str, shape: str, quality: str) -> dict[str, object]:
    common: dict[str, object] = {"model": model, "prompt": "A harbour", "n": 1}
    if model == "dall-e-3":
        look = {"size": DALL_E[shape], "quality": DALL_E_WORDS[quality], "style": "natural"}
        return common | look | {"response_format": "b64_json", "user": "p-1"}
    size = (FIRST if model in {"gpt-image-1", "gpt-image-1.5", "gpt-image-1-mini"} else SCREEN)[shape]
    return common | {"size": size, "quality": WORDS[quality], "output_format": "png", "safety_identifier": "p-1"}


@pytest.fixture
def make_call(sandbox):
    def make(model: str = "gpt-image-2", *, key: str = "sk-sandbox-good", seconds: float = 20, **endpoint) -> Call:
        arguments = {"base_url": f"{sandbox.url}/v1", "key": key, "answered_by": "sandbox"} | endpoint
        return Call("openai", Endpoint(**arguments), model, seconds, lambda tokens: None)

    return make


def request(shape: str = "square", quality: str = "draft", end_user: str = "p-1") -> ImageRequest:
    return ImageRequest(prompt="A harbour", shape=shape, quality=quality, end_user=end_user)


@pytest.mark.parametrize("model", IMAGE_MODELS)
def test_a_request_holds_exactly_what_its_family_takes_and_is_served(sandbox, make_call, model):
    for shape in SHAPES:
        for quality in QUALITIES:
            body = adapter.parameters(request(shape, quality), IMAGE_MODELS[model])
            assert body == expected(model, shape, quality)
    reply = adapter.generate(request("square", "high"), make_call(model))
    (sent,) = sandbox.requests()
    assert (sent["method"], sent["path"]) == ("POST", "/v1/images/generations")
    assert sent["body"] == expected(model, "square", "high")
    assert reply.model == model
    assert isinstance(reply.image, str)


@pytest.mark.proof
@pytest.mark.parametrize("model", IMAGE_MODELS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("quality", QUALITIES)
def test_every_request_is_served_as_it_is_sent(sandbox, make_call, model, shape, quality):
    adapter.generate(request(shape, quality), make_call(model))
    assert sandbox.requests()[0]["body"] == expected(model, shape, quality)


def test_no_end_user_is_sent_where_none_is_known(sandbox, make_call):
    adapter.generate(request(end_user=""), make_call())
    assert "safety_identifier" not in sandbox.requests()[0]["body"]


def test_the_environment_changes_neither_address_nor_key_nor_headers(sandbox, make_call, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin-another")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-another")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-another")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer another\nX-Evil: 1\nHost: evil.example")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    sent: list[httpx2.Request] = []
    monkeypatch.setitem(http.pooled_client().event_hooks, "request", [sent.append])
    http.pooled_client().event_hooks = {**http.pooled_client().event_hooks, "request": [sent.append]}
    try:
        adapter.generate(request(), make_call())
    finally:
        http.pooled_client().event_hooks = {**http.pooled_client().event_hooks, "request": []}
    (only,) = sent
    assert str(only.url) == f"{sandbox.url}/v1/images/generations"
    assert only.headers["authorization"] == "Bearer sk-sandbox-good"
    assert only.headers["host"] == sandbox.url.removeprefix("http://")
    assert {"x-evil", "openai-organization", "openai-project"}.isdisjoint(only.headers)
    assert "another" not in repr(list(only.headers.items()))


def test_the_sdk_alone_would_listen_to_the_environment(monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-another")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Evil: 1")
    client = openai.OpenAI(api_key="sk-x", base_url="http://127.0.0.1:9")
    assert client.organization == "org-another"
    assert client.default_headers["X-Evil"] == "1"


@pytest.mark.parametrize("fault", ["", "hang", "cut", "html", "status", "half_body", "no_data", "bad_base64"])
def test_a_key_is_in_no_log_no_repr_and_no_error(sandbox, make_call, caplog, fault):
    caplog.set_level(logging.DEBUG)
    if fault:
        sandbox.fault(fault, path="/v1/images")
    call = make_call(key=CANARY, seconds=2)
    try:
        adapter.generate(request(), call)
    except ProviderError as error:
        chain = [error, error.__cause__, error.__context__]
        assert CANARY not in repr([(each, vars(each)) for each in chain if each])
        assert error.__context__ is None  # noqa: PT017 - some faults are no error
    assert CANARY not in caplog.text
    assert CANARY not in repr(call)


@pytest.mark.parametrize("key", ["", "sk-é", "sk x", "sk-x\nX-Evil: 1"])
def test_a_key_that_no_header_can_carry_is_refused_without_a_call(sandbox, make_call, key):
    with pytest.raises(ProviderError, match="key_refused"):
        adapter.generate(request(), make_call(key=key))
    assert sandbox.requests() == []


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("sk-sandbox-demo-refused", "key_refused"),
        ("sk-ant-sandbox-demo-good", "key_refused"),
        ("sk-admin-demo", "key_refused"),
        ("sk-sandbox-demo-limited", "out_of_money"),
    ],
)
def test_a_key_that_openai_refuses_has_its_sentence(make_call, key, code):
    with pytest.raises(ProviderError) as failure:
        adapter.generate(request(), make_call(key=key, is_own_key=True))
    assert (failure.value.code, failure.value.permanent) == (code, True)
    assert "own" in failure.value.sentence
    assert failure.value.sentence.endswith("No credits were taken.")


def test_a_model_that_the_table_lacks_is_not_asked_for(sandbox, make_call):
    with pytest.raises(ProviderError, match="model_gone"):
        adapter.generate(request(), make_call("gpt-image-0"))
    assert sandbox.requests() == []
