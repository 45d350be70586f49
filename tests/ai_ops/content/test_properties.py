"""Whatever a model answers, what is accepted of it satisfies every invariant."""

import json
import os
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_ops.components import registry
from ai_ops.operations.content import draft, review
from ai_ops.operations.content.draft import ContentDraft
from tests.ai_ops.content import goods, invariants
from tests.ai_ops.content.asking import task_of
from tests.ai_ops.content.tables import prepared

CALM = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
PROOF = bool(os.environ.get("INSPIRE_PROOF"))
HOSTILE = (
    "ab zF1f2.{}<>[]()@/\\:=+*#_`|%$&;'\"\u202e\u2066\u200b\ufeff\u00ad\x07\n\u0663½Ⅻ②\uff14アж\ue000\U000e0041é-—"
)
PHRASES = (
    "Takings", "Takings by branch", "Visitors now", "What matters", "It rose", "Takings doubled", "See example.com",
    "<b>Now</b>", "Twelve of them", "In 2026", "{f2}", "=SUM(A)", "{{ x }}", "open all day", "Growth", "",
)  # fmt: skip
VALUES = (
    "f1", "f2", "f3", "f4", "f5", "f6", "f0", "", "shop.row.takings", "{f2}", "{f2} / {f3}", "round({f2}, 1)", "{f2} +",
    'concat({f4}, " now")', "if({f3} > 50, {f2})", "42", "up", "HH:mm", "Europe/Paris", "Open now", "https://x.example",
)  # fmt: skip
FORMATS = ("", "", "", "", "0.0", "EUR", "compact", "d MMM yyyy", "percent", "<b>")
texts = st.one_of(st.sampled_from(PHRASES), st.text(HOSTILE, max_size=30), st.text(max_size=40)).map(
    lambda text: text[:80]
)
cells = st.one_of(st.integers(-3, 40), st.integers(-1_000, 1_000))
components = [each.slug for each in registry.all_components()]
inputs = sorted({taking.name for each in registry.all_components() for taking in each.inputs})
ids = st.integers(1, 12).map(lambda at: f"p{at}")


@st.composite
def placements(draw, known):
    """A placement of any making, or a good one with some of its members drawn anew."""
    drawn = {
        "id": ids,
        "component": st.one_of(st.sampled_from(components), st.sampled_from(["iframe", ""])),
        "title": texts,
        "rationale": texts,
        **dict.fromkeys(("x", "y", "w", "h"), cells),
    }
    anew = draw(st.sets(st.sampled_from(sorted(drawn)), max_size=draw(st.sampled_from([0, 0, 0, 1, 2, 8]))))
    return draw(st.sampled_from(known)) | {name: draw(drawn[name]) for name in sorted(anew)}


@st.composite
def bindings(draw, known):
    drawn = {
        "placement": ids,
        "input": st.sampled_from(inputs),
        "source": st.sampled_from(get_args(draft.Source)),
        "value": st.one_of(st.sampled_from(VALUES), st.text(HOSTILE, max_size=20)),
        "aggregate": st.sampled_from(get_args(draft.Aggregate)),
        "format": st.sampled_from(FORMATS),
    }
    anew = draw(st.sets(st.sampled_from(sorted(drawn)), max_size=draw(st.sampled_from([0, 0, 0, 1, 6]))))
    return draw(st.sampled_from(known)) | {name: draw(drawn[name]) for name in sorted(anew)}


@st.composite
def drafts(draw):
    """A good layout by hand with some of its parts changed, left out or added."""
    good = goods.BY_HAND[draw(st.sampled_from(sorted(goods.BY_HAND)))]
    own = [each | draw(changes(placements(good["placements"]))) for each in good["placements"]]
    bound = [each | draw(changes(bindings(good["bindings"]))) for each in good["bindings"]]
    more = draw(st.lists(placements(good["placements"]), max_size=3))
    added = draw(st.lists(bindings(good["bindings"]), max_size=2))
    title = draw(st.one_of(st.just(good["title"]), texts)) or "Takings"
    return goods.document(title, [*own, *more], [*bound, *added])


def changes(drawn):
    """Nothing mostly, or something that is drawn."""
    return st.one_of(st.just({}), st.just({}), st.just({}), drawn)


def run(examples, **asked):
    """Return how so many drafts were judged: None, or whether it was accepted without a change."""
    task = task_of("Shop", **({"brief": goods.HAND_BRIEF} | asked))
    found = []

    @settings(CALM, max_examples=examples)
    @given(drawn=drafts())
    def each(drawn):
        made = review.reviewed(ContentDraft.model_validate_json(json.dumps(drawn), strict=True), task, prepared("Shop"))
        for sentence in (*made.problems, *made.mends):
            assert "\n" not in sentence
            assert len(sentence) < 600
        assert made.result is not None or made.problems
        if made.result is not None:
            invariants.check(made.result, task, ("Shop",))
            invariants.check_words(made.result)
        found.append(made.result and not made.problems)

    each()
    return found


@pytest.mark.proof(is_sampled=True)
@pytest.mark.parametrize("asked", [{}, {"canvas": "portrait", "max_components": 5}], ids=["landscape", "portrait"])
def test_every_accepted_layout_satisfies_every_invariant(asked):
    found = run(600 if PROOF else 25, **asked)
    assert any(found)
    assert not all(found)
