from typing import Any

import pytest

from tests.ai_ops.text import oracle
from tests.ai_ops.text.asking import job, review
from tests.ai_ops.text.rewrites import GOOD


def asked_of(mode: str, language: str, source: str) -> dict[str, Any]:
    asked: dict[str, Any] = {"mode": mode, "language": language, "source": source, "max_chars": 120, "variants": 1}
    return asked | ({"instruction": "Invite to the sunset on the terrace"} if mode == "generate" else {})


def masked(asked: dict[str, Any], text: str) -> str:
    """Return a text as the model writes it: with the marks of the request."""
    work = job(asked)
    request = work.operation.build_request(work.inputs, {})
    marks = request.prompt.split('"marks": ')[1]
    assert marks
    for number, placeholder in enumerate(oracle.PLACEHOLDER.findall(asked["source"]), 1):
        text = text.replace(placeholder, f"⟦{number}⟧", 1)
    return text


@pytest.mark.parametrize(("mode", "language", "source", "rewrite"), GOOD)
def test_a_good_rewrite_is_taken_as_it_is(mode, language, source, rewrite):
    asked = asked_of(mode, language, source)
    made = review(asked, masked(asked, rewrite))
    assert made.problems == ()
    assert made.mends == ()
    assert made.result["variants"] == [{"text": rewrite, "length": oracle.graphemes(rewrite)}]


def test_there_are_many_good_rewrites_in_many_languages():
    assert len(GOOD) >= 60
    assert len({language for _, language, _, _ in GOOD}) >= 8
