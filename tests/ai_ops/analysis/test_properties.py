"""Whatever a model answers, what is accepted of it satisfies every invariant."""

import json
import os
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_ops.operations.analysis import review
from ai_ops.operations.analysis.draft import AnalysisDraft, Kind, Severity
from ai_ops.operations.analysis.inputs import AnalysisInput
from tests.ai_ops.analysis import invariants
from tests.ai_ops.analysis.drafts import GOOD, document
from tests.ai_ops.analysis.tables import case

CALM = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
PROOF = bool(os.environ.get("INSPIRE_PROOF"))
HOSTILE = (
    "ab zF1f2.{}<>[]()@/\\:=+*#_`|%$&;'\"\u202e\u2066\u200b\ufeff\u00ad\x00\x07\n\u0663½Ⅻ²①\uff14アж\ue000\U000e0041é-—"
)
PHRASES = (
    "It rose.",
    "It fell at once.",
    "This climbed to {F1}.",
    "{f2} dropped to {F3} on {F3.since}, below {F3.usual}.",
    "It did not fall.",
    "This is the highest value.",
    "It doubled.",
    "{f4} and {f5} move together.",
    "Look at {f3} first.",
    "A festival may be the cause.",
    "See https://example.com now.",
    "There were twelve of them.",
    "That is 12 % of it.",
    "In 2026 it was different.",
    "Die Werte sind an diesem Tag sehr stark gestiegen.",
    "checked by the early shift of the harbour",
    "{F2.value} {F9.n} {F999} {f99}",
    "<b>Now</b> =SUM(A) {{ x }}",
    "Nothing else stands out.",
)
phrases = st.lists(st.one_of(st.sampled_from(PHRASES), st.text(HOSTILE, max_size=12)), max_size=4).map(" ".join)


def texts(least, most):
    return st.one_of(phrases, st.text(HOSTILE, max_size=40), st.text(max_size=60)).map(
        lambda text: (text or "Some words." * least)[:most]
    )


def ids(table, *, letter):
    known = list(case(table).prepared.facts) if letter == "F" else list(case(table).prepared.aliases.values())
    one = st.one_of(st.sampled_from(known), st.sampled_from(known), st.text(f"{letter}f019 \u200b", max_size=6))
    return st.lists(one, max_size=8)


@st.composite
def findings(draw, table):
    """A finding of any making, or a good one with some of its members drawn anew."""
    drawn = {
        "title": texts(1, 90),
        "explanation": texts(1, 600),
        "suggestion": texts(0, 300),
        "hypothesis": texts(0, 300),
        "kind": st.sampled_from(get_args(Kind)),
        "severity": st.sampled_from(get_args(Severity)),
        "evidence": ids(table, letter="F"),
        "columns": ids(table, letter="f"),
    }
    good = [each for name in GOOD.values() if name["table"] == table for each in known(table, name)["findings"]]
    base = draw(st.sampled_from(good))
    anew = draw(st.sets(st.sampled_from(sorted(drawn)), max_size=draw(st.sampled_from([0, 1, 1, 2, 8]))))
    return base | {"severity": draw(drawn["severity"])} | {name: draw(drawn[name]) for name in sorted(anew)}


_KNOWN: dict[str, dict[str, Any]] = {}


def known(table, good):
    key = good["summary"]
    if key not in _KNOWN:
        _KNOWN[key] = document(case(table), good)
    return _KNOWN[key]


@st.composite
def drafts(draw, table):
    summary = draw(texts(1, 600))
    return {"summary": summary, "findings": draw(st.lists(findings(table), max_size=5))}


def accept(drawn, *, table, asked):
    """Check what is accepted of a draft; return how many findings are."""
    on = case(table)
    draft = AnalysisDraft.model_validate_json(json.dumps(drawn), strict=True)
    made = review.reviewed(draft, on.prepared, frame=on.table.frame, inputs=asked, source=on.source)
    assert not made.files
    for sentence in (*made.problems, *made.mends):
        assert "\n" not in sentence
        assert len(sentence) < 400
    if made.result is None:
        assert made.problems
        return 0
    invariants.check(made.result, frame=on.table.frame, asked=asked)
    places = {each.split(":")[0] for each in made.problems}
    assert len(made.result["dropped"]) == len(places)
    assert len(draft.findings) >= len(made.result["findings"]) + len(places)
    return len(made.result["findings"])


def run(table, *, examples):
    """Return the numbers of findings that were accepted of so many drafts."""
    accepted = []

    @settings(CALM, max_examples=examples)
    @given(drawn=drafts(table), most=st.integers(1, 10))
    def each(drawn, most):
        accepted.append(accept(drawn, table=table, asked=AnalysisInput(source="data", max_findings=most)))

    each()
    return accepted


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("table", ["Shop", "Seattle weather"])
def test_every_accepted_analysis_satisfies_every_invariant(table):
    accepted = run(table, examples=1_000 if PROOF else 30)
    assert sum(map(bool, accepted)) > len(accepted) // 10
    assert not all(accepted)
