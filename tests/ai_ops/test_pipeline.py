import json
from collections.abc import Iterator
from typing import Any

import pytest

from ai_ops import pipeline
from ai_ops.base import Request, TextRequest
from ai_ops.pipeline import Job
from ai_ops.providers.base import ProviderError, Reply, Usage
from tests.ai_ops.echo import Echo, EchoInput

GOOD = {"title": "A calm harbour", "count": 1}


class Answers:
    """A provider that gives the answers that it was made with, and remembers what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers: Iterator[Any] = iter(answers)
        self.asked: list[tuple[TextRequest, str]] = []

    def __call__(self, request: Request, purpose: str) -> Reply:
        assert isinstance(request, TextRequest)
        self.asked.append((request, purpose))
        answer = next(self.answers)
        text, stop = answer if isinstance(answer, tuple) else (answer, "end_turn")
        text = text if isinstance(text, str) else json.dumps(text)
        return Reply(text, stop, "req_1", "claude-haiku-5-5", Usage(), 0.1)


def run(answers: Answers, text: str = "a calm harbour") -> tuple[pipeline.Verdict, list[str]]:
    stages: list[str] = []
    job = Job(Echo(), EchoInput(text=text), {"base": None})
    return pipeline.run(job, call=answers, on_stage=stages.append), stages


def test_a_good_answer_is_accepted_after_one_call():
    answers = Answers(GOOD)
    verdict, stages = run(answers)
    assert verdict.is_accepted
    assert verdict.result == GOOD
    assert verdict.mends == ("Said it once more.",)
    assert stages == ["preparing", "calling", "checking"]
    assert [purpose for _, purpose in answers.asked] == ["draft"]


FAULTS = [
    ('{"title": "A calm', "invalid_output"),
    ("", "invalid_output"),
    ('{"title": "A"}', "invalid_output"),
    ('{"title": "A", "count": "1"}', "invalid_output"),
    ('{"title": "A", "count": true}', "invalid_output"),
    ('{"title": "A", "count": 1, "more": 2}', "invalid_output"),
    ({"title": "x" * 81, "count": 1}, "invalid_output"),
    ({"title": "rude", "count": 1}, "not_accepted"),
    ((json.dumps(GOOD), "max_tokens"), "truncated"),
    ((json.dumps(GOOD), ""), "invalid_output"),
    ((json.dumps(GOOD), "tool_use"), "invalid_output"),
    ((json.dumps(GOOD), "pause_turn"), "invalid_output"),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_faulty_answer_is_repaired_once(fault, code):
    answers = Answers(fault, GOOD)
    verdict, stages = run(answers)
    assert verdict.is_accepted
    assert stages == ["preparing", "calling", "checking", "repairing", "checking"]
    assert [purpose for _, purpose in answers.asked] == ["draft", "repair"]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_an_answer_that_is_faulty_twice_is_refused_with_reasons(fault, code):
    answers = Answers(fault, fault, GOOD)
    verdict, _ = run(answers)
    assert not verdict.is_accepted
    assert verdict.result is None
    assert verdict.error_code == code
    assert verdict.problems
    assert len(answers.asked) == 2


@pytest.mark.parametrize(
    ("stop", "code"), [("refusal", "refused_content"), ("model_context_window_exceeded", "context_exceeded")]
)
def test_what_a_repair_cannot_help_is_not_asked_again(stop, code):
    answers = Answers((json.dumps(GOOD), stop))
    verdict, _ = run(answers)
    assert (verdict.result, verdict.error_code) == (None, code)
    assert len(answers.asked) == 1


def test_the_repair_shows_the_answer_and_what_is_wrong_with_it():
    answers = Answers({"title": "rude words", "count": 1}, GOOD)
    run(answers)
    (first, _), (second, _) = answers.asked
    assert second.prompt.startswith(first.prompt)
    assert "rude words" in second.prompt
    assert "- The title is rude." in second.prompt
    assert (second.system, second.schema) == (first.system, first.schema)


def test_the_problems_name_the_place_in_the_document():
    verdict, _ = run(Answers(*['{"title": "A", "count": 1.5, "more": 2}'] * 2))
    assert verdict.problems == ("count: Enter a whole number.", "more: There is no such field. Remove it.")


def test_the_models_own_words_are_in_no_problem():
    draft = {"title": "<b>secret</b>" * 20, "count": "secret", "<b>secret</b>": 1, "secret" * 20: 2}
    verdict, _ = run(Answers(draft, draft))
    assert len(verdict.problems) == 4
    assert "secret" not in " ".join(verdict.problems)


def test_a_provider_that_fails_ends_the_road():
    def fail(request: Request, purpose: str) -> Reply:
        raise ProviderError("overloaded", "Busy.", permanent=False)

    with pytest.raises(ProviderError):
        pipeline.run(Job(Echo(), EchoInput(text="abc"), {}), call=fail, on_stage=lambda stage: None)
