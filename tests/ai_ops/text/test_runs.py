"""Texts from the form's inputs to the result, through the real SDK and the sandbox."""

from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.following import Follows
from ai_ops.models import Run, State
from tests.ai_ops import books
from tests.ai_ops.text import labels, oracle

SOURCE = "Total sales of the harbour branch today: {{value}}"


@pytest.fixture
def write(tenant, sandbox):
    """Return a function that runs inline text generation from its start to its end."""

    def write(follows: Follows = Follows(), **inputs) -> Run:  # noqa: B008 - nothing in it changes
        run = runner.start(
            tenant,
            registry.get("text"),
            member=None,
            role="designer",
            inputs={"mode": "rewrite", "source": SOURCE} | inputs,
            submission_key=uuid4().hex,
            at=timezone.now(),
            follows=follows,
        )
        runner.execute(run.id)
        run.refresh_from_db()
        return run

    return write


@pytest.mark.parametrize("mode", labels.MODES)
def test_a_text_takes_one_credit_and_keeps_its_placeholders(write, tenant, mode):
    asked = {"mode": mode, "source": SOURCE, "instruction": "Invite guests to the terrace", "max_chars": 120}
    run = write(**asked | ({"language": "de"} if mode == "translate" else {}))
    assert (run.state, run.problems) == (State.SUCCEEDED, [])
    assert len(run.result["variants"]) == 3
    oracle.check(run.result, asked)
    assert books.used_and_held(tenant) == (1, 0)
    books.check()


def test_a_hostile_answer_is_repaired_for_the_same_credit(write, sandbox, tenant):
    sandbox.fault("drop_mark", match="harbour")
    run = write()
    assert run.state == State.SUCCEEDED
    assert [call["purpose"] for call in run.attempts.get().calls] == ["draft", "repair"]
    assert all("{{value}}" in each["text"] for each in run.result["variants"])
    assert books.used_and_held(tenant) == (1, 0)


@pytest.mark.parametrize("fault", ["drop_mark", "add_number", "add_link", "add_markup", "too_long", "preamble"])
def test_an_answer_that_stays_hostile_is_refused_in_words_for_nothing(write, sandbox, tenant, fault):
    sandbox.fault(fault, times=0)
    run = write()
    assert (run.state, run.error_code) == (State.FAILED, "not_accepted")
    assert "Nothing was charged." in run.error
    assert run.problems
    assert books.kinds(tenant) == ["reserve", "void"]
    books.check()


def test_what_holds_is_taken_and_what_was_left_out_is_told(write, sandbox, tenant):
    sandbox.fault("twins", times=0)
    run = write()
    assert run.state == State.SUCCEEDED
    assert len(run.result["variants"]) == 1
    assert "the same as another variant" in " ".join(run.problems)
    assert books.used_and_held(tenant) == (1, 0)


def test_a_seeded_mixture_of_hostile_answers_lets_nothing_harmful_through(write, sandbox):
    sandbox.fault("hostile", times=0, seed=7)
    ended = set()
    for label in Random(7).sample(labels.LABELS, 15):
        asked = labels.request(label, "rewrite")
        run = write(**asked)
        ended.add(run.state)
        if run.state == State.SUCCEEDED:
            oracle.check(run.result, asked)
    assert ended == {State.SUCCEEDED, State.FAILED}
    assert len({entry["fault"] for entry in sandbox.requests()}) > 5


def test_a_text_again_with_a_note_differs_from_the_former(write):
    first = write()
    second = write(follows=Follows(former=first.id, note="shorter please"))
    former = {each["text"] for each in first.result["variants"]}
    assert former.isdisjoint(each["text"] for each in second.result["variants"])
    shortest = min(each["length"] for each in second.result["variants"])
    assert shortest <= min(each["length"] for each in first.result["variants"])


def test_the_model_sees_marks_and_never_a_placeholder_in_the_text(write, sandbox):
    write()
    prompt = sandbox.requests()[0]["body"]["messages"][0]["content"]
    assert '"source": "Total sales of the harbour branch today: ⟦1⟧"' in str(prompt)
