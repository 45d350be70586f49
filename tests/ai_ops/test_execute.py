"""A run from its claim to its end, with the sandbox as provider."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from ai_ops import ending, executing, leases, runner
from ai_ops.models import Attempt, Run, State
from ai_ops.progress import Progress
from ai_ops.providers.retrying import call_with_retries
from credits import ledger
from tests.ai_ops import books


@pytest.fixture(autouse=True)
def _quick(settings, monkeypatch):
    """Wait little between tries."""
    settings.RUN_DEADLINE_SECONDS = 20
    monkeypatch.setattr(executing, "call_with_retries", partial(call_with_retries, wait=0.01))


def execute(run: Run) -> Run:
    runner.execute(run.id)
    run.refresh_from_db()
    return run


def test_a_run_that_succeeds_is_settled(tenant, sandbox, start_run):
    run = execute(start_run())
    assert (run.state, run.stage, run.error) == (State.SUCCEEDED, "done", "")
    assert run.result
    assert set(run.result) == {"title", "count"}
    assert run.mends == ["Said it once more."]
    assert run.lease_until is None
    assert run.started_at
    assert run.ended_at
    assert run.started_at <= run.ended_at
    assert run.tokens_so_far > 0
    assert books.kinds(tenant) == ["reserve", "settle"]
    assert books.used_and_held(tenant) == (2, 0)
    books.check()


def test_an_attempt_keeps_model_prompt_request_usage_and_times(sandbox, start_run):
    run = execute(start_run())
    attempt = Attempt.objects.get(run=run)
    assert (attempt.number, attempt.model, attempt.prompt_version) == (1, "claude-haiku-5-5", "echo-1")
    assert (attempt.key_version, attempt.outcome) == ("sandbox", "succeeded")
    assert attempt.worker == leases.worker_name()
    (call,) = attempt.calls
    assert (call["purpose"], call["stop_reason"]) == ("draft", "end_turn")
    assert call["request_id"]
    assert call["seconds"] >= 0
    assert attempt.input_tokens == call["usage"]["input"] > 0
    assert attempt.output_tokens == call["usage"]["output"] > 0
    assert attempt.ended_at
    assert attempt.started_at <= attempt.ended_at


@pytest.mark.parametrize("fault", ["wrong_schema", "invalid_json", "max_tokens"])
def test_a_faulty_answer_is_repaired_and_charged_once(tenant, sandbox, start_run, fault):
    sandbox.fault(fault)
    run = execute(start_run())
    assert run.state == State.SUCCEEDED
    assert [call["purpose"] for call in run.attempts.get().calls] == ["draft", "repair"]
    assert books.used_and_held(tenant) == (2, 0)


@pytest.mark.parametrize(
    ("fault", "options", "code", "words"),
    [
        ("wrong_schema", {}, "invalid_output", "could not be read"),
        ("invalid_json", {}, "invalid_output", "could not be read"),
        ("max_tokens", {}, "truncated", "cut off"),
        ("refusal", {}, "refused_content", "refused this request"),
        ("status", {"status": 401}, "key_refused", "refused the key"),
        ("status", {"status": 403}, "key_lacks_access", "may not do this"),
        ("status", {"status": 404}, "model_gone", "does not offer this model"),
        ("status", {"status": 400, "type": "billing_error"}, "out_of_money", "out of money"),
        ("status", {"status": 429, "retry_after": "3600"}, "rate_limited", "asks to wait 60 minutes"),
        ("status", {"status": 500}, "unavailable", "trouble of its own"),
        ("status", {"status": 529}, "overloaded", "is overloaded"),
        ("html", {}, "not_the_api", "web page"),
        ("empty", {}, "not_the_api", "web page"),
        ("cut", {}, "unreachable", "failed or was cut"),
        ("half_body", {}, "unreachable", "failed or was cut"),
        ("stream_cut", {}, "unreachable", "failed or was cut"),
        ("stream_error", {"type": "overloaded_error"}, "overloaded", "is overloaded"),
    ],
)
def test_a_run_that_fails_says_why_and_costs_nothing(tenant, sandbox, start_run, fault, options, code, words):
    sandbox.fault(fault, times=0, **options)
    run = execute(start_run())
    assert (run.state, run.error_code) == (State.FAILED, code)
    assert words in run.error
    assert "Nothing was charged." in run.error
    assert run.result is None
    assert books.kinds(tenant) == ["reserve", "void"]
    assert books.used_and_held(tenant) == (0, 0)
    assert run.attempts.get().outcome == code
    books.check()


@pytest.mark.parametrize(("fault", "seconds"), [("hang", None), ("drip", 0.1)])
def test_a_call_ends_with_the_runs_time(tenant, sandbox, start_run, settings, fault, seconds):
    settings.RUN_DEADLINE_SECONDS = 3
    sandbox.fault(fault, times=0, seconds=seconds)
    run = execute(start_run())
    assert (run.state, run.error_code) == (State.FAILED, "timed_out")
    assert run.elapsed < timedelta(seconds=4)
    assert books.used_and_held(tenant) == (0, 0)


def test_a_provider_that_recovers_is_waited_for(tenant, sandbox, start_run):
    sandbox.fault("status", status=529, times=2)
    run = execute(start_run())
    assert run.state == State.SUCCEEDED
    assert [call.get("error", "") for call in run.attempts.get().calls] == ["overloaded", "overloaded", ""]


def test_a_mistake_of_the_program_fails_the_run_and_costs_nothing(tenant, sandbox, start_run):
    run = execute(start_run(inputs={"text": "boom"}))
    assert (run.state, run.error_code) == (State.FAILED, "internal")
    assert "ZeroDivisionError" not in run.error
    assert books.used_and_held(tenant) == (0, 0)


def test_a_run_of_an_operation_that_is_gone_fails_in_words(tenant, sandbox, start_run):
    run = start_run()
    Run.objects.filter(id=run.id).update(operation="gone")
    run = execute(run)
    assert (run.state, run.error_code) == (State.FAILED, "operation_changed")
    assert books.used_and_held(tenant) == (0, 0)


def test_a_platform_key_that_was_taken_away_fails_the_run(tenant, sandbox, start_run, settings):
    settings.ANTHROPIC_API_KEY = "sk-ant-x"
    run = start_run()
    settings.ANTHROPIC_API_KEY = ""
    run = execute(run)
    assert (run.state, run.error_code) == (State.FAILED, "platform_key_missing")
    assert sandbox.requests() == []


def test_the_sandbox_never_answers_in_production(sandbox, start_run, settings):
    run = start_run()
    settings.IS_LOCAL = False
    assert execute(run).error_code == "platform_key_missing"
    assert sandbox.requests() == []


def test_the_platform_key_goes_to_the_operators_address(sandbox, start_run, settings):
    settings.ANTHROPIC_API_KEY = "sk-ant-platform"
    settings.ANTHROPIC_API_BASE = sandbox.url
    run = execute(start_run())
    assert (run.state, run.answered_by) == (State.SUCCEEDED, "provider")
    assert run.attempts.get().key_version == "platform"


def test_a_run_is_executed_once(tenant, sandbox, start_run):
    run = execute(start_run())
    ended_at = run.ended_at
    assert execute(run).ended_at == ended_at
    assert run.attempts.count() == 1
    assert books.kinds(tenant) == ["reserve", "settle"]


def test_a_run_past_its_deadline_is_not_begun(sandbox, start_run):
    run = execute(start_run(at=timezone.now() - timedelta(minutes=1)))
    assert run.state == State.QUEUED
    assert sandbox.requests() == []


def test_an_unknown_run_is_nothing_to_do(db, start_run):
    run = start_run()
    unknown = run.id.__class__(int=0)
    runner.execute(unknown)


def test_a_cancelled_run_is_free(tenant, start_run):
    run = start_run()
    assert runner.cancel(run, at=timezone.now())
    run.refresh_from_db()
    assert (run.state, run.error_code) == (State.CANCELLED, "cancelled")
    assert books.kinds(tenant) == ["reserve", "void"]
    assert not runner.cancel(run, at=timezone.now())


def test_a_run_that_is_cancelled_in_mid_call_stops_and_stays_cancelled(tenant, sandbox, start_run, monkeypatch):
    run, show_tokens = start_run(), Progress.show_tokens

    def cancel_and_show(progress: Progress, tokens: int) -> None:
        runner.cancel(run, at=timezone.now())
        show_tokens(progress, tokens)

    monkeypatch.setattr("ai_ops.progress.SHORTEST_GAP", 0)
    monkeypatch.setattr(Progress, "show_tokens", cancel_and_show)
    run = execute(run)
    assert run.state == State.CANCELLED
    assert run.result is None
    assert books.kinds(tenant) == ["reserve", "void"]


def claimed(run: Run) -> Run:
    claimed = leases.claim(run.id, at=timezone.now())
    assert claimed is not None
    return claimed


SUCCESS = ending.Ending(State.SUCCEEDED, result={"title": "late"})


def test_only_one_of_two_workers_claims_a_run(start_run):
    run = start_run()
    assert claimed(run).attempt == 1
    assert leases.claim(run.id, at=timezone.now()) is None


def test_a_worker_whose_lease_ran_out_changes_nothing(tenant, start_run, settings):
    worker = claimed(start_run())
    late = timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS + 1)
    assert not runner.end(worker.id, SUCCESS, at=late, only=ending.held_by(worker, at=late))
    assert books.kinds(tenant) == ["reserve"]


def test_a_worker_whose_run_went_to_another_changes_nothing(tenant, start_run, settings):
    worker = claimed(start_run())
    later = timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS + 1)
    Run.objects.filter(id=worker.id).update(deadline_at=later + timedelta(minutes=5))
    assert runner.sweep(at=later).requeued == 1
    second = leases.claim(worker.id, at=later)
    assert second
    assert second.attempt == 2
    assert not runner.end(worker.id, SUCCESS, at=later, only=ending.held_by(worker, at=later))
    assert runner.end(worker.id, SUCCESS, at=later, only=ending.held_by(second, at=later))
    assert books.kinds(tenant) == ["reserve", "settle"]


def test_a_run_and_its_hold_end_together_or_not_at_all(tenant, start_run, monkeypatch):
    worker = claimed(start_run())
    at = timezone.now()
    unknown = ledger.settle(worker.tenant_id, at=at)
    assert not unknown.ok
    monkeypatch.setattr(ledger, "settle", lambda reference, at: unknown)
    with pytest.raises(ending.LedgerError):
        runner.end(worker.id, SUCCESS, at=at)
    worker.refresh_from_db()
    assert worker.state == State.RUNNING
