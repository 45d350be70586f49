"""Characters that nobody sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.prose.cleaning import cleaned, is_hiding, shortened
from tests.ai_ops.prose import bad


@pytest.mark.parametrize("sign", [*bad.HARMLESS, *(each for each in bad.HIDDEN if not each.startswith("a"))])
def test_what_cannot_be_seen_is_taken_out(sign):
    assert cleaned(f"deep {sign}wa{sign.strip()}ter{sign}") == "deep water"


@pytest.mark.parametrize("sign", bad.HIDDEN)
def test_what_changes_the_reading_hides(sign):
    assert is_hiding(f"deep {sign} water")


@pytest.mark.parametrize("text", ["café", "cafe\u0301", "a\u00a0b", "wa\u00adter", "\ufeffdeep", "Ünïcode", "“deep”"])
def test_ordinary_text_hides_nothing(text):
    assert not is_hiding(text)


def test_a_letter_and_its_accent_become_one():
    assert cleaned("cafe\u0301") == "café"


@given(st.text(max_size=40))
def test_a_cleaned_text_is_clean(text):
    clean = cleaned(text)
    assert cleaned(clean) == clean == unicodedata.normalize("NFC", clean)
    assert clean.isprintable()


def test_a_quotation_for_a_message_is_short_and_clean():
    assert shortened("wa\u202eter" * 100_000) == ("water" * 8)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\U0001dfcd", ""),
        ("calm\x00\x1b[31m", "calm[31m"),
        ("  calm \r\n\t water ", "calm water"),
        ("\ud800", ""),
        ("\ue000", ""),
    ],
)
def test_a_cleaned_text_is_one_line_of_what_was_seen(text, clean):
    assert cleaned(text) == clean
