"""The pages of images and texts, the files behind them, and the frame around all operations."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from ai_ops import library
from ai_ops.models import Run, StoredFile
from tenants.models import Role
from tests.factories import make_member
from tests.inspire.making import INPUTS, LABEL

HOSTILE = "{% raw %} {{ 7|add:7 }} {% load x %}<script>alert(1)</script> sales of the harbour today: {{value}}"


def page_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_an_image_is_sent_with_headers_that_no_browser_misreads(client_of, viewer, make):
    run = make("image")

    response = client_of(viewer).get(reverse("stored_file", args=[run.result["file"]]))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"].startswith("private")
    assert "attachment" not in response.get("Content-Disposition", "")
    assert b"".join(response.streaming_content).startswith(b"\x89PNG\r\n\x1a\n")


def test_a_download_has_a_safe_name(client_of, viewer, make):
    run = make("image")

    response = client_of(viewer).get(
        reverse("stored_file", args=[run.result["file"]]), {"download": '../../Evil "name"\r\nX: y'}
    )

    assert response["Content-Disposition"] == 'attachment; filename="evil-name-x-y.png"'
    assert "X" not in response.headers
    response.close()


def test_another_tenant_gets_no_file_and_nobody_gets_one_without_signing_in(client, client_of, other_tenant, make):
    run = make("image")
    stranger = client_of(make_member(other_tenant, Role.ADMIN))

    for field in ("file", "thumbnail"):
        address = reverse("stored_file", args=[run.result[field]])
        assert stranger.get(address).status_code == 404
        assert client.get(address).status_code == 302


def test_a_file_of_another_kind_or_a_file_that_is_gone_is_not_found(client_of, viewer, make):
    run, client = make("image"), client_of(viewer)
    address = reverse("stored_file", args=[run.result["file"]])

    StoredFile.objects.filter(pk=run.result["file"]).update(content_type="text/html")
    assert client.get(address).status_code == 404
    StoredFile.objects.filter(pk=run.result["file"]).update(content_type="image/png", name="runs/gone.png")
    assert client.get(address).status_code == 404


def test_an_images_page_keeps_its_place_and_says_what_it_is(client_of, designer, make):
    run = make("image", alt_text='Boats "at" dusk <b>')

    page = page_of(client_of(designer), "run", run.pk)

    address = reverse("stored_file", args=[run.result["file"]])
    assert f'<img src="{address}" alt="Boats &quot;at&quot; dusk &lt;b&gt;" width="1920" height="1080"' in page
    assert "Made with AI" in page
    assert f"{address}?download=" in page
    assert "GPT Image 2" in page
    assert " style=" not in page


def test_the_form_of_images_offers_the_saved_themes(client_of, designer, make):
    item = library.save(make("theme"), "Dusk on the quay", author=None, at=timezone.now())

    page = page_of(client_of(designer), "operation", "image")

    assert f'<option value="{item.pk}">Dusk on the quay</option>' in page
    assert "Generate image · 10 credits" in page


def test_a_model_that_retires_soon_says_so_on_the_form(client_of, designer, settings, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, tzinfo=UTC))
    client = client_of(designer)
    assert "is switched off" not in page_of(client, "operation", "image")

    settings.OPENAI_IMAGE_MODEL = "gpt-image-1.5"

    page = page_of(client, "operation", "image")
    assert "GPT Image 1.5 is switched off by OpenAI on 1 December 2026. GPT Image 2 follows it." in page


def test_a_texts_page_shows_each_variant_with_its_length_and_what_changed(client_of, designer, make):
    run = make("text")

    page = page_of(client_of(designer), "run", run.pk)

    for variant in run.result["variants"]:
        assert f"{variant['length']}/40" in page
        assert f'data-text="{variant["text"]}"' in page
    assert '<span class="visually-hidden">removed </span>' in page
    assert '<span class="value-chip" data-placeholder="{{value}}">{{value}}</span>' in page
    assert "<kbd>" in page
    assert " style=" not in page


def test_template_code_and_markup_in_a_label_are_shown_and_never_run(client_of, designer, make):
    run = make("text", mode="generate", instruction="Sales of the harbour", source=HOSTILE, max_chars=500)
    item = library.save(run, HOSTILE[:60], author=None, at=timezone.now())
    client = client_of(designer)

    for page in (
        page_of(client, "run", run.pk),
        page_of(client, "saved_item", item.pk),
        page_of(client, "operation", "text", **{"from": run.pk}),
        page_of(client, "runs"),
    ):
        assert "{% raw %}" in page
        assert "{{ 7|add:7 }}" in page
        assert "14" not in page.partition("7|add:7")[2][:20]
        assert "<script>alert" not in page


def test_what_was_left_out_is_told(client_of, designer, make):
    run = make("text")
    Run.objects.filter(pk=run.pk).update(problems=["Variant 2: It lost the placeholder {{value}}."])

    page = page_of(client_of(designer), "run", run.pk)

    assert "What was left out, and why" in page
    assert "Variant 2: It lost the placeholder {{value}}." in page


def test_without_script_apply_opens_the_form_with_the_variant_as_the_label(client_of, designer, make):
    run, client = make("text", single_line=False), client_of(designer)
    chosen = run.result["variants"][0]["text"]

    page = page_of(client, "operation", "text", source=chosen, mode="shorten", max_chars="40")

    assert f">{chosen}</textarea>" in page
    assert 'value="40"' in page
    assert '<input type="checkbox" name="single_line">' in page


def test_saving_keeps_which_variant_was_chosen(client_of, designer, make):
    run, client = make("text"), client_of(designer)

    response = client.post(reverse("run_save", args=[run.pk]), {"name": "Sales", "chosen": "1"}, follow=True)

    item = run.saved_items.get()
    assert item.content["chosen"] == 1
    assert response.status_code == 200
    assert run.result["variants"][1]["text"] in page_of(client, "library").replace("</span>", "").replace(
        '<span class="value-chip" data-placeholder="{{value}}">', ""
    )


@pytest.mark.parametrize("chosen", ["9", "-1", "x", "", "²"])
def test_a_choice_that_is_not_there_is_not_kept(client_of, designer, make, chosen):
    run = make("text")

    client_of(designer).post(reverse("run_save", args=[run.pk]), {"name": "Sales", "chosen": chosen})

    assert "chosen" not in run.saved_items.get().content


def test_the_library_is_a_gallery_of_all_kinds(client_of, viewer, make):
    client, runs = client_of(viewer), {slug: make(slug) for slug in INPUTS}
    for slug, run in runs.items():
        library.save(run, f"A {slug}", author=None, at=timezone.now())

    page = page_of(client, "library")

    assert reverse("stored_file", args=[runs["image"].result["thumbnail"]]) in page
    assert "text-picture" in page
    assert "A theme" in page
    assert "A text" not in page_of(client, "library", kind="image")


def test_a_run_is_told_from_others_by_what_a_person_wrote(client_of, designer, make):
    make("theme", mode="both"), make("image"), make("text")

    page = page_of(client_of(designer), "runs")

    for words in (INPUTS["theme"]["description"], INPUTS["image"]["prompt"], LABEL):
        assert f'<span class="soft about">{words}' in page


def test_the_strip_names_the_providers_that_the_sandbox_stands_in_for(client_of, designer, settings):
    client = client_of(designer)
    assert "answers instead of Anthropic and OpenAI." in page_of(client, "ai_home")

    settings.ANTHROPIC_API_KEY = "sk-ant-api03-platform"
    assert "answers instead of OpenAI." in page_of(client, "ai_home")

    settings.OPENAI_API_KEY = "sk-platform"
    assert "emo answers" not in page_of(client, "ai_home")


def test_home_and_settings_list_all_three_operations(client_of, admin):
    client = client_of(admin)

    for name in ("ai_home", "settings_ai"):
        page = page_of(client, name)
        assert all(label in page for label in ("Theme generation", "Image generation", "Inline text generation"))
