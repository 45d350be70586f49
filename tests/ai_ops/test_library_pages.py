"""The pages of the library: found, looked at, compared, brought back, imported; by whom, and in how many queries."""

import json
import os
from datetime import timedelta
from itertools import islice
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ai_ops import library, library_bin
from ai_ops.models import SavedItem, SavedVersion, StoredFile
from tenants.models import AuditEvent, Role
from tests.ai_ops.saved_files import KINDS, content_of, file_of
from tests.ai_ops.test_library_files import HOSTILE, changed, places, read_or_none
from tests.factories import make_member

NOW = timezone.now()
TAKEN = 60 if os.environ.get("INSPIRE_PROOF") else 3


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": options}


@pytest.fixture
def make(tenant, designer):
    """Return a function that makes a saved item."""

    def make(name="Dusk", kind="text", *, of=None, at=NOW, **changes) -> SavedItem:
        content = content_of(kind) | changes
        if kind == "image":
            content["thumbnail"] = content["file"] = str(make_file(of or tenant).pk)
        return library.save_content(
            of or tenant, kind, name=name, content=content, author=designer.pk, at=at, is_ai_made=True
        )

    return make


def make_file(tenant) -> StoredFile:
    return StoredFile.objects.create(
        tenant=tenant, field="file", name=f"x/{StoredFile.objects.count()}.png", content_type="image/png", size=1
    )


@pytest.fixture
def client(client_of, designer):
    return client_of(designer)


def change(item, **changes) -> SavedItem:
    content = {**item.content, **changes}
    return library.change(item, content, author=item.author, note="edited", is_ai_made=False, at=NOW)


def page_of(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_items_are_found_by_a_part_of_their_name_in_any_case_and_by_kind(client, make):
    make("Harbour dusk"), make("Dawn"), make("Harbour", "theme")

    page = page_of(client, "library", q="HARB")
    assert ("Harbour dusk" in page, ">Dawn<" in page, ">Harbour<" in page) == (True, False, True)
    page = page_of(client, "library", q="harb", kind="text")
    assert ("Harbour dusk" in page, ">Harbour<" in page) == (True, False)
    assert '<input type="hidden" name="kind" value="text">' in page
    assert "Nothing here is called that" in page_of(client, "library", q="50%_x")


def test_a_search_goes_on_over_the_pages(client, make):
    for number in range(26):
        make(f"Harbour {number:02}", at=NOW + timedelta(seconds=number))
    make("Dawn", at=NOW + timedelta(minutes=5))

    page = page_of(client, "library", q="harbour")
    assert "Harbour 02" in page
    assert "Harbour 01" not in page
    mark = page.split("before=")[1].split('"')[0].replace("%3A", ":").replace("%2B", "+").replace("&amp;", "&")
    older = page_of(client, "library", q="harbour", before=mark.split("&")[0])
    assert ("Harbour 01" in older, "Dawn" in older, "Harbour 02" in older) == (True, False, False)


def test_the_marks_say_whose_work_it_is(client, make):
    item = make()
    assert "Edited by hand since" not in page_of(client, "saved_item", item.pk)
    change(item, source="Other")
    for page in (page_of(client, "saved_item", item.pk), page_of(client, "library")):
        assert "Made with AI" in page
        assert "Edited by hand since" in page


def test_the_history_shows_each_version_by_whom_and_lets_one_restore_it(client, make, designer):
    item = change(make(), source="Other words")

    page = page_of(client, "saved_item", item.pk)
    assert reverse("saved_item_version", args=[item.pk, 1]) in page
    assert "Edited · " in " ".join(page.split())
    assert reverse("saved_item_restore", args=[item.pk, 1]) in page
    assert reverse("saved_item_restore", args=[item.pk, 2]) not in page

    former = page_of(client, "saved_item_version", item.pk, 1)
    assert "This is how it was. The newest is version 2." in former
    assert "Total sales" in former
    client.post(reverse("saved_item_restore", args=[item.pk, 1]))
    item.refresh_from_db()
    assert (item.version, item.content) == (3, content_of("text"))
    assert actions() == ["item.restored"]


def test_a_long_history_has_pages(client, make):
    item = make()
    for number in range(12):
        item = change(item, source=f"Words {number}")

    page = page_of(client, "saved_item", item.pk)
    assert (">Version 13<" in page, ">Version 4<" in page, ">Version 3<" in page) == (True, True, False)
    older = page_of(client, "saved_item", item.pk, older=4)
    assert (">Version 4<" in older, ">Version 3<" in older, ">Version 1<" in older) == (False, True, True)
    assert ">Version 13<" in page_of(client, "saved_item", item.pk, older="x" * 30)


def test_a_version_that_is_not_there_is_not_found(client, make):
    item = make()
    for name in ("saved_item_version", "saved_item_version_preview"):
        assert client.get(reverse(name, args=[item.pk, 7])).status_code == 404
    assert client.post(reverse("saved_item_restore", args=[item.pk, 7])).status_code == 302
    item.refresh_from_db()
    assert item.version == 1


def test_a_copy_is_made_and_shown(client, make):
    response = client.post(reverse("saved_item_duplicate", args=[make().pk]), follow=True)
    assert "This is the copy, “Dusk (2)”." in response.content.decode()
    assert SavedItem.objects.get(name="Dusk (2)").content == content_of("text")
    assert actions() == ["item.duplicated"]


def test_deleting_offers_to_undo_and_undoing_brings_it_back(client, make):
    item = make()
    page = client.post(reverse("saved_item_delete", args=[item.pk]), follow=True).content.decode()
    address = reverse("saved_item_bring_back", args=[item.pk])
    assert f'<form method="post" action="{address}">' in page
    assert "“Dusk” is in the bin, for 30 days." in page
    assert client.get(reverse("saved_item", args=[item.pk])).status_code == 404

    page = client.post(address, follow=True).content.decode()
    assert "“Dusk” is back in the library." in page
    item.refresh_from_db()
    assert item.deleted_at is None
    assert actions() == ["item.deleted", "item.brought_back"]
    assert "is in the bin" not in page_of(client, "library", deleted=item.pk)
    assert client.post(address, follow=True).status_code == 200


def test_the_bin_shows_the_newest_deletion_first_and_lets_one_delete_for_good(client, make):
    one, other = make("One"), make("Other")
    library_bin.delete(other, at=NOW - timedelta(days=2))
    library_bin.delete(one, at=NOW)

    page = page_of(client, "library_bin")
    assert page.index(">One<") < page.index(">Other<")
    client.post(reverse("saved_item_purge", args=[one.pk]))
    assert not SavedItem.objects.filter(pk=one.pk).exists()
    assert not SavedVersion.objects.filter(item=one.pk).exists()
    assert actions() == ["item.purged"]


def test_what_is_in_use_is_not_deleted_for_good(client, make):
    item = make()
    assert "is not in the bin" in client.post(
        reverse("saved_item_purge", args=[item.pk]), follow=True
    ).content.decode().replace("&#x27;", "'")
    assert SavedItem.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_two_of_one_kind_are_compared_and_two_versions_of_one(client, make, kind):
    one, other = make("One", kind), make("Other", kind)
    page = page_of(client, "library_compare", one=one.pk, other=other.pk)
    assert reverse("saved_item", args=[one.pk]) in page
    assert reverse("saved_item", args=[other.pk]) in page
    if kind != "image":
        assert "Both hold exactly the same." in page

    other = change(other, name="Another")
    page = page_of(client, "library_compare", one=f"{other.pk}.1", other=other.pk)
    assert reverse("saved_item_version", args=[other.pk, 1]) in page
    assert "Other, version 1" in page
    assert "Both hold exactly the same." not in page


def test_the_colours_that_differ_between_two_themes_are_named(client, make):
    theme = make("One", "theme")
    modes = json.loads(json.dumps(theme.content["modes"]))
    was, modes["light"]["roles"]["accent"] = modes["light"]["roles"]["accent"], "#123456"
    item = change(theme, modes=modes)

    page = page_of(client, "library_compare", one=f"{item.pk}.1", other=item.pk)

    assert f"{was} → #123456" in page
    assert reverse("saved_item_version_preview", args=[item.pk, 1]) in page


def test_two_kinds_cannot_be_compared_and_what_is_not_there_neither(client, make):
    one, other = make("One"), make("Other", "theme")
    address = reverse("library_compare")
    response = client.get(address, {"one": one.pk, "other": other.pk})
    assert response.status_code == 422
    assert "Choose two of one kind." in response.content.decode()
    for reference in ("", "x", f"{one.pk}.9", f"{one.pk}.x", f"{one.pk}.99999999999999999999", f"{one.pk}.²"):
        assert client.get(address, {"one": one.pk, "other": reference}).status_code == 404


def test_a_layout_is_given_a_theme_as_a_new_version(client, make, tenant):
    theme = make("Quay", "theme")
    layout = library.save_content(
        tenant, "text", name="Board", content={**content_of("text"), "look": None}, author=None, at=NOW
    )
    assert f'<option value="{theme.pk}">Quay</option>' in page_of(client, "saved_item", layout.pk)

    client.post(reverse("saved_item_theme", args=[layout.pk]), {"theme": theme.pk})

    layout.refresh_from_db()
    assert layout.version == 2
    assert layout.content["theme"] == {"id": str(theme.pk), "name": "Quay"}
    assert layout.content["look"] == theme.content
    assert actions() == ["item.theme_applied"]


def test_what_has_no_look_takes_no_theme_and_a_theme_must_be_there(client, make, other_tenant):
    item, theme, foreign = make(), make("Quay", "theme"), make("Foreign", "theme", of=other_tenant)
    for chosen in (theme.pk, foreign.pk, item.pk, "x", ""):
        client.post(reverse("saved_item_theme", args=[item.pk]), {"theme": chosen})
    item.refresh_from_db()
    assert item.version == 1
    assert actions() == []


POSTS = ("saved_item_rename", "saved_item_duplicate", "saved_item_delete", "saved_item_theme", "saved_item_bring_back",
         "saved_item_purge")  # fmt: skip
PAGES = ("saved_item", "saved_item_preview")


def test_another_tenant_finds_nothing_and_changes_nothing(client_of, make, other_tenant):
    stranger = client_of(make_member(other_tenant, Role.ADMIN))
    item, binned = change(make("Mine", "theme")), make("Binned", "theme")
    library_bin.delete(binned, at=NOW)

    for each in (item, binned):
        for name in PAGES:
            assert stranger.get(reverse(name, args=[each.pk])).status_code == 404
        for name in POSTS:
            assert stranger.post(reverse(name, args=[each.pk]), {"name": "Theirs"}).status_code == 404
        for name in ("saved_item_version", "saved_item_version_preview"):
            assert stranger.get(reverse(name, args=[each.pk, 1])).status_code == 404
        assert stranger.post(reverse("saved_item_restore", args=[each.pk, 1])).status_code == 404
        assert stranger.get(reverse("library_compare"), {"one": each.pk, "other": each.pk}).status_code == 404
    assert ">Mine<" not in page_of(stranger, "library", q="Mine")
    assert "Binned" not in page_of(stranger, "library_bin")
    assert "Binned" not in page_of(stranger, "library", deleted=binned.pk)
    item.refresh_from_db()
    assert (item.name, item.version, SavedItem.objects.count()) == ("Mine", 2, 2)


def test_a_viewer_sees_everything_and_is_offered_nothing_that_would_be_refused(client_of, viewer, make):
    client, item, binned = client_of(viewer), change(make()), make("Binned")
    library_bin.delete(binned, at=NOW)
    pages = [
        page_of(client, "library"), page_of(client, "library_bin"), page_of(client, "saved_item", item.pk),
        page_of(client, "saved_item_version", item.pk, 1), page_of(client, "library", deleted=binned.pk),
    ]  # fmt: skip
    places = [reverse(name, args=[each.pk]) for name in POSTS for each in (item, binned)]
    places += [reverse("saved_item_restore", args=[item.pk, 1]), reverse("library_import")]

    for place in places:
        assert client.post(place, {"name": "Mine"}).status_code == 403
        assert not any(f'"{place}"' in page for page in pages)
    assert client.get(reverse("library_import")).status_code == 403


@pytest.mark.parametrize("name", ["saved_item", "library", "library_bin"])
def test_pages_ask_as_much_for_many_as_for_few(client, make, client_of, tenant, name):
    def fill(count, start):
        for number in range(start, start + count):
            item = make(f"Item {number}", "theme" if number % 2 else "text")
            SavedItem.objects.filter(pk=item.pk).update(author=make_member(tenant, Role.DESIGNER).pk)
            library_bin.delete(make(f"Gone {number}"), at=NOW)
            change(kept, source=f"Words {number}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page_of(client, name, *([kept.pk] if name == "saved_item" else []))
        return len(captured)

    kept = make("Kept")
    few = fill(1, 0)
    assert fill(8, 1) <= few + 1  # the first one may find the session fresh


def upload(*files: bytes, names: tuple[str, ...] = ()):
    return {
        "files": [
            SimpleUploadedFile(names[place] if names else f"{place}.inspire.json", data, "application/json")
            for place, data in enumerate(files)
        ]
    }


def test_importing_shows_what_will_happen_and_then_does_it(client, make, tenant):
    make()
    address = reverse("library_import")
    page = client.post(address, upload(file_of("text"), file_of("theme", "Quay"), b"{")).content.decode()
    assert "“Dusk” is there already." in page
    assert "Import it under a new name: Dusk (2)" in page
    assert "It is imported as a new item." in page
    assert "Nothing of it is imported." in page
    assert SavedItem.objects.count() == 1

    keys = [str(row.pk) for row in StoredFile.objects.order_by("created_at")]
    assert all(key in page for key in keys)
    text = next(key for key in keys if f"taken_{key}" in page)
    response = client.post(address, {"key": keys, f"taken_{text}": "overwrite"}, follow=True)

    assert "2 files are in the library." in response.content.decode()
    assert sorted(SavedItem.objects.values_list("name", "version")) == [("Dusk", 2), ("Quay", 1)]
    details = AuditEvent.objects.filter(action="item.imported").values_list("detail__name", "detail__how")
    assert sorted(details) == [("Dusk", "overwrite"), ("Quay", "new")]


def test_without_an_answer_nothing_is_overwritten(client, make):
    make()
    client.post(reverse("library_import"), upload(file_of("text")))
    key = StoredFile.objects.get().pk
    client.post(reverse("library_import"), {"key": [key, "x"], f"taken_{key}": "destroy"})
    assert sorted(SavedItem.objects.values_list("name", "version")) == [("Dusk", 1), ("Dusk (2)", 1)]


def test_markup_in_a_file_and_in_its_name_is_text_on_every_page(client):
    body = content_of("text")
    body["variants"][1]["text"] = "<script>alert(1)</script>"
    file = file_of("text", "<img src=x onerror=alert(1)>", body=body)
    page = client.post(reverse("library_import"), upload(file, names=("<b>x.json",))).content.decode()
    assert "&lt;b&gt;x.json" in page
    client.post(reverse("library_import"), {"key": StoredFile.objects.get().pk})
    item = SavedItem.objects.get()
    library_bin.delete(library.duplicate(item, author=None, at=NOW), at=NOW)
    shown = [page_of(client, name) for name in ("library", "library_bin")]
    shown += [page_of(client, "saved_item", item.pk), page_of(client, "library_compare", one=item.pk, other=item.pk)]
    for each in (page, *shown):
        assert "<script>alert" not in each
        assert "<img src=x" not in each


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_library_exports_it_imports(client, make, kind, tenant):
    client.post(reverse("library_import"), upload(file_of(kind)))
    client.post(reverse("library_import"), {"key": StoredFile.objects.get(field="import").pk})
    item = SavedItem.objects.get()
    file = client.get(reverse("saved_item_export", args=[item.pk, "inspire"])).content
    page_of(client, "saved_item", item.pk), page_of(client, "library")

    client.post(reverse("library_import"), upload(file))
    client.post(reverse("library_import"), {"key": StoredFile.objects.get(field="import").pk})

    copy = SavedItem.objects.get(name="Dusk (2)")
    pictures = {"file", "thumbnail"}
    assert {name: value for name, value in copy.content.items() if name not in pictures} == {
        name: value for name, value in item.content.items() if name not in pictures
    }


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((), "Choose one or more files."),
        ((b"{}",) * 21, "Choose at most 20 files at once."),
        ((b" " * 15_000_001,), "A file is larger than 15 MB"),
    ],
)
def test_what_cannot_be_looked_at_says_why(client, files, words):
    response = client.post(reverse("library_import"), upload(*files))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not StoredFile.objects.exists()


def test_a_picture_larger_than_other_uploads_may_be_still_comes_in(client):
    file = file_of("image") + b" " * 11_000_000
    assert "It is imported as a new item." in client.post(reverse("library_import"), upload(file)).content.decode()


def test_a_post_from_elsewhere_is_refused(designer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(designer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(reverse("library_import"), upload(file_of("text"))).status_code == 403
    assert not StoredFile.objects.exists()


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("kind", ["theme", "analysis", "content"])
def test_whatever_file_is_taken_its_pages_can_be_shown(client, make, kind):
    item = make("Kept", kind)
    every = [(place, value) for place in places(content_of(kind)) for value in HOSTILE]
    contents = (read_or_none(changed(kind, place, value)) for place, value in Random(7).sample(every, len(every)))
    for content in list(islice(filter(None, contents), TAKEN)):
        SavedItem.objects.filter(pk=item.pk).update(content=content)
        for name in ("saved_item", "saved_item_preview"):
            if kind != "analysis" or name == "saved_item":
                page_of(client, name, item.pk)
        page_of(client, "library")
        page_of(client, "library_compare", one=f"{item.pk}.1", other=item.pk)
