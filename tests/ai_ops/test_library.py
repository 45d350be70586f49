import pytest
from django.utils import timezone

from ai_ops import library, library_bin
from ai_ops.errors import InvalidInputError, ItemGoneError, NameTakenError
from ai_ops.models import Run, SavedItem, State
from tests.factories import make_tenant


@pytest.fixture
def run(start_run) -> Run:
    """A run that succeeded."""
    run = start_run()
    Run.objects.filter(id=run.id).update(
        state=State.SUCCEEDED, result={"title": "Dusk", "count": 1}, ended_at=timezone.now()
    )
    return Run.objects.get(id=run.id)


def save(run: Run, name: str = "Dusk", **changes) -> SavedItem:
    return library.save(run, name, **{"author": None, "at": timezone.now()} | changes)


def test_a_result_is_saved_under_a_name(run, tenant):
    item = save(run, "  A calm \n harbour  ", author=run.id)
    item.refresh_from_db()
    assert (item.name, item.kind, item.content) == ("A calm harbour", "echo", {"title": "Dusk", "count": 1})
    assert (item.tenant, item.run, item.author, item.is_ai_made) == (tenant, run, run.id, True)


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.FAILED, State.CANCELLED])
def test_a_run_without_a_result_is_not_saved(run, state):
    run.state = state
    with pytest.raises(InvalidInputError, match="Only a run that succeeded"):
        save(run)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\0b", "a\u202eb", "a\ud800b"])
def test_a_name_that_is_no_name_is_refused(run, name):
    with pytest.raises(InvalidInputError) as refusal:
        save(run, name)
    assert list(refusal.value.errors) == ["name"]
    assert not SavedItem.objects.exists()


@pytest.mark.parametrize("name", ["Café 🌅", "می‌خواهم", "👨‍👩‍👧", "x" * 100])
def test_names_of_every_script_are_names(run, name):
    assert save(run, name).name == name


def test_a_name_that_is_taken_says_so_and_saves_nothing(run):
    save(run)
    with pytest.raises(NameTakenError, match="Another saved item is called 'Dusk'"):
        save(run)
    assert SavedItem.objects.count() == 1


def test_another_tenant_may_use_the_same_name(run):
    SavedItem.objects.create(tenant=make_tenant("rival-bakery"), kind="echo", name="Dusk", content={})
    assert save(run).name == "Dusk"


def test_a_saved_item_is_renamed(run):
    save(run, "Dawn")
    item = save(run)
    library.rename(item, "Noon")
    assert SavedItem.objects.get(id=item.id).name == "Noon"
    with pytest.raises(NameTakenError):
        library.rename(item, "Dawn")
    assert SavedItem.objects.get(id=item.id).name == "Noon"


def change(item: SavedItem, content, **changes) -> SavedItem:
    arguments = {"author": None, "note": "edited", "is_ai_made": False, "at": timezone.now()}
    return library.change(item, content, **arguments | changes)


def test_what_is_saved_is_the_first_version(run):
    item = save(run, author=run.id)
    version = item.versions.get()
    assert (version.number, version.content, version.note) == (1, run.result, "saved")
    assert (version.run, version.author, version.is_ai_made) == (run, run.id, True)
    assert version.created_at == item.created_at == item.changed_at


def test_content_of_no_run_is_saved_as_made_by_a_person(tenant):
    item = library.save_content(tenant, "echo", name=" By  hand", content={"a": 1}, author=None, at=timezone.now())
    assert (item.name, item.is_ai_made, item.is_edited, item.run) == ("By hand", False, False, None)
    assert not item.versions.get().is_ai_made


def test_a_change_is_a_new_version_and_the_former_ones_stay(run):
    item = change(save(run), {"title": "Dawn"}, author=run.id, note="moved the clock")
    item.refresh_from_db()
    assert (item.version, item.content, item.is_ai_made, item.is_edited) == (2, {"title": "Dawn"}, True, True)
    assert [each.content for each in item.versions.order_by("number")] == [run.result, {"title": "Dawn"}]
    newest = item.versions.get(number=2)
    assert (newest.author, newest.note, newest.is_ai_made, newest.run) == (run.id, "moved the clock", False, None)


def test_a_change_of_a_run_leaves_an_untouched_item_untouched_and_an_edited_one_edited(run):
    item = change(save(run), {"title": "Again"}, is_ai_made=True, run=run)
    assert (item.is_edited, item.versions.get(number=2).run) == (False, run)
    item = change(change(item, {"title": "By hand"}), {"title": "Once more"}, is_ai_made=True)
    assert (item.version, item.is_edited) == (4, True)


def test_two_changes_on_one_stale_item_are_two_versions(run):
    one, other = save(run), SavedItem.objects.get()
    change(one, {"title": "One"})
    change(other, {"title": "Other"})
    assert list(SavedItem.objects.get().versions.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert SavedItem.objects.get().content == {"title": "Other"}


def test_restoring_makes_an_earlier_version_the_newest_again(run):
    item = library.restore(change(save(run), {"title": "Dawn"}), 1, author=run.id, at=timezone.now())
    assert (item.version, item.content, item.is_edited) == (3, run.result, False)
    newest = item.versions.get(number=3)
    assert (newest.note, newest.author, newest.run, newest.is_ai_made) == ("restored from 1", run.id, run, True)
    with pytest.raises(ItemGoneError, match="no version 9"):
        library.restore(item, 9, author=None, at=timezone.now())


def test_what_is_in_the_bin_is_neither_changed_nor_restored(run):
    item = save(run)
    library_bin.delete(item, at=timezone.now())
    with pytest.raises(ItemGoneError, match="Bring it back"):
        change(item, {})
    with pytest.raises(ItemGoneError):
        library.restore(item, 1, author=None, at=timezone.now())
    assert item.versions.count() == 1


def test_a_copy_has_the_next_free_name_and_a_history_of_its_own(run):
    item = change(save(run), {"title": "Dawn"})
    names = [library.duplicate(item, author=run.id, at=timezone.now()).name for _copy in range(2)]
    assert names == ["Dusk (2)", "Dusk (3)"]
    copy = SavedItem.objects.get(name="Dusk (3)")
    assert (copy.content, copy.run, copy.author, copy.is_ai_made, copy.is_edited) == (
        {"title": "Dawn"}, run, run.id, True, True,
    )  # fmt: skip
    assert [each.note for each in copy.versions.all()] == ["copied from Dusk"]


def test_a_copy_of_the_longest_name_still_has_a_name(run):
    item = save(run, "x" * 100)
    copy = library.duplicate(item, author=None, at=timezone.now())
    assert copy.name == "x" * 96 + " (2)"
    assert library.duplicate(copy, author=None, at=timezone.now()).name == "x" * 96 + " (3)"


def test_versions_are_never_changed_by_a_rename(run):
    item = save(run)
    library.rename(item, "Noon")
    assert item.versions.count() == 1
