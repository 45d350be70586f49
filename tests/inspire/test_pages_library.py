"""The library and the files: saved, renamed, deleted, downloaded, shown in use."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from ai_ops import library, registry
from ai_ops.models import Run, SavedItem


def page_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_saving_keeps_a_result_under_a_name_and_shows_it(client_of, designer, make_theme):
    run = make_theme()

    response = client_of(designer).post(reverse("run_save", args=[run.pk]), {"name": "Dusk on the quay"}, follow=True)

    item = SavedItem.objects.get()
    assert item.author == designer.pk
    assert response.redirect_chain[-1][0] == reverse("saved_item", args=[item.pk])
    assert "Dusk on the quay" in response.content.decode()


@pytest.mark.parametrize(("name", "words"), [("", "Enter a name"), ("x" * 101, "at most 100"), ("Dusk", "called")])
def test_a_name_that_cannot_be_taken_is_said_beside_the_field(client_of, designer, make_theme, name, words):
    run = make_theme()
    library.save(run, "Dusk", author=None, at=timezone.now())

    response = client_of(designer).post(reverse("run_save", args=[run.pk]), {"name": name})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert SavedItem.objects.count() == 1


def test_renaming_and_deleting_a_saved_item(client_of, designer, make_theme):
    item = library.save(make_theme(), "Dusk", author=None, at=timezone.now())
    client = client_of(designer)

    client.post(reverse("saved_item_rename", args=[item.pk]), {"name": "Dawn"})
    item.refresh_from_db()
    assert item.name == "Dawn"

    client.post(reverse("saved_item_delete", args=[item.pk]))
    assert not SavedItem.objects.filter(deleted_at=None).exists()
    assert Run.objects.exists(), "the run stays"


def test_a_viewer_may_not_rename_or_delete(client_of, viewer, make_theme):
    item = library.save(make_theme(), "Dusk", author=None, at=timezone.now())
    client = client_of(viewer)

    for name in ("saved_item_rename", "saved_item_delete"):
        assert client.post(reverse(name, args=[item.pk]), {"name": "Mine"}).status_code == 403
        assert reverse(name, args=[item.pk]) not in page_of(client, "saved_item", item.pk)


def test_exports_are_files_with_safe_names_that_say_demo_answers(client_of, viewer, make_theme):
    run = make_theme()
    run.result["name"] = '../../<b>"Dusk"\r\nX: y'
    run.save(update_fields=["result"])
    client, found = client_of(viewer), {}

    for slug, suffix in suffixes(run):
        response = client.get(reverse("run_export", args=[run.pk, slug]))
        found[suffix] = response.content.decode()
        header = response["Content-Disposition"]
        assert header.startswith("attachment;")
        assert header.endswith(f'demo-answers{suffix}"')
        assert "/" not in header
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "demo answers" in found[suffix]
    assert json.loads(found[".tokens.json"])


def suffixes(run):
    return [(export.slug, export.suffix) for export in registry.get(run.operation).exports]


def test_there_is_no_export_of_another_name_and_none_before_the_end(client_of, viewer, start_theme, make_theme):
    client = client_of(viewer)

    assert client.get(reverse("run_export", args=[make_theme().pk, "exe"])).status_code == 404
    assert client.get(reverse("run_export", args=[start_theme().pk, "css"])).status_code == 404
    assert client.get(reverse("run_preview", args=[start_theme().pk])).status_code == 404


def test_the_preview_is_a_document_whose_style_sheet_holds_checked_values_alone(client_of, viewer, make_theme):
    run = make_theme()
    run.result["modes"]["light"]["roles"]["primary"] = "red;} body{background:url(//evil.example)"
    run.result["typography"]["body"]["stack"] = "x</style><script>alert(1)</script>"
    run.save(update_fields=["result"])

    response = client_of(viewer).get(reverse("run_preview", args=[run.pk]))
    page = response.content.decode()

    assert "evil" not in page
    assert "alert(1)" not in page
    assert "--primary: #000000;" in page
    assert '<style nonce="' in page
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_the_preview_shows_the_mode_that_is_asked_for(client_of, viewer, make_theme):
    run, client = make_theme(), client_of(viewer)

    for mode in ("light", "dark"):
        page = page_of(client, "run_preview", run.pk, mode=mode)
        assert f"--background: {run.result['modes'][mode]['roles']['background']};" in page
