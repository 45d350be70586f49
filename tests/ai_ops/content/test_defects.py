"""A corpus of faults: a good draft with one fault is caught or mended, whatever the fault."""

import json

import pytest

from ai_ops.documents import InvalidDocumentError
from tests.ai_ops.content import goods, invariants
from tests.ai_ops.content.asking import reviewed, task_of
from tests.ai_ops.content.defects import DEFECTS, inputs_of

MENDED = {"overlap", "off grid", "too small", "too wide for its kind", "low coverage", "rationale"}
REFUSED = {"not the document"}


def outcome(defect):
    """Return how a fault was caught: refused, left out, mended or failed; "" where it was not."""
    document, _, names = goods.made(defect.good)
    defect.change(document)
    task = task_of("Shop", **inputs_of(defect))
    try:
        made = reviewed(document, task, names)
    except InvalidDocumentError:
        return "refused"
    if made.result is None:
        return "failed" if made.problems else ""
    invariants.check(made.result, task, names)
    if defect.fault and defect.fault in {*invariants.strings_of(made.result["placements"]), made.result["name"]}:
        return ""
    return "left out" if made.problems else "mended" if made.mends else ""


@pytest.mark.parametrize("kind", DEFECTS)
def test_each_fault_is_caught(kind):
    outcomes = [outcome(each) for each in DEFECTS[kind]]
    missed = [at for at, found in enumerate(outcomes) if not found]
    assert not missed, outcomes
    if kind in MENDED:
        assert set(outcomes) == {"mended"}
    if kind in REFUSED:
        assert set(outcomes) == {"refused"}


def test_each_class_of_faults_has_five_cases_or_more():
    assert len(DEFECTS) == 31
    assert min(len(cases) for cases in DEFECTS.values()) >= 5
    assert sum(len(cases) for cases in DEFECTS.values()) > 200


@pytest.mark.parametrize("name", goods.BY_HAND)
def test_the_good_draft_of_a_defect_is_good(name):
    document, task, names = goods.made(name)
    made = reviewed(json.dumps(document), task, names)
    assert (made.problems, made.mends) == ((), ())
