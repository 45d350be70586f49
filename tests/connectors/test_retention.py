from datetime import timedelta
from uuid import UUID

import pytest

from connectors import refreshing, retention, sources, tasks
from connectors.models import PUSH, UPLOAD, Snapshot, Source
from connectors.retention import Taken
from tests.connectors.conftest import AT, SALES

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def kept(ages: list[timedelta], **changes) -> list[int]:
    """Return which of snapshots of these ages, newest first, stay."""
    source = Source(**{"kind": UPLOAD, "keep_snapshots": 3, "keep_days": 30} | changes)
    taken = [Taken(UUID(int=place), AT - age) for place, age in enumerate(ages)]
    gone = retention.outdated(taken, source, at=AT)
    return [place for place in range(len(ages)) if UUID(int=place) not in gone]


@pytest.mark.parametrize(
    ("ages", "changes", "stay"),
    [
        ([DAY, 2 * DAY, 3 * DAY, 4 * DAY], {}, [0, 1, 2]),
        ([DAY, 40 * DAY], {}, [0]),
        ([400 * DAY], {"keep_days": 1}, [0]),
        ([DAY, 2 * DAY], {"keep_snapshots": 1}, [0]),
        ([MINUTE * each for each in range(6)], {}, [0, 1, 2, 3, 4, 5]),
        ([MINUTE * 20 * each for each in range(7)], {"kind": PUSH, "keep_snapshots": 100}, [0, 1, 4]),
        ([HOUR * each for each in range(6)], {"kind": PUSH}, [0, 1, 2]),
    ],
    ids=["so many", "so long", "the newest stays", "one", "young ones stay", "pushed: one an hour", "pushed: so many"],
)
def test_snapshots_stay_by_number_age_and_hour(ages, changes, stay):
    assert kept(ages, **changes) == stay


def test_pushing_all_day_keeps_a_bounded_history(quay):
    for minute in range(0, 240, 4):
        refreshing.append(quay, {"n": minute}, at=AT + minute * MINUTE)
    times = Snapshot.objects.order_by("-number").values_list("taken_at", flat=True)
    assert len(times) <= 3 + 4 + 1
    assert times[0] == AT + 236 * MINUTE


def test_fewer_kept_snapshots_go_at_once(sales):
    for number in range(3):
        refreshing.refresh(sales, SALES + b"2026-11-09,x,%d\n" % number, filename="", at=AT + (number + 1) * DAY)
    assert sources.keep(sales, snapshots=2, days=365, at=AT + 9 * DAY) == 2
    assert list(Snapshot.objects.order_by("number").values_list("number", flat=True)) == [3, 4]


def test_beat_tends_every_tenants_sources(sales, quay, time_machine):
    refreshing.refresh(sales, SALES + b"2026-11-09,x,1\n", filename="", at=AT + HOUR)
    refreshing.append(quay, {"n": 1}, at=AT)
    time_machine.move_to(AT + 25 * HOUR, tick=False)
    assert tasks.tend_sources() == 0
    assert dict(Source.objects.values_list("kind", "state")) == {UPLOAD: "active", PUSH: "idle"}
    time_machine.move_to(AT + 100 * DAY, tick=False)
    assert tasks.tend_sources() == 1
    assert Snapshot.objects.filter(source=sales).count() == 1
