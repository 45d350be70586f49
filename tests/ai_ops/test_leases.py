from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from ai_ops import leases, runner
from ai_ops.models import Run, State
from ai_ops.providers import anthropic
from tests.faults.conftest import wait_until


def claim(run: Run) -> Run:
    claimed = leases.claim(run.id, at=timezone.now())
    assert claimed
    return claimed


def lease_of(run: Run) -> float:
    """Return the seconds that a run's lease still has."""
    run.refresh_from_db()
    assert run.lease_until
    return (run.lease_until - timezone.now()).total_seconds()


def ends_of(runs: list[Run]) -> list[Any]:
    """Return until when the leases of runs are."""
    found = Run.objects.filter(pk__in=[run.pk for run in runs])
    return list(found.order_by("pk").values_list("lease_until", flat=True))


@pytest.mark.django_db(transaction=True)
def test_one_beat_renews_all_leases_of_a_process(start_run, sent, settings):
    settings.RUN_LEASE_SECONDS = 1.5
    runs = [claim(start_run()) for _ in range(3)]

    def are_later(before: list[Any]) -> bool:
        return all(new > old for new, old in zip(ends_of(runs), before, strict=True))

    with leases.renewing(runs[0]), leases.renewing(runs[1]), leases.renewing(runs[2]):
        for _ in range(2):
            wait_until(partial(are_later, ends_of(runs)))
    wait_until(lambda: all(lease_of(run) < 0 for run in runs))


@pytest.mark.parametrize("change", ["lease", "attempt", "state"])
@pytest.mark.django_db(transaction=True)
def test_a_lease_that_is_lost_is_not_renewed(start_run, sent, change):
    run = claim(start_run())
    changes: dict[str, dict[str, Any]] = {
        "lease": {"lease_until": timezone.now() - timedelta(seconds=1)},
        "attempt": {"attempt": 2},
        "state": {"state": State.QUEUED},
    }
    Run.objects.filter(id=run.id).update(**changes[change])
    before = Run.objects.get(id=run.id).lease_until
    leases._renew([(run.id, run.attempt)])
    assert Run.objects.get(id=run.id).lease_until == before


def test_the_heartbeat_ends_when_nothing_is_left_to_renew(start_run, settings):
    settings.RUN_LEASE_SECONDS = 0.1
    run = claim(start_run())
    heartbeat = leases.Heartbeat()
    heartbeat.add(run)
    thread = heartbeat._thread
    assert thread
    heartbeat.remove(run)
    thread.join(timeout=5)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_no_database_connection_is_held_while_the_provider_is_called(start_run, sent, sandbox, monkeypatch):
    held = []
    generate = anthropic.generate

    def watch(request, call):
        held.append(connection.connection is not None)
        reply = generate(request, call)
        held.append(connection.connection is not None)
        return reply

    monkeypatch.setattr(anthropic, "generate", watch)
    run = start_run()
    runner.execute(run.id)
    assert Run.objects.get(id=run.id).state == State.SUCCEEDED
    assert held == [False, False]
