import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from credits import queries
from credits.models import Account, Entry
from inspire import connections, demo, starting
from tenants.models import Membership, Tenant, User
from tests.factories import make_plan
from tests.inspire import production
from tests.inspire.addresses import database_url

WORKER = ("-m", "celery", "-A", "inspire", "worker", "--pool", "solo")
START = {
    "web": ("-m", "gunicorn", "inspire.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket"),
    "asgi": ("-c", "import inspire.asgi"),
    "worker": WORKER,
    "beat": ("-m", "celery", "-A", "inspire", "beat"),
}


@pytest.fixture
def harbour_cafe(db) -> Tenant:
    make_plan()  # a test that commits may have emptied the table before
    return demo.make()


def test_the_demo_tenant_has_an_admin_a_designer_a_viewer_and_credits(harbour_cafe):
    assert (harbour_cafe.slug, harbour_cafe.name, harbour_cafe.is_demo) == ("harbour-cafe", "Harbour Café", True)
    assert sorted(harbour_cafe.memberships.values_list("role", flat=True)) == ["admin", "designer", "viewer"]
    assert queries.meter(harbour_cafe, at=timezone.now()).remaining == 100


def test_every_demo_person_is_marked_and_signs_in_with_the_printed_password(harbour_cafe, rf):
    assert f"Password of all four: {demo.PASSWORD}" in demo.sign_ins()
    for person in demo.PEOPLE:
        user = User.objects.get(email=person.email, is_demo=True)
        assert user.check_password(demo.PASSWORD)
        assert person.email in demo.sign_ins()
        assert (user.is_staff, user.is_superuser) == (person.role is None, person.role is None)


def test_making_the_demo_again_changes_nothing(harbour_cafe):
    designer = User.objects.get(email="designer@harbour-cafe.example")
    designer.set_password("a password of their own")
    designer.save()
    before = [model.objects.count() for model in (Tenant, User, Membership, Account, Entry)]
    demo.make()
    assert [model.objects.count() for model in (Tenant, User, Membership, Account, Entry)] == before
    designer.refresh_from_db()
    assert designer.check_password("a password of their own")


def test_the_demo_is_refused_in_production_and_nothing_is_made(db, settings):
    settings.INSPIRE_MODE = "production"
    with pytest.raises(CommandError, match="Demo accounts are for local mode"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.fixture
def committed_demo(transactional_db) -> None:
    """The demo tenant, where other processes see it. The flush between tests took the plans."""
    make_plan()
    demo.make()


@pytest.mark.parametrize(
    "process", [pytest.param(each, marks=[pytest.mark.proof] * (each != "worker")) for each in START]
)
def test_no_process_starts_in_production_on_a_database_with_demo_accounts(committed_demo, process):
    done = production.run(*START[process], DATABASE_URL=database_url())
    assert done.returncode == 3
    assert "on a database with demo accounts (harbour-cafe, admin@harbour-cafe.example" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def production_mode(monkeypatch, settings) -> None:
    """Production, for what a process does as it starts; it keeps the connection of this test."""
    settings.INSPIRE_MODE = "production"
    monkeypatch.setattr(starting, "IS_LOCAL", False)
    monkeypatch.setattr(connections, "close_all", lambda: None)


@pytest.mark.usefixtures("production_mode")
def test_one_demo_person_is_enough_to_refuse(db, capsys):
    User.objects.create_user("left@behind.example", is_demo=True)
    with pytest.raises(SystemExit, match="3"):
        starting.refuse_demo()
    assert "left@behind.example" in capsys.readouterr().err


@pytest.mark.usefixtures("production_mode")
def test_a_database_without_demo_accounts_is_served(db, capsys):
    User.objects.create_user("real@person.example")
    starting.refuse_demo()
    assert capsys.readouterr().err == ""


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_a_process_starts_on_a_database_without_demo_accounts():
    User.objects.create_user("real@person.example")
    done = production.run(*START["asgi"], DATABASE_URL=database_url())
    assert done.returncode == 0, done.stderr


def test_a_database_that_does_not_answer_is_a_sentence():
    done = production.run(*START["asgi"], DATABASE_POOL_TIMEOUT="1")
    assert done.returncode == 3
    assert "its database cannot be asked" in done.stderr


def test_the_database_check_reports_demo_accounts_in_production_alone(harbour_cafe, settings):
    call_command("check", databases=["default"])
    settings.INSPIRE_MODE = "production"
    with pytest.raises(Exception, match=r"inspire\.E001"):
        call_command("check", databases=["default"])
