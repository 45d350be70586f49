from threading import Barrier, Thread
from uuid import uuid4

import pytest
from celery import Celery
from django.db import connection
from django.utils import timezone

from ai_ops import catalogue, dispatch, runner
from ai_ops.errors import (
    CappedError,
    InvalidInputError,
    NotAllowedError,
    NotEnoughCreditsError,
    ProviderNotReadyError,
    SubmissionConflictError,
)
from ai_ops.models import Run, SavedItem, State
from credits import ledger
from credits.models import Cap, Entry, Funding, Price
from tests.ai_ops import books
from tests.factories import make_tenant


def spend(tenant, credits: int) -> None:
    hold = ledger.HoldRequest(
        reference=uuid4(), credits=credits, operation="other", member=None, model="", funding=Funding.CREDITS
    )
    assert ledger.reserve(tenant.account, hold, at=timezone.now()).ok


def test_a_run_is_made_with_its_hold(tenant, start_run):
    member = uuid4()
    run = start_run(member=member)
    run.refresh_from_db()
    assert (run.state, run.stage, run.attempt) == (State.QUEUED, "queued", 0)
    assert (run.price, run.funding, run.provider) == (2, "credits", "anthropic")
    assert (run.model, run.answered_by) == ("claude-haiku-5-5", "sandbox")
    assert (run.member, run.prompt_version) == (member, "echo-1")
    assert run.inputs == {"text": "a calm harbour", "times": 1, "base": None}
    assert books.used_and_held(tenant) == (0, 2)
    entry = Entry.objects.get(reference=run.id)
    assert (entry.kind, entry.member, entry.operation, entry.model) == ("reserve", member, "echo", run.model)


def test_the_task_is_sent_on_commit_and_carries_the_id_alone(start_run, django_capture_on_commit_callbacks, sent):
    with django_capture_on_commit_callbacks(execute=True):
        run = start_run()
        assert sent == []
    assert sent == [("ai_ops.tasks.run_operation", (str(run.id),))]


def test_a_dead_broker_does_not_fail_the_request(start_run, django_capture_on_commit_callbacks, monkeypatch, settings):
    dead = Celery("dead", broker="redis://127.0.0.1:9/0", set_as_current=False)
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    dead.conf.update(task_publish_retry=False, broker_transport_options=options)
    monkeypatch.setattr(dispatch, "current_app", dead)
    with django_capture_on_commit_callbacks(execute=True):
        run = start_run()
    assert dispatch.send([run.id]) == 0
    assert Run.objects.get(id=run.id).state == State.QUEUED


def test_the_same_submission_gives_the_same_run(tenant, start_run):
    first, second = start_run(submission_key="once"), start_run(submission_key="once")
    assert first.id == second.id
    assert books.used_and_held(tenant) == (0, 2)


def test_the_same_key_with_another_body_is_a_conflict(tenant, start_run):
    start_run(submission_key="once")
    with pytest.raises(SubmissionConflictError, match="already sent"):
        start_run(submission_key="once", inputs={"text": "a stormy harbour"})
    assert books.used_and_held(tenant) == (0, 2)


def test_a_submission_is_the_same_when_a_default_is_left_out(start_run):
    first = start_run(submission_key="once")
    assert start_run(submission_key="once", inputs={"times": 1, "text": "a calm harbour"}).id == first.id


def test_another_tenant_may_use_the_same_key(tenant, start_run, echo):
    first = start_run(submission_key="once")
    other = make_tenant("rival-bakery")
    second = runner.start(
        other,
        echo,
        member=None,
        role=None,
        inputs={"text": "a calm harbour"},
        submission_key="once",
        at=timezone.now(),
    )
    assert second.id != first.id


def test_a_replay_is_answered_when_nothing_remains(tenant, start_run):
    first = start_run(submission_key="once")
    spend(tenant, 98)
    assert start_run(submission_key="once").id == first.id


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_run_and_one_hold(tenant, start_run):
    barrier, ids = Barrier(8), []

    def click():
        try:
            barrier.wait()
            ids.append(start_run(submission_key="twice").id)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 8
    assert len(set(ids)) == 1
    assert Run.objects.count() == 1
    assert books.kinds(tenant) == ["reserve"]
    books.check()


def assert_nothing_is_left(tenant) -> None:
    assert not Run.objects.exists()
    assert books.kinds(tenant) == []


@pytest.mark.parametrize("role", ["viewer", "", "owner"])
def test_a_viewer_is_refused_in_words(tenant, start_run, role):
    with pytest.raises(NotAllowedError, match="Ask an admin of Harbour Cafe to make you a designer"):
        start_run(role=role)
    assert_nothing_is_left(tenant)


@pytest.mark.parametrize("role", ["designer", "admin", None])
def test_designers_admins_and_the_command_line_may_run(start_run, role):
    assert start_run(role=role).state == State.QUEUED


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        ({}, {"text": ["A value is needed here."]}),
        ({"text": "ab"}, {"text": ["Use at least 3 characters; this has 2."]}),
        ({"text": "x" * 201}, {"text": ["Use at most 200 characters; this has 201."]}),
        ({"text": "abc", "times": 9}, {"times": ["Enter 5 or less."]}),
        ({"text": "abc", "times": "many"}, {"times": ["Enter a whole number."]}),
        ({"text": "abc", "more": 1}, {"more": ["There is no such field. Remove it."]}),
        ({"text": "a\0bc"}, {"": ["The input holds characters that cannot be stored. Remove them."]}),
        ({"text": "a\ud800bc"}, {"": ["The input holds characters that cannot be stored. Remove them."]}),
        ({"text": float("nan")}, {"": ["The input is not a JSON document."]}),
        ({"text": {1, 2}}, {"": ["The input is not a JSON document."]}),
        (["text"], {"": ["The input must be a JSON object with the operation's fields."]}),
    ],
)
def test_an_invalid_input_is_refused_field_by_field(tenant, start_run, inputs, errors):
    with pytest.raises(InvalidInputError) as refusal:
        start_run(inputs=inputs)
    assert refusal.value.errors == errors
    assert_nothing_is_left(tenant)


@pytest.mark.parametrize("key", ["", "x" * 101, "a\0b", "a\nb"])
def test_a_submission_key_that_cannot_be_kept_is_refused(tenant, start_run, key):
    with pytest.raises(InvalidInputError, match="1 to 100 printable"):
        start_run(submission_key=key)
    assert_nothing_is_left(tenant)


def test_too_few_credits_say_how_many_until_when_and_what_to_do(tenant, start_run):
    spend(tenant, 99)
    with pytest.raises(NotEnoughCreditsError) as refusal:
        start_run()
    error = refusal.value
    assert (error.needed, error.remaining) == (2, 1)
    assert str(error).startswith("This needs 2 credits and 1 remains until 1 ")
    assert "Ask an admin of Harbour Cafe for a larger plan" in str(error)
    assert error.ends_at
    assert error.ends_at > timezone.now()
    assert not Run.objects.exists()


def test_an_admin_without_credits_is_not_told_to_ask_an_admin(tenant, start_run, settings):
    settings.OPERATOR_CONTACT = "help@inspire.example"
    spend(tenant, 100)
    with pytest.raises(NotEnoughCreditsError) as refusal:
        start_run(role="admin")
    assert "Ask the operator of this server (help@inspire.example) for a larger plan" in str(refusal.value)


def test_a_cap_that_is_reached_is_told(tenant, start_run):
    Cap.objects.create(account=tenant.account, operation="echo", credits=3)
    start_run()
    with pytest.raises(CappedError, match="3 credits a month"):
        start_run()
    assert Run.objects.count() == 1
    assert books.used_and_held(tenant) == (0, 2)


def test_a_missing_platform_key_in_production_is_refused_up_front(tenant, start_run, settings):
    settings.IS_LOCAL = False
    with pytest.raises(ProviderNotReadyError, match="No key for Anthropic is set up"):
        start_run()
    assert_nothing_is_left(tenant)


def test_a_platform_key_goes_to_the_provider(start_run, settings):
    settings.ANTHROPIC_API_KEY = "sk-ant-x"
    for settings.IS_LOCAL in (True, False):
        assert start_run().answered_by == "provider"


def test_staffs_price_overrides_the_operations_own(tenant, start_run):
    Price.objects.create(operation="echo", credits=7)
    assert start_run().price == 7


def test_opus_costs_double(start_run, settings):
    settings.ANTHROPIC_MODEL = "claude-opus-5-5"
    assert start_run().price == 4


def test_the_standard_model_costs_the_price_as_it_is():
    assert [(model.id, model.multiplier) for model in catalogue.models_of("anthropic")] == [
        ("claude-haiku-5-5", 1),
        ("claude-sonnet-5-5", 2),
        ("claude-opus-5-5", 2),
    ]


def test_the_base_is_loaded_at_the_start(tenant, start_run):
    item = SavedItem.objects.create(tenant=tenant, kind="echo", name="Dusk", content={"title": "Dusk"})
    assert start_run(inputs={"text": "abc", "base": str(item.id)}).context == {"base": {"title": "Dusk"}}
    assert start_run().context == {"base": None}


@pytest.mark.parametrize("whose", ["nobody", "another tenant", "another kind", "no id at all"])
def test_a_base_that_is_not_there_is_an_invalid_input(tenant, start_run, whose):
    owner = make_tenant("rival-bakery") if whose == "another tenant" else tenant
    kind = "content" if whose == "another kind" else "echo"
    item = SavedItem.objects.create(tenant=owner, kind=kind, name="Dusk", content={})
    base = {"nobody": str(uuid4()), "no id at all": "dusk"}.get(whose, str(item.id))
    with pytest.raises(InvalidInputError) as refusal:
        start_run(inputs={"text": "abc", "base": base})
    assert list(refusal.value.errors) == ["base"]
    assert_nothing_is_left(tenant)


def test_a_quote_tells_price_and_what_will_remain(tenant, echo):
    spend(tenant, 10)
    quote = runner.quote(echo, tenant, at=timezone.now())
    assert (quote.price, quote.remaining, quote.remaining_after) == (2, 90, 88)
    assert (quote.model, quote.provider, quote.answered_by) == ("claude-haiku-5-5", "anthropic", "sandbox")
    assert quote.is_affordable
    assert quote.problem is None


def test_a_quote_that_is_too_much_says_so(tenant, echo):
    spend(tenant, 99)
    quote = runner.quote(echo, tenant, at=timezone.now())
    assert (quote.is_affordable, quote.remaining_after) == (False, -1)


def test_a_quote_without_a_platform_key_names_the_problem(tenant, echo, settings):
    settings.IS_LOCAL = False
    assert "Anthropic" in str(runner.quote(echo, tenant, at=timezone.now()).problem)


def test_a_quote_takes_three_queries_once_the_period_is_open(tenant, echo, django_assert_max_num_queries):
    runner.quote(echo, tenant, at=timezone.now())
    with django_assert_max_num_queries(4):
        runner.quote(echo, tenant, at=timezone.now())
