import pytest
from django.utils import timezone

from ai_ops import library
from ai_ops.errors import InvalidInputError, NameTakenError
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


def test_a_deleted_item_leaves_its_run(run):
    library.delete(save(run))
    assert not SavedItem.objects.exists()
    assert Run.objects.filter(id=run.id).exists()
