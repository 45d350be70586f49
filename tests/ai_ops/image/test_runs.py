"""Images from the form's inputs to the stored file, through the real SDK."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from ai_ops import registry, runner
from ai_ops.errors import ProviderNotReadyError
from ai_ops.models import Run, State, StoredFile
from tests.ai_ops import books
from tests.ai_ops.image.conftest import PROMPT

SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920), "square": (1080, 1080)}


def opened(run: Run, field: str = "file") -> Image.Image:
    assert run.result is not None
    stored = StoredFile.objects.get(id=run.result[field])
    with default_storage.open(stored.name) as file:
        image = Image.open(BytesIO(file.read()))
        image.load()
        return image


@pytest.mark.parametrize("shape", SIZES)
def test_an_image_has_the_size_of_a_screen(generate, tenant, shape):
    run = generate(shape=shape, quality="draft")
    assert (run.state, run.error) == (State.SUCCEEDED, "")
    assert (run.result["width"], run.result["height"]) == opened(run).size == SIZES[shape]
    assert books.used_and_held(tenant) == (10, 0)
    assert books.kinds(tenant) == ["reserve", "settle"]
    books.check()


def test_the_crop_is_told(generate, sandbox):
    run = generate()
    assert run.mends == ["Cropped from 1920 × 1088 to 1920 × 1080."]
    assert sandbox.requests()[-1]["body"]["size"] == "1920x1088"


def test_the_result_has_its_words_and_its_files(generate):
    run = generate(alt_text="Boats at dusk")
    assert run.result["prompt"] == PROMPT
    assert run.result["alt_text"] == "Boats at dusk"
    assert generate().result["alt_text"] == PROMPT
    stored = {each.field: each for each in StoredFile.objects.filter(run=run)}
    assert {field: each.content_type for field, each in stored.items()} == {
        "file": "image/png",
        "thumbnail": "image/webp",
    }
    assert all(str(each.id) == run.result[field] for field, each in stored.items())
    assert max(opened(run, "thumbnail").size) == 480


def test_the_tokens_that_an_image_took_are_kept(generate):
    attempt = generate().attempts.get()
    (call,) = attempt.calls
    assert call["usage"]["input"] == attempt.input_tokens > 0
    assert call["usage"]["output"] == attempt.output_tokens > 1000
    assert call["request_id"].startswith("req_")
    assert call["model"] == "gpt-image-2"


def test_the_older_family_counts_no_tokens_and_revises_the_prompt(generate, settings):
    settings.OPENAI_IMAGE_MODEL = "dall-e-3"
    run = generate()
    assert run.state == State.SUCCEEDED
    assert (run.result["width"], run.result["height"]) == (1792, 1008)
    assert PROMPT in run.result["revised_prompt"]
    assert run.attempts.get().output_tokens == 0


def test_the_prompt_has_the_wish_and_no_lettering(generate, sandbox):
    generate()
    assert sandbox.requests()[-1]["body"]["prompt"] == (
        f"{PROMPT}.\nNo text, letters, numbers, logos or watermarks in the image."
    )
    generate(lettering=True)
    assert sandbox.requests()[-1]["body"]["prompt"] == f"{PROMPT}."


def test_an_image_carries_no_metadata(generate, sandbox, folder):
    sandbox.fault("with_metadata")
    run = generate()
    assert run.state == State.SUCCEEDED
    image = opened(run)
    assert image.info == {}
    assert dict(image.getexif()) == {}
    assert not any(b"Taken at" in path.read_bytes() for path in folder.rglob("*.*"))


BAD = {
    "bad_base64": "The image could not be decoded.",
    "url_instead": "The answer holds a link instead of an image. Links are never fetched.",
    "html_bytes": "The answer is no PNG, JPEG or WebP image.",
    "svg_bytes": "The answer is no PNG, JPEG or WebP image.",
    "gif": "The answer is no PNG, JPEG or WebP image.",
    "cut_png": "The image is damaged.",
    "cut_jpeg": "The image is damaged.",
    "wrong_size": "The image is 960 × 544; 1920 × 1088 was asked for.",
    "blank": "The image is blank.",
    "transparent": "The image is blank.",
    "bomb": "The image has more pixels than is allowed.",
    "animated": "The image moves; a still image was asked for.",
}


@pytest.mark.parametrize(("fault", "sentence"), BAD.items())
def test_a_bad_image_is_refused_in_words_and_costs_nothing(generate, sandbox, tenant, folder, fault, sentence):
    sandbox.fault(fault, times=0)
    run = generate()
    assert (run.state, run.error_code) == (State.FAILED, "not_accepted")
    assert run.problems == [sentence]
    assert "Nothing was charged." in run.error
    assert "repair" not in run.error
    assert run.result is None
    assert books.used_and_held(tenant) == (0, 0)
    assert books.kinds(tenant) == ["reserve", "void"]
    assert not StoredFile.objects.exists()
    assert list(folder.rglob("*.*")) == []
    assert len(sandbox.requests()) == 1
    books.check()


@pytest.mark.parametrize(
    ("fault", "options", "code", "words"),
    [
        ("no_data", {}, "bad_answer", "came incomplete"),
        ("moderation", {}, "content_refused", "Change what you ask for"),
        ("status", {"status": 401}, "key_refused", "refused the key"),
        ("status", {"status": 403}, "key_lacks_access", "may not do this"),
        ("status", {"status": 404}, "model_gone", "does not offer this model"),
        ("status", {"status": 429, "code": "insufficient_quota"}, "out_of_money", "out of money"),
        ("status", {"status": 429}, "rate_limited", "takes no more requests"),
        ("status", {"status": 500}, "unavailable", "trouble of its own"),
        ("status", {"status": 503}, "unavailable", "trouble of its own"),
        ("html", {}, "not_the_api", "web page"),
        ("empty", {}, "bad_answer", "came incomplete"),
        ("half_body", {}, "bad_answer", "came incomplete"),
        ("cut", {}, "unreachable", "failed or was cut"),
    ],
)
def test_a_run_that_fails_at_the_provider_says_why_and_costs_nothing(
    generate, sandbox, tenant, fault, options, code, words
):
    sandbox.fault(fault, times=0, path="/v1/images", **options)
    run = generate()
    assert (run.state, run.error_code) == (State.FAILED, code)
    assert words in run.error
    assert "OpenAI" in run.error
    assert books.used_and_held(tenant) == (0, 0)
    books.check()


@pytest.mark.parametrize(("fault", "seconds"), [("hang", None), ("drip", 0.1)])
def test_a_call_ends_with_the_runs_time(generate, sandbox, settings, tenant, fault, seconds):
    settings.RUN_DEADLINE_SECONDS = 3
    sandbox.fault(fault, times=0, path="/v1/images", seconds=seconds)
    run = generate()
    assert (run.state, run.error_code) == (State.FAILED, "timed_out")
    assert books.used_and_held(tenant) == (0, 0)


def test_a_provider_that_recovers_is_waited_for(generate, sandbox, tenant):
    sandbox.fault("status", status=503, times=2, path="/v1/images").fault("slow", seconds=0.2, path="/v1/images")
    assert generate().state == State.SUCCEEDED
    assert len(sandbox.requests()) == 3
    assert books.used_and_held(tenant) == (10, 0)


@pytest.fixture
def _in_production(settings, sandbox):
    settings.IS_LOCAL = False
    settings.OPENAI_API_KEY = "sk-proj-platform-good"
    settings.OPENAI_API_BASE = "https://api.openai.com/v1"


@pytest.mark.parametrize("model", ["dall-e-3", "gpt-image-1"])
@pytest.mark.usefixtures("_in_production")
def test_a_retired_model_is_refused_in_words_and_nothing_is_left_behind(generate, settings, sandbox, tenant, model):
    settings.OPENAI_IMAGE_MODEL = model
    with pytest.raises(ProviderNotReadyError) as refusal:
        generate()
    assert "OpenAI retired the model" in str(refusal.value)
    assert "gpt-image-2" in str(refusal.value)
    assert "Nothing was charged." in str(refusal.value)
    quote = runner.quote(registry.get("image"), tenant, at=timezone.now())
    assert quote.problem == str(refusal.value)
    assert not Run.objects.exists()
    assert books.kinds(tenant) == []
    assert sandbox.requests() == []


@pytest.mark.usefixtures("_in_production")
def test_an_endpoint_of_the_operators_own_may_serve_what_openai_has_retired(generate, settings, sandbox):
    settings.OPENAI_IMAGE_MODEL = "dall-e-3"
    settings.OPENAI_API_BASE = f"{sandbox.url}/v1"
    run = generate()
    assert (run.state, run.answered_by) == (State.SUCCEEDED, "provider")
    assert run.attempts.get().key_version == "platform"
