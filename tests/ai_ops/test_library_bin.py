from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from ai_ops import library, library_bin, queries, tasks
from ai_ops.errors import ItemGoneError
from ai_ops.models import SavedItem, SavedVersion, StoredFile

NOW = timezone.now()


def make(tenant, name="Dusk", **content) -> SavedItem:
    return library.save_content(tenant, "echo", name=name, content=content, author=None, at=NOW)


def make_file(tenant, *, run=None) -> StoredFile:
    name = default_storage.save("runs/aa/picture.png", ContentFile(b"picture"))
    return StoredFile.objects.create(
        tenant=tenant, run=run, field="file", name=name, content_type="image/png", size=7, sha256="0" * 64
    )


@pytest.fixture
def storage(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": options}


def test_a_deleted_item_leaves_its_run_and_the_library_but_stays_in_the_bin(start_run, tenant):
    run = start_run()
    item = library.add(
        SavedItem(tenant=tenant, kind="echo", name="Dusk", content={}, run=run), at=NOW, note="saved"
    )  # fmt: skip
    library_bin.delete(item, at=NOW)
    assert SavedItem.objects.get().deleted_at == NOW
    assert not queries.saved_items_of(tenant).exists()
    assert queries.choices_of(tenant, "echo") == []
    run.refresh_from_db()


def test_the_name_of_a_deleted_item_is_free_at_once(tenant):
    library_bin.delete(make(tenant), at=NOW)
    assert make(tenant).name == "Dusk"


def test_an_item_comes_back_with_its_name_and_its_history(tenant):
    item = make(tenant, a=1)
    library.change(item, {"a": 2}, author=None, note="edited", is_ai_made=False, at=NOW)
    library_bin.delete(item, at=NOW)
    assert library_bin.bring_back(item).name == "Dusk"
    found = SavedItem.objects.get()
    assert (found.deleted_at, found.content, found.versions.count()) == (None, {"a": 2}, 2)


def test_an_item_whose_name_was_given_away_comes_back_under_the_next_free_one(tenant):
    item = make(tenant)
    library_bin.delete(item, at=NOW)
    make(tenant)
    assert library_bin.bring_back(item).name == "Dusk (2)"


def test_what_is_not_in_the_bin_does_not_come_back(tenant):
    item = make(tenant)
    with pytest.raises(ItemGoneError, match="not in the bin any more"):
        library_bin.bring_back(item)
    assert not library_bin.purge(item)
    assert SavedItem.objects.get().name == "Dusk"


def test_deleting_twice_keeps_the_first_moment(tenant):
    item = make(tenant)
    library_bin.delete(item, at=NOW)
    library_bin.delete(item, at=NOW + timedelta(days=9))
    assert SavedItem.objects.get().deleted_at == NOW


def test_the_bin_is_emptied_after_thirty_days_with_all_versions(tenant):
    for name, days in (("Old", 31), ("Young", 29)):
        library_bin.delete(make(tenant, name), at=NOW - timedelta(days=days))
    make(tenant, "Live")
    assert tasks.empty_library_bins() == 1
    assert sorted(SavedItem.objects.values_list("name", flat=True)) == ["Live", "Young"]
    assert SavedVersion.objects.count() == 2


def test_files_that_nothing_else_shows_go_with_the_item(tenant, storage, django_capture_on_commit_callbacks):
    picture = make_file(tenant)
    item, copy = make(tenant, file=str(picture.pk)), make(tenant, "Copy", file=str(picture.pk))
    for each in (item, copy):
        library_bin.delete(each, at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        library_bin.purge(item)
    assert default_storage.exists(picture.name), "the copy shows it still"

    with django_capture_on_commit_callbacks(execute=True):
        library_bin.purge(copy)
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(picture.name)


def test_the_files_of_a_run_and_of_another_tenant_stay(tenant, other_tenant, start_run, storage):
    of_run, of_other = make_file(tenant, run=start_run()), make_file(other_tenant)
    item = make(tenant, file=str(of_run.pk), thumbnail=str(of_other.pk))
    library_bin.delete(item, at=NOW)
    library_bin.purge(item)
    assert StoredFile.objects.count() == 2
