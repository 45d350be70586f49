"""What happens to runs when workers are killed, frozen or doubled. Each ends once, and is charged once at most."""

from datetime import timedelta
from time import sleep

import pytest
from django.utils import timezone

from ai_ops import dispatch, runner
from ai_ops.models import Attempt, Run, State
from credits.models import Entry
from tests.ai_ops import books
from tests.faults.conftest import LEASE_SECONDS, has_ended, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PATIENT = {"RUN_LEASE_SECONDS": "60"}  # a busy machine is no dead worker


def is_calling(run: Run) -> bool:
    run.refresh_from_db()
    return run.stage == "calling"


def sweep_until_ended(run: Run) -> None:
    def step() -> bool:
        runner.sweep(at=timezone.now())
        return has_ended(run)

    wait_until(step)


@pytest.mark.proof
def test_a_worker_does_a_run_and_it_is_charged_once(tenant, start_worker, start_run):
    start_worker(**PATIENT)
    run = start_run()
    wait_until(lambda: has_ended(run))
    assert run.state == State.SUCCEEDED
    assert books.kinds(tenant) == ["reserve", "settle"]


def test_a_worker_killed_in_mid_call_leaves_a_run_that_ends_by_itself(tenant, start_worker, start_run, sandbox):
    victim = start_worker()
    sandbox.fault("slow", seconds=90)
    run = start_run()
    wait_until(lambda: is_calling(run) and len(sandbox.requests()) == 1)
    victim.kill()
    start_worker()
    sweep_until_ended(run)
    assert (run.state, run.attempt) == (State.SUCCEEDED, 2)
    assert list(run.attempts.order_by("number").values_list("outcome", flat=True)) == ["lost", "succeeded"]
    assert books.kinds(tenant) == ["reserve", "settle"]
    assert books.used_and_held(tenant) == (2, 0)
    books.check()


@pytest.mark.proof
def test_a_run_whose_workers_are_killed_every_time_fails_and_is_free(
    tenant, start_worker, start_run, sandbox, settings
):
    settings.RUN_MAX_ATTEMPTS = 1
    victim = start_worker()
    sandbox.fault("slow", seconds=90)
    run = start_run()
    wait_until(lambda: is_calling(run))
    victim.kill()
    sweep_until_ended(run)
    assert (run.state, run.error_code) == (State.FAILED, "workers_lost")
    assert "No credits were taken" in run.error
    assert books.kinds(tenant) == ["reserve", "void"]
    books.check()


@pytest.mark.proof
def test_a_worker_that_wakes_after_its_lease_changes_nothing(tenant, start_worker, start_run, sandbox):
    sleeper = start_worker()
    sandbox.fault("slow", seconds=1)
    run = start_run()
    wait_until(lambda: is_calling(run) and len(sandbox.requests()) == 1)
    sleeper.freeze()
    start_worker()
    sweep_until_ended(run)
    before = Run.objects.filter(id=run.id).values().get(), list(Entry.objects.values())
    assert before[0]["attempt"] == 2
    sleeper.wake()
    wait_until(lambda: b"run_lost" in sleeper.log.read_bytes() or bool(Attempt.objects.get(run=run, number=1).calls))
    sleep(LEASE_SECONDS)
    assert (Run.objects.filter(id=run.id).values().get(), list(Entry.objects.values())) == before
    assert books.kinds(tenant) == ["reserve", "settle"]
    books.check()


@pytest.mark.proof
def test_a_worker_that_lives_keeps_its_lease_through_a_long_call(start_worker, start_run, sandbox):
    start_worker()
    sandbox.fault("slow", seconds=LEASE_SECONDS * 2.5)
    run = start_run()
    sweep_until_ended(run)
    assert (run.state, run.attempt) == (State.SUCCEEDED, 1)
    assert len(sandbox.requests()) == 1


def test_what_the_broker_lost_is_sent_again(start_run, broker):
    run = start_run()
    assert broker.llen("celery") == 1
    broker.delete("celery")
    assert runner.sweep(at=run.created_at + timedelta(seconds=14)).resent == 0
    assert runner.sweep(at=run.created_at + timedelta(seconds=15)).resent == 1
    assert broker.llen("celery") == 1


@pytest.mark.proof
def test_a_run_is_done_after_the_broker_lost_everything(tenant, start_worker, start_run, broker):
    run = start_run()
    broker.flushdb()
    start_worker(**PATIENT)
    assert runner.sweep(at=run.created_at + timedelta(seconds=15)).resent == 1
    wait_until(lambda: has_ended(run))
    assert run.state == State.SUCCEEDED
    assert books.kinds(tenant) == ["reserve", "settle"]


@pytest.mark.proof
def test_a_task_that_is_delivered_again_and_again_is_done_once(tenant, start_worker, start_run, sandbox):
    run = start_run()
    dispatch.send([run.id] * 10)
    start_worker(**PATIENT)
    wait_until(lambda: has_ended(run))
    dispatch.send([run.id] * 5)
    marker = start_run()
    wait_until(lambda: has_ended(marker))
    assert run.attempts.count() == 1
    assert len(sandbox.requests()) == 2
    assert books.kinds(tenant) == ["reserve", "settle"] * 2


@pytest.mark.proof
def test_a_run_cancelled_in_mid_call_is_free_and_stays_so(tenant, start_worker, start_run, sandbox):
    start_worker()
    sandbox.fault("slow", seconds=1)
    run = start_run()
    wait_until(lambda: is_calling(run) and len(sandbox.requests()) == 1)
    assert runner.cancel(run, at=timezone.now())
    wait_until(lambda: bool(Attempt.objects.get(run=run).calls))
    run.refresh_from_db()
    assert (run.state, run.result) == (State.CANCELLED, None)
    assert books.kinds(tenant) == ["reserve", "void"]
    books.check()
