"""How many keys a pass of checks takes, where many are due."""

from datetime import UTC, datetime, timedelta

import pytest

from ai_ops import own_keys
from byok.models import ProviderKey
from tests.byok.owning import give_key
from tests.factories import make_tenant

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def due(sandbox, monkeypatch) -> list[ProviderKey]:
    """Five keys that are due, the longest due first; a pass takes two at a time."""
    monkeypatch.setattr(own_keys, "MOST_AT_ONCE", 2)
    secret = "sk-ant-sandbox-good"
    return [
        give_key(make_tenant(f"tenant-{number}"), secret=secret, at=NOW - timedelta(hours=5 - number))
        for number in range(5)
    ]


def checked() -> set[ProviderKey]:
    return set(ProviderKey.objects.filter(checked_at=NOW))


def test_a_pass_goes_on_until_nothing_is_due(due):
    assert own_keys.check_due(at=NOW) == 5
    assert checked() == set(due)


def test_a_pass_whose_time_is_up_leaves_the_shortest_due_to_the_next(due, monkeypatch):
    clock = iter([0.0, 0.0, own_keys.SECONDS])
    monkeypatch.setattr(own_keys, "monotonic", lambda: next(clock))
    assert own_keys.check_due(at=NOW) == 2
    assert checked() == set(due[:2])
