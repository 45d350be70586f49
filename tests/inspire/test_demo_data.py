from importlib import resources

import pytest
from django.core.management import CommandError, call_command

from connectors import snapshots
from connectors.models import Snapshot, Source
from inspire import demo, demo_data
from tests.connectors.conftest import newest
from tests.factories import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plan(db):
    """Make the plan of the demo tenant: a test that commits may have emptied the table before."""
    make_plan()


@pytest.fixture
def live() -> Source:
    demo.make()
    return Source.objects.get(slug="san_francisco_temperature")


def test_the_demo_tenant_has_three_real_data_sets_one_of_them_pushed(live):
    rows = dict(Snapshot.objects.values_list("source__slug", "rows"))
    assert rows == {"seattle_weather": 1461, "us_employment": 120, "san_francisco_temperature": 2160}
    assert sorted(Source.objects.values_list("kind", "state")) == [("push", "active")] + [("upload", "active")] * 2
    assert [each["kind"] for each in newest(live).fields] == ["time", "number"]


def test_a_demo_source_that_somebody_removed_does_not_come_back(live):
    live.delete()
    demo.make()
    assert Source.objects.count() == 2


def test_feeding_pushes_the_hour_after_the_last(live):
    before = snapshots.frame_of(newest(live))["time"][-1]
    call_command("demo_feed", "--once", verbosity=0)
    now = newest(live)
    after = snapshots.frame_of(now)["time"][-1]
    assert (now.rows, (after - before).total_seconds()) == (2161, 3600)


def test_feeding_ends_with_the_series(live, monkeypatch, capsys):
    monkeypatch.setattr(demo_data, "_items", lambda data: [{}] * 2160)
    call_command("demo_feed")
    assert "at its end" in capsys.readouterr().out


def test_feeding_without_the_demo_says_what_to_do():
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        call_command("demo_feed")


def test_feeding_is_for_local_mode(settings):
    settings.INSPIRE_MODE = "production"
    with pytest.raises(CommandError, match="local mode"):
        call_command("demo_feed")


def test_without_the_package_there_is_a_demo_tenant_without_data(monkeypatch):
    def missing(_name):
        raise ModuleNotFoundError

    monkeypatch.setattr(resources, "files", missing)
    demo.make()
    assert not Source.objects.exists()
