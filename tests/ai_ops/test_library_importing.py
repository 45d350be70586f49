"""Bringing files in: looked at first, asked where a name is taken, written all or not at all."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from ai_ops import library, library_importing, tasks
from ai_ops.base import InvalidFileError
from ai_ops.library_importing import Taken
from ai_ops.models import SavedItem, StoredFile
from tenants.models import AuditEvent
from tests.ai_ops.saved_files import content_of, file_of

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": options}


def look(tenant, *files: bytes, at=NOW):
    return library_importing.look(tenant, [(f"{place}.json", data) for place, data in enumerate(files)], at=at)


def bring(tenant, looked, *taken: Taken, at=NOW):
    answers = [*taken, *([Taken.RENAME] * (len(looked) - len(taken)))]
    wanted = {each.key: answer for each, answer in zip(looked, answers, strict=True) if each.key}
    return library_importing.carry_out(tenant, wanted, author=None, at=at)


def make(tenant, name="Dusk") -> SavedItem:
    return library.save_content(tenant, "text", name=name, content=content_of("text"), author=None, at=NOW)


def test_a_file_is_looked_at_before_anything_is_in_the_library(tenant):
    (each,) = look(tenant, file_of("text"))
    assert (each.file.name, each.file.kind, each.is_taken, each.problem) == ("Dusk", "text", False, "")
    assert not SavedItem.objects.exists()


def test_what_was_looked_at_is_brought_in(tenant, designer):
    looked = look(tenant, file_of("text"), file_of("theme", "Quay", made_with_ai=False))
    wanted = {each.key: Taken.RENAME for each in looked}
    items = library_importing.carry_out(tenant, wanted, author=designer.pk, at=NOW)
    assert [(item.kind, item.name, item.is_ai_made, item.author) for item in items] == [
        ("text", "Dusk", True, designer.pk),
        ("theme", "Quay", False, designer.pk),
    ]
    assert items[1].content == content_of("theme")
    assert [version.note for version in items[0].versions.all()] == ["imported"]
    assert not StoredFile.objects.exists()
    assert AuditEvent.objects.filter(action="item.imported").count() == 2


def test_a_picture_is_stored_and_its_files_are_of_no_run(tenant):
    (item,) = bring(tenant, look(tenant, file_of("image")))
    stored = {str(row.pk): row for row in StoredFile.objects.all()}
    assert set(stored) == {item.content["file"], item.content["thumbnail"]}
    assert stored[item.content["file"]].content_type == "image/png"
    assert all(row.run is None and row.tenant == tenant for row in stored.values())
    with default_storage.open(stored[item.content["file"]].name) as file:
        assert file.read().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("taken", "names", "versions"),
    [
        (Taken.RENAME, ["Dusk", "Dusk (2)"], [1, 1]),
        (Taken.OVERWRITE, ["Dusk"], [2]),
        (Taken.SKIP, ["Dusk"], [1]),
    ],
)
def test_where_a_name_is_taken_the_answer_counts(tenant, taken, names, versions):
    make(tenant)
    (each,) = looked = look(tenant, file_of("text"))
    assert (each.is_taken, each.free_name) == (True, "Dusk (2)")
    bring(tenant, looked, taken)
    found = SavedItem.objects.order_by("name")
    assert [item.name for item in found] == names
    assert [item.version for item in found] == versions


def test_overwriting_leaves_the_former_content_in_the_history(tenant):
    item = make(tenant)
    changed = content_of("text") | {"source": "Another"}
    bring(tenant, look(tenant, file_of("text", body=changed)), Taken.OVERWRITE)
    item.refresh_from_db()
    assert item.content["source"] == "Another"
    assert (item.is_ai_made, item.is_edited) == (True, False)
    assert item.versions.get(number=1).content == content_of("text")


def test_two_files_of_one_name_are_told_of_and_both_come_in(tenant):
    looked = look(tenant, file_of("text"), file_of("text"))
    assert [each.is_taken for each in looked] == [False, True]
    assert [item.name for item in bring(tenant, looked)] == ["Dusk", "Dusk (2)"]


def test_the_same_name_of_another_kind_or_in_the_bin_is_not_taken(tenant):
    item = make(tenant)
    assert not look(tenant, file_of("theme"))[0].is_taken
    SavedItem.objects.filter(pk=item.pk).update(deleted_at=NOW)
    assert not look(tenant, file_of("text"))[0].is_taken


def test_a_broken_file_is_refused_in_whole_and_the_others_are_not(tenant):
    good, bad = look(tenant, file_of("text"), file_of("theme")[:-9])
    assert good.key
    assert (bad.key, bad.file) == (None, None)
    assert "not valid JSON" in bad.problem
    assert StoredFile.objects.count() == 1


def test_the_name_of_a_file_loses_what_cannot_be_shown(tenant):
    (each,) = library_importing.look(tenant, [("a\u202eb\x00" + "c" * 200, b"")], at=NOW)
    assert each.filename == "ab" + "c" * 98


def test_where_one_cannot_be_written_none_is(tenant):
    picture, other = look(tenant, file_of("image"), file_of("text"))
    default_storage.delete(StoredFile.objects.get(pk=other.key).name)
    with pytest.raises(InvalidFileError, match="Choose it once more"):
        bring(tenant, [picture, other])
    assert not SavedItem.objects.exists()
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {picture.key, other.key}
    assert [path for path in default_storage.listdir("library")[0] if default_storage.listdir(f"library/{path}")[1]]


def test_what_another_tenant_looked_at_is_not_brought_in(tenant, other_tenant):
    looked = look(other_tenant, file_of("text"))
    assert bring(tenant, looked) == []
    assert not SavedItem.objects.exists()
    assert StoredFile.objects.filter(pk=looked[0].key).exists()


def test_a_file_of_a_run_is_no_import(tenant, start_run):
    (each,) = look(tenant, file_of("text"))
    StoredFile.objects.filter(pk=each.key).update(run=start_run())
    assert bring(tenant, [each]) == []
    assert library_importing.carry_out(tenant, {uuid4(): Taken.RENAME}, author=None, at=NOW) == []


def test_what_waits_longer_than_an_hour_is_forgotten(tenant):
    (old,) = look(tenant, file_of("text"), at=timezone.now() - timedelta(minutes=61))
    (young,) = look(tenant, file_of("text"), at=timezone.now())
    name = StoredFile.objects.get(pk=old.key).name
    assert bring(tenant, [old], at=timezone.now()) == []
    tasks.empty_library_bins()
    assert [row.pk for row in StoredFile.objects.all()] == [young.key]
    assert not default_storage.exists(name)


def test_what_one_tenant_exports_another_one_imports(tenant, other_tenant):
    item = bring(tenant, look(tenant, file_of("image", "Boats")))[0]
    StoredFile.objects.get(pk=item.content["file"])
    export = json.loads(file_of("image", "Boats"))
    copy = bring(other_tenant, look(other_tenant, json.dumps(export).encode()))[0]
    assert copy.tenant == other_tenant
    assert copy.content["file"] != item.content["file"]
