"""Whatever a model writes: what is left of it holds none of what may not be shown."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.prose import checks, cleaning, ground, numerals, plainness, quotes, references, sentences
from tests.ai_ops.prose import bad
from tests.ai_ops.prose.good import GOOD
from tests.ai_ops.prose.grounds import FACTS, GROUND

EVIDENCE = tuple(FACTS.values())
FALSE = [
    text for table in (bad.DIRECTIONS, bad.RELATIONS, bad.RATIOS, bad.SUPERLATIVES, bad.NUMBERS) for text, _ in table
]
SPOILT = [*bad.REFERENCES, *bad.ADDRESSES, *bad.MARKUP, *bad.SIGNS, *bad.HIDDEN, *bad.HARMLESS]
PIECES = st.one_of(
    st.sampled_from([text for text, _ in GOOD]),
    st.sampled_from(FALSE),
    st.sampled_from([*SPOILT, *bad.COPIED, *bad.FOREIGN]),
    st.text(max_size=12),
    st.text(st.sampled_from("{}Ff1. aA-/@=<>٣\u200b\u202e“”"), max_size=12),
)
TEXTS = st.tuples(st.lists(PIECES, max_size=6), st.sampled_from(["", " ", ". ", "! "])).map(
    lambda it: it[1].join(it[0])
)
PATTERNS = [
    *(
        plainness.ADDRESS,
        plainness.PATH,
        plainness.MARKUP,
        plainness.FORMULA,
        numerals.ROMAN,
        ground.RUN,
        ground.GROUPED,
    ),
    *(sentences.END, sentences.TOKEN, references.PIECE, quotes.WORD, cleaning.HIDING, cleaning.UNSEEN, cleaning.SPACES),
]
HOSTILE = [
    "a",
    "{",
    "}",
    "a.",
    "A. ",
    "a/",
    "&a",
    "\u0301",
    "-",
    "'",
    "a-",
    "I",
    "( ",
    "{F1}",
    "{f1} rises as ",
    "one ",
]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_what_is_left_has_no_fault_and_is_left_again(text):
    kept, why = checks.without_faults(text, GROUND, evidence=EVIDENCE)
    assert checks.faults(kept, GROUND, evidence=EVIDENCE) == ()
    assert checks.without_faults(kept, GROUND, evidence=EVIDENCE) == (kept, ())
    assert why or not checks.faults(text, GROUND, evidence=EVIDENCE)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_what_is_left_is_plain_words_and_known_references(text):
    kept, _ = checks.without_faults(text, GROUND, evidence=EVIDENCE)
    bare = re.sub(r"\{(?:f[1-4]|F(?:1?\d|2[0-2])(?:\.[a-z_]+)?)\}", "\u205c", kept)  # a mark in its place
    assert not set(bare) & set("{}<>@=\\`*_|#^~[]")
    assert not re.search(r"://|www|\.\w\w|\w\.\w\w", bare)
    assert not any(unicodedata.category(each) in {"Cc", "Cf", "Co", "Cs"} for each in bare)
    digits = re.findall(r"[\w.-]*\d[\w.-]*", bare)
    assert {each.strip(".-") for each in digits} <= {"2024", "2024-05-01"}


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda each: each.pattern[:30])
def test_no_pattern_hangs_on_a_long_text(pattern):
    for unit in HOSTILE:
        assert sum(1 for _ in pattern.finditer(unit * (50_000 // len(unit)))) >= 0


@pytest.mark.parametrize("unit", ["a.", "{F1}", "{f1} rises as ", "one ", "rose fell "])
def test_no_check_hangs_on_the_longest_text_that_is_read(unit):
    text = unit * (checks.LONGEST // len(unit))
    kept, _ = checks.without_faults(text, GROUND, evidence=EVIDENCE)
    assert checks.faults(kept, GROUND, evidence=EVIDENCE) == ()
