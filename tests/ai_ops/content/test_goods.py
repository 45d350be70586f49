"""Good drafts are accepted as they are."""

import pytest

from ai_ops.layouts import documents
from ai_ops.layouts.model import LANDSCAPE
from tests.ai_ops.content import goods, invariants
from tests.ai_ops.content.asking import reviewed


def check_kept(document, result):
    """Fail where a placement of a draft is not where and what it was."""
    names = ("id", "component", "x", "y", "w", "h", "title")
    kept = [{name: each[name] for name in names} for each in result["placements"]]
    assert kept == [{name: each[name] for name in names} for each in document["placements"]]
    assert result["name"] == document["title"]


@pytest.mark.parametrize(("names", "inputs"), goods.ANSWERED)
def test_what_the_sandbox_answers_is_accepted_as_it_is(names, inputs):
    document, task, names = goods.answered(names, inputs)
    made = reviewed(document, task, names)
    assert (made.problems, made.mends) == ((), ())
    check_kept(document, made.result)
    invariants.check(made.result, task, names)
    invariants.check_words(made.result)


@pytest.mark.parametrize("name", goods.BY_HAND)
def test_formulas_literals_and_settings_are_accepted_as_they_are(name):
    document, task, names = goods.made(name)
    made = reviewed(document, task, names)
    assert (made.problems, made.mends) == ((), ())
    check_kept(document, made.result)
    invariants.check(made.result, task, names)
    assert documents.layout_of(made.result).canvas == LANDSCAPE


def test_there_are_thirty_good_layouts_or_more():
    assert len(goods.ANSWERED) + len(goods.BY_HAND) > 30
