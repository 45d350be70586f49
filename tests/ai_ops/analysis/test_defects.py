"""A corpus of faults: a good draft with one fault is caught, whatever the fault; a good draft passes as it is."""

import json

import pytest

from ai_ops.documents import InvalidDocumentError
from ai_ops.operations.analysis import review
from ai_ops.operations.analysis.draft import AnalysisDraft
from ai_ops.operations.analysis.inputs import AnalysisInput
from ai_ops.pipeline import read_draft
from tests.ai_ops.analysis import invariants
from tests.ai_ops.analysis.defects import DEFECTS
from tests.ai_ops.analysis.drafts import GOOD, document
from tests.ai_ops.analysis.tables import TABLES, case

DROPPED = {
    "unknown evidence",
    "evidence that does not recompute",
    "no evidence",
    "wrong kind",
    "wrong columns",
    "unknown column",
    "reference in a title",
    "twins",
    "empty text",
}
MENDED = {"severity too high", "too many"}
REFUSED = {"not the document"}


def reviewed(name, draft, *, most=10, data=None):
    on = case(name)
    return review.reviewed(
        draft,
        on.prepared,
        frame=data(on.table.frame) if data else on.table.frame,
        inputs=AnalysisInput(source="data", max_findings=most),
        source=on.source,
    )


def judged(defect):
    """Return what becomes of a draft with one fault: refused, or a review."""
    good = GOOD[defect.good]
    changed = defect.change(document(case(good["table"]), good), case(good["table"]))
    try:
        draft = read_draft(changed if isinstance(changed, str) else json.dumps(changed), AnalysisDraft)
    except InvalidDocumentError:
        return "refused"
    return reviewed(good["table"], draft, most=defect.most, data=defect.data)


def texts_of(result):
    yield result["summary"]
    for finding in result["findings"]:
        yield from (finding[name] for name in ("title", "explanation", "suggestion", "hypothesis"))


def outcome(defect):
    """Return how a fault was caught: refused, dropped or mended; "" where it was not."""
    made = judged(defect)
    if made == "refused":
        return made
    if made.result is not None:
        good = GOOD[defect.good]
        asked = AnalysisInput(source="data", max_findings=defect.most)
        invariants.check(made.result, frame=case(good["table"]).table.frame, asked=asked)
        if defect.fault.strip() and any(defect.fault in text for text in texts_of(made.result)):
            return ""
        assert len(made.result["dropped"]) == len({each.split(":")[0] for each in made.problems})
    return "dropped" if made.problems else "mended" if made.mends else ""


@pytest.mark.parametrize("kind", DEFECTS)
def test_each_fault_is_caught(kind):
    outcomes = [outcome(each) for each in DEFECTS[kind]]
    missed = [DEFECTS[kind][at] for at, found in enumerate(outcomes) if not found]
    assert not missed
    if kind in DROPPED:
        assert set(outcomes) <= {"dropped", "refused"}
    if kind in MENDED:
        assert set(outcomes) == {"mended"}
    if kind in REFUSED:
        assert set(outcomes) == {"refused"}


def test_each_class_of_faults_has_five_cases_or_more():
    assert len(DEFECTS) == 26
    assert min(len(cases) for cases in DEFECTS.values()) >= 5
    assert sum(len(cases) for cases in DEFECTS.values()) > 200


@pytest.mark.parametrize("name", GOOD)
def test_a_good_draft_is_accepted_as_it_is(name):
    good = GOOD[name]
    draft = read_draft(json.dumps(document(case(good["table"]), good)), AnalysisDraft)
    made = reviewed(good["table"], draft)
    assert (made.problems, made.mends) == ((), ())
    assert made.result["summary"] == draft.summary
    assert {each["title"] for each in made.result["findings"]} == {each.title for each in draft.findings}
    assert made.result["dropped"] == []
    invariants.check(
        made.result, frame=case(good["table"]).table.frame, asked=AnalysisInput(source="data", max_findings=10)
    )


def test_there_are_thirty_good_drafts_or_more_on_every_table():
    assert len(GOOD) >= 30
    assert {good["table"] for good in GOOD.values()} == set(TABLES)
