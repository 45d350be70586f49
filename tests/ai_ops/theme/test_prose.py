"""What a model may say in words."""

import pytest

from ai_ops.operations.theme import prose

PLAIN = [
    "Deep water, warm lamps \u2013 and weathered wood.",
    "Ein ruhiger Hafen; „Dämmerung“ über dem Wasser.",
    "静かな港の夕暮れ。",
    "The teal is calm, i.e. restful (and e.g. not loud)!",
    "Greys & greens, half of each; it's calm.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_of_any_language_has_no_fault(text):
    assert prose.fault(text, allowed=()) is None
    assert prose.without_faults(text, allowed=()) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "<b>calm</b>",
        "a <script",
        "calm &lt;",
        "calm &#60;",
        "[calm](x)",
        "`calm`",
        "**calm**",
        "_calm_",
        "# Calm",
        "{F1}",
    ],
)
def test_markup_is_a_fault(text):
    assert prose.fault(text, allowed=()) == "markup"


@pytest.mark.parametrize(
    "text", ["https://x", "see www.calm", "calm.example", "me@calm", "javascript:alert", "mailto:me", "ftp://a"]
)
def test_an_address_is_a_fault(text):
    assert prose.fault(text, allowed=()) == "an address"


@pytest.mark.parametrize("text", ["60 percent", "4.5:1", "#0E7C86", "٣ colours", "②", "x²", "Ⅷ", "twenty-4", "6o"])
def test_a_number_that_nobody_gave_is_a_fault(text):
    assert prose.fault(text, allowed=()) == "a number that is not in the request"


@pytest.mark.parametrize("text", ["Open 24 hours.", "A 24-hour café", "the (24) seats", "#0E7C86 leads.", "0e7c86"])
def test_a_number_of_the_request_may_be_said_again(text):
    assert prose.fault(text, allowed=prose.numbers("A 24-hour café in #0e7c86")) is None


def test_a_number_made_of_the_digits_of_the_request_is_still_a_fault():
    assert prose.fault("242", allowed=prose.numbers("24 and 2")) is not None


def test_only_the_sentence_at_fault_is_left_out():
    text = "Calm water. It reaches 12:1. Warm lamps! See https://x for more."
    kept, dropped = prose.without_faults(text, allowed=())
    assert kept == "Calm water. Warm lamps!"
    assert dropped == ["a number that is not in the request", "an address"]
