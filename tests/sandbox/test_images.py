"""OpenAI's image API as the real SDK sees it."""

import base64
import time
from io import BytesIO

import anthropic
import httpx2
import openai
import pytest
from PIL import Image, ImageChops, ImageStat

from sandbox.openai import painted
from tests.sandbox.asking import client_of

GPT = {"model": "gpt-image-2", "size": "1024x1024", "quality": "low"}
DALL_E = {"model": "dall-e-3", "size": "1024x1024", "quality": "standard", "response_format": "b64_json"}


@pytest.fixture
def make_client(sandbox):
    def make(key: str = "sk-sandbox-demo-good") -> openai.OpenAI:
        transport = httpx2.Client(trust_env=False, timeout=10)
        return openai.OpenAI(api_key=key, base_url=f"{sandbox.url}/v1", max_retries=0, http_client=transport)

    return make


@pytest.fixture
def client(make_client):
    with make_client() as client:
        yield client


def generate(client, prompt="Boats in a harbour", **parameters):
    return client.images.generate(prompt=prompt, **parameters)


def opened(answer) -> Image.Image:
    return Image.open(BytesIO(base64.b64decode(answer.data[0].b64_json)))


def refused(client, **parameters) -> openai.APIStatusError:
    with pytest.raises(openai.APIStatusError) as refusal:
        generate(client, **parameters)
    return refusal.value


def test_a_gpt_image_comes_in_base64_with_its_usage(client):
    answer = generate(client, **GPT)
    assert opened(answer).size == (1024, 1024)
    assert (answer.output_format, answer.quality, answer.size, answer.background) == (
        "png",
        "low",
        "1024x1024",
        "opaque",
    )
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens
    assert answer.usage.output_tokens_details.image_tokens == answer.usage.output_tokens > 0
    assert answer.data[0].revised_prompt is None
    assert abs(answer.created - time.time()) < 60


def test_a_dall_e_image_has_a_revised_prompt_and_no_usage(client):
    answer = generate(client, **DALL_E, style="natural", user="p-1")
    assert opened(answer).size == (1024, 1024)
    assert "Boats in a harbour" in answer.data[0].revised_prompt
    assert answer.usage is None
    assert answer.output_format is None


def test_dall_e_answers_a_link_unless_asked_for_bytes(client):
    answer = generate(client, model="dall-e-3")
    assert answer.data[0].url.startswith("https://")
    assert answer.data[0].b64_json is None


@pytest.mark.parametrize("size", ["1920x1088", "1088x1920", "2560x1440", "1536x1024"])
def test_the_second_generation_takes_any_sides_that_sixteen_divides(client, size):
    assert "x".join(map(str, opened(generate(client, model="gpt-image-2", size=size)).size)) == size


@pytest.mark.parametrize(("output_format", "found"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_an_image_comes_in_the_format_asked(client, output_format, found):
    assert opened(generate(client, **GPT, output_format=output_format)).format == found


REFUSED = [
    ({**GPT, "style": "vivid"}, "unknown_parameter", "style"),
    ({**GPT, "response_format": "b64_json"}, "unknown_parameter", "response_format"),
    ({**GPT, "extra_body": {"colour": "red"}}, "unknown_parameter", "colour"),
    ({**DALL_E, "output_format": "png"}, "unknown_parameter", "output_format"),
    ({**DALL_E, "safety_identifier": "p"}, "unknown_parameter", "safety_identifier"),
    ({**GPT, "quality": "standard"}, "invalid_value", "quality"),
    ({**GPT, "quality": "max"}, "invalid_value", "quality"),
    ({**DALL_E, "quality": "high"}, "invalid_value", "quality"),
    ({**DALL_E, "style": "loud"}, "invalid_value", "style"),
    ({**DALL_E, "n": 2}, "invalid_value", "n"),
    ({**DALL_E, "size": "1536x1024"}, "invalid_value", "size"),
    ({**GPT, "size": "1920x1080"}, "invalid_value", "size"),
    ({**GPT, "size": "4096x4096"}, "invalid_value", "size"),
    ({**GPT, "size": "3840x1024"}, "invalid_value", "size"),
    ({**GPT, "size": "large"}, "invalid_value", "size"),
    ({**GPT, "model": "gpt-image-1.5", "size": "1920x1088"}, "invalid_value", "size"),
    ({**GPT, "n": 11}, "invalid_value", "n"),
    ({**GPT, "n": "1"}, "invalid_type", "n"),
    ({**GPT, "output_format": "svg"}, "invalid_value", "output_format"),
    ({**GPT, "output_compression": 101}, "invalid_value", "output_compression"),
    ({**GPT, "background": "transparent", "output_format": "jpeg"}, "invalid_value", "background"),
    ({**GPT, "prompt": " "}, "string_below_min_length", "prompt"),
    ({**DALL_E, "prompt": "a" * 4001}, "string_above_max_length", "prompt"),
]


@pytest.mark.parametrize(("parameters", "code", "param"), REFUSED)
def test_what_a_model_does_not_take_is_refused_in_the_apis_form(client, sandbox, parameters, code, param):
    error = refused(client, **parameters)
    assert (error.status_code, error.code, error.param, error.type) == (400, code, param, "invalid_request_error")
    assert error.request_id == sandbox.requests()[0]["request_id"]
    assert set(error.response.json()["error"]) == {"message", "type", "param", "code"}


def test_a_model_that_is_not_there_is_not_found(client):
    assert (refused(client, model="gpt-image-0").status_code, refused(client, model="x").code) == (
        404,
        "model_not_found",
    )


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        ("sk-sandbox-demo-refused", 401, "invalid_api_key"),
        ("sk-ant-sandbox-demo-good", 401, "invalid_api_key"),
        ("sk-admin-demo", 401, "invalid_api_key"),
        ("anything", 401, "invalid_api_key"),
        ("sk-sandbox-demo-limited", 429, "insufficient_quota"),
    ],
)
def test_a_key_gets_what_it_earns(make_client, key, status, code):
    with make_client(key) as client:
        error = refused(client, **GPT)
        assert (error.status_code, error.code) == (status, code)
        assert key not in str(error)


@pytest.mark.parametrize("key", ["sandbox", "sk-sandbox-demo-good", "sk-proj-demo", "sk-svcacct-demo"])
def test_the_sandboxs_own_key_and_ordinary_keys_are_served(make_client, key):
    with make_client(key) as client:
        assert client.models.list().data


def test_each_provider_lists_its_own_models(sandbox, client):
    ours = {model.id: model for model in client.models.list()}
    assert ours["dall-e-3"].shutdown_date == "2026-05-12"
    assert ours["gpt-image-2"].shutdown_date is None
    assert client.models.retrieve("gpt-image-2").object == "model"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("claude-haiku-5-5")
    with client_of(sandbox.url) as other:
        theirs = {model.id for model in other.models.list()}
        assert "claude-haiku-5-5" in theirs
        assert not theirs & set(ours)
        with pytest.raises(anthropic.NotFoundError):
            other.models.retrieve("gpt-image-2")


def test_a_prompt_has_one_painting_and_another_prompt_another(client):
    first = opened(generate(client, **GPT))
    painted.cache_clear()
    again = opened(generate(client, **GPT))
    other = opened(generate(client, "Boats in a harbour, at night", **GPT))
    assert ImageChops.difference(first, again).getbbox() is None
    assert ImageChops.difference(first, other).getbbox() is not None


def test_the_images_of_one_request_differ(client):
    pictures = generate(client, **GPT, n=2).data
    assert len({picture.b64_json for picture in pictures}) == 2


def test_the_colours_that_a_prompt_names_are_in_the_painting(client):
    def mean(colours: str) -> list[float]:
        prompt = f"Paper waves.\nKeep to these colours: {colours}."
        return ImageStat.Stat(opened(generate(client, prompt, **GPT))).mean

    teal, red = mean("primary #0E7C86, secondary #0E7C86"), mean("primary #C62828, secondary #C62828")
    assert teal[2] - teal[0] > red[2] - red[0] + 20


def test_a_screen_is_painted_in_about_a_second(client):
    started = time.monotonic()
    generate(client, model="gpt-image-2", size="1920x1088")
    assert time.monotonic() - started < 3  # under half a second on an idle machine


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (400, openai.BadRequestError, None),
        (401, openai.AuthenticationError, "invalid_api_key"),
        (403, openai.PermissionDeniedError, None),
        (404, openai.NotFoundError, "model_not_found"),
        (429, openai.RateLimitError, "rate_limit_exceeded"),
        (500, openai.InternalServerError, None),
        (503, openai.InternalServerError, None),
    ],
)
def test_a_status_is_an_error_of_its_own_class(sandbox, client, status, error, code):
    sandbox.fault("status", status=status, path="/v1/images")
    with pytest.raises(error) as caught:
        generate(client, **GPT)
    assert caught.value.code == code


def test_a_status_says_when_to_come_back(sandbox, client):
    sandbox.fault("status", status=429, retry_after=7, code="insufficient_quota", path="/v1/images")
    error = refused(client, **GPT)
    assert (error.response.headers["retry-after"], error.code) == ("7", "insufficient_quota")


def test_moderation_blocks_a_prompt(sandbox, client):
    sandbox.fault("moderation")
    error = refused(client, **GPT)
    assert (error.status_code, error.code) == (400, "moderation_blocked")


def test_a_fault_of_images_leaves_messages_alone(sandbox, client):
    sandbox.fault("blank").fault("status", status=529)
    generate(client, **GPT)
    assert [entry["fault"] for entry in sandbox.requests()] == ["blank"]


@pytest.mark.parametrize(
    ("fault", "start"),
    [
        ("html_bytes", b"<!doctype html"),
        ("svg_bytes", b"<svg"),
        ("gif", b"GIF8"),
        ("cut_png", b"\x89PNG"),
        ("cut_jpeg", b"\xff\xd8"),
        ("bomb", b"\x89PNG"),
        ("animated", b"\x89PNG"),
        ("wrong_size", b"\x89PNG"),
    ],
)
def test_bad_bytes_come_as_good_base64(sandbox, client, fault, start):
    sandbox.fault(fault)
    data = base64.b64decode(generate(client, **GPT).data[0].b64_json, validate=True)
    assert data.startswith(start)
    assert len(data) < 5_000_000


def test_the_other_bad_answers_are_what_they_say(sandbox, client):
    sandbox.fault("no_data").fault("url_instead").fault("bad_base64").fault("with_metadata").fault("transparent")
    assert generate(client, **GPT).data == []
    link = generate(client, **GPT).data[0]
    assert (link.b64_json, link.url[:8]) == (None, "https://")
    with pytest.raises(ValueError, match="base64"):
        base64.b64decode(generate(client, **GPT).data[0].b64_json, validate=True)
    assert "Taken at" in str(opened(generate(client, **GPT)).info)
    assert opened(generate(client, **GPT)).getchannel("A").getextrema() == (0, 0)
