import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_ops import documents
from ai_ops.documents import InvalidDocumentError


def test_a_json_object_is_read():
    assert documents.parse(' {"title": "Dusk", "list": [1, 2.5, null, true]} ') == {
        "title": "Dusk",
        "list": [1, 2.5, None, True],
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "The answer is empty."),
        (" \n", "The answer is empty."),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"a": 1', "not valid JSON"),
        ('{"a": 1} and more', "not valid JSON"),
        ('Here it is: {"a": 1}', "not valid JSON"),
        ('```json\n{"a": 1}\n```', "not valid JSON"),
        ('{"a": NaN}', "NaN"),
        ('{"a": -Infinity}', "-Infinity"),
        ('{"a": 1e999}', "too large"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"b": [{"a": 1, "a": 2}]}', "twice"),
        ('{"a": "\\u0000"}', "cannot be stored"),
        ('{"\\ud800": 1}', "cannot be stored"),
        ('{"a": [["\\udfff"]]}', "cannot be stored"),
        ('{"a": ' + "9" * 5000 + "}", "too long"),
        ('{"a": ' + "[" * 100_000 + "]" * 99_000, "nested too deeply"),
        ('{"a": "' + "x" * 200_001 + '"}', "longer than"),
    ],
)
def test_what_is_no_storable_object_is_refused_in_words(text, problem):
    with pytest.raises(InvalidDocumentError) as refusal:
        documents.parse(text)
    assert problem in refusal.value.problems[0]
    assert refusal.value.problems[0].endswith(".")


def test_a_pair_of_surrogates_is_one_character_and_stays():
    assert documents.parse('{"a": "\\ud83c\\udf05"}') == {"a": "🌅"}


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5).filter(str.isalnum), inner),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine draws slowly
@given(st.dictionaries(st.text(max_size=8).filter(str.isalnum), values))
def test_every_storable_object_comes_back_as_it_was(document):
    assert documents.parse(json.dumps(document)) == document
