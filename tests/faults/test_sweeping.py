"""The sweeper: what it ends, what it gives back, what it sends again, and that two of them do no harm."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from ai_ops import dispatch, leases, runner
from ai_ops.models import Run, State
from ai_ops.sweeper import SweepReport
from tests.ai_ops import books

NOTHING = SweepReport(too_late=0, given_up=0, requeued=0, resent=0)


def test_a_fresh_run_is_left_alone(start_run, sent):
    start_run()
    assert runner.sweep(at=timezone.now()) == NOTHING
    assert sent == []


def test_a_run_past_its_deadline_fails_and_is_free(tenant, start_run, sent, settings):
    run = start_run()
    assert runner.sweep(at=run.deadline_at).too_late == 1
    run.refresh_from_db()
    assert (run.state, run.error_code) == (State.FAILED, "deadline_passed")
    assert "No credits were taken" in run.error
    assert books.kinds(tenant) == ["reserve", "void"]
    assert runner.sweep(at=run.deadline_at) == NOTHING


def test_a_running_run_past_its_deadline_fails_too(tenant, start_run, sent):
    run = start_run()
    leases.claim(run.id, at=timezone.now())
    assert runner.sweep(at=run.deadline_at).too_late == 1
    run.refresh_from_db()
    assert run.attempts.get().outcome == "deadline_passed"
    assert books.used_and_held(tenant) == (0, 0)


def test_a_lease_that_holds_is_left_alone(start_run, sent):
    run = start_run()
    at = timezone.now()
    leases.claim(run.id, at=at)
    assert runner.sweep(at=at + timedelta(seconds=1)) == NOTHING


def test_a_lease_that_ran_out_goes_back_into_the_queue(start_run, sent):
    run = start_run()
    at = timezone.now()
    leases.claim(run.id, at=at)
    assert runner.sweep(at=at + timedelta(seconds=3)).requeued == 1
    run.refresh_from_db()
    assert (run.state, run.stage, run.lease_until) == (State.QUEUED, "queued", None)
    assert sent == [(dispatch.TASK, (str(run.id),))]
    assert run.attempts.get().outcome == "lost"


def test_after_the_last_attempt_the_run_fails_and_is_free(tenant, start_run, sent, settings):
    settings.RUN_MAX_ATTEMPTS = 2
    run, at = start_run(), timezone.now()
    for _ in range(2):
        assert leases.claim(run.id, at=at)
        at += timedelta(seconds=3)
        report = runner.sweep(at=at)
    assert (report.requeued, report.given_up) == (0, 1)
    run.refresh_from_db()
    assert (run.state, run.error_code, run.attempt) == (State.FAILED, "workers_lost", 2)
    assert books.kinds(tenant) == ["reserve", "void"]


def test_what_waits_is_sent_again_at_growing_intervals(start_run, sent, settings):
    settings.RUN_DEADLINE_SECONDS = 200
    run = start_run()
    seconds = [second for second in range(150) if runner.sweep(at=run.created_at + timedelta(seconds=second)).resent]
    assert seconds == [15, 30, 60, 120]
    assert sent == [(dispatch.TASK, (str(run.id),))] * 4


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_once_end_each_run_once(tenant, start_run, sent):
    for _ in range(30):
        start_run()
    running = list(Run.objects.all()[:10])
    for run in running:
        leases.claim(run.id, at=timezone.now() - timedelta(seconds=10))
    sent.clear()
    at, barrier, reports = timezone.now(), Barrier(4), []
    Run.objects.exclude(id__in=[run.id for run in running]).update(deadline_at=at - timedelta(seconds=1))

    def sweep() -> None:
        try:
            barrier.wait()
            reports.append(runner.sweep(at=at))
        finally:
            connection.close()

    threads = [Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reports) == 4
    assert sum(report.too_late for report in reports) == 20
    assert sum(report.requeued for report in reports) == 10
    assert len(sent) == len(set(sent)) == 10
    assert sorted(books.kinds(tenant)) == ["reserve"] * 30 + ["void"] * 20
    assert books.used_and_held(tenant) == (0, 20)
    books.check()
