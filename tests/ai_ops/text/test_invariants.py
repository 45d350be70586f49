"""Whatever comes in as a draft, what is accepted satisfies every invariant."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ai_ops.operations.text.models import TextDraft
from tests.ai_ops.text import oracle
from tests.ai_ops.text.asking import review

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
PIECES = st.sampled_from(
    [
        "Sales", "today", " ", " ", ": ", "⟦1⟧", "⟦2⟧", "⟦9⟧", "⟦", "{{value}}", "{{ value }}", "{a.b}", "{", "}}", "5",
        "½", "٣", "\u200b", "\u202e", "\u200d", "\ufe0f", "👩‍👩‍👧", "\U0001f3f4", "\U000e0067", "\n", "\r",
        "\u2028", "<b>", "</b>",
        "**", "`", "x.com", "harbour", ".example", "@", "//", "“", "”", "'", "é", "e\u0301", "free", "Sure! ", "&amp;",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=30)
SOURCES = st.sampled_from(
    ["Sales today: {{value}}", "{a.b} of {a.b}", "{{ value }} 5 free", "Plain words", "Hall ⟦A⟧ {{value}}"]
)
ASKED = st.fixed_dictionaries(
    {
        "mode": st.sampled_from(["generate", "rewrite", "shorten", "expand", "fix", "translate", "tone"]),
        "source": SOURCES,
        "max_chars": st.sampled_from([10, 40, 200]),
        "single_line": st.booleans(),
        "variants": st.integers(1, 3),
        "banned": st.sampled_from([[], ["free"]]),
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["variants", "text", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def accept(asked: dict[str, Any], texts: list[str]) -> bool:
    made = review(asked, *texts)
    if made.result is None:
        assert made.problems
        return False
    oracle.check(made.result, asked)
    assert not (asked["banned"] and any("free" in each["text"].casefold().split() for each in made.result["variants"]))
    return True


@settings(CALM, max_examples=400)
@given(asked=ASKED, texts=st.lists(TEXTS.filter(bool), min_size=1, max_size=3))
def test_every_accepted_text_satisfies_every_invariant(asked, texts):
    accept(asked, texts)


@pytest.mark.proof
@settings(CALM, max_examples=20_000)
@given(asked=ASKED, texts=st.lists(TEXTS.filter(bool), min_size=1, max_size=3))
def test_every_accepted_text_of_many_satisfies_every_invariant(asked, texts):
    accept(asked, texts)


@settings(CALM, max_examples=200)
@given(document=JSON)
def test_any_json_is_refused_or_checked(document):
    try:
        draft = TextDraft.model_validate_json(json.dumps(document), strict=True)
    except ValidationError:
        return
    accept({"mode": "rewrite", "source": "Sales: {{value}}", "banned": []}, [each.text for each in draft.variants])
