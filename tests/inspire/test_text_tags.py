"""What the text's page is made of: pieces, lengths and changes."""

import pytest

from ai_ops.templatetags.text import chosen_text, go_on_with, graphemes, languages, pieces, word_changes


@pytest.mark.parametrize(
    "text", ["", "Plain", "{{value}}", "Sales: {{value}} of {sales.north}", "{{ 7|add:7 }} {% raw %}"]
)
def test_the_pieces_of_a_text_are_the_text(text):
    assert "".join(piece for _is_value, piece in pieces(text)) == text


def test_placeholders_are_pieces_of_their_own():
    assert pieces("Sales: {{value}} of {sales.north}") == [
        (False, "Sales: "),
        (True, "{{value}}"),
        (False, " of "),
        (True, "{sales.north}"),
    ]


@pytest.mark.parametrize(("text", "length"), [("", 0), ("abc ", 3), ("👩‍👩‍👧", 1), ("é", 1), ("🇬🇧🇫🇷", 2)])
def test_lengths_are_counted_as_readers_count(text, length):
    assert graphemes(text) == length


def test_changes_are_told_word_by_word_and_make_up_both_texts():
    before, after = "Total sales of the harbour branch: {{value}}", "Harbour branch sales: {{value}}"

    changes = word_changes(before, after)

    assert changes == [
        ("gone", "Total"),
        ("same", " "),
        ("new", "Harbour branch"),
        ("same", " "),
        ("same", "sales "),
        ("gone", "of the harbour branch"),
        ("same", ": {{value}}"),
    ]
    assert together(changes, "same", "gone") == together([("same", before)], "same")
    assert together(changes, "same", "new") == together([("same", after)], "same")


def together(changes, *kinds):
    """Return the words of the changes of some kinds, without spaces."""
    return "".join("".join(words for kind, words in changes if kind in kinds).split())


@pytest.mark.parametrize(
    ("before", "after"), [("", "New words"), ("Fresh coffee, all day long", "Coffi ffres drwy'r dydd")]
)
def test_where_little_stayed_there_is_no_comparison(before, after):
    assert word_changes(before, after) == []


def test_the_chosen_variant_is_shown_and_the_first_where_none_was_chosen():
    result = {"variants": [{"text": "One"}, {"text": "Two"}]}

    assert chosen_text(result) == "One"
    assert chosen_text(result | {"chosen": 1}) == "Two"
    assert chosen_text(result | {"chosen": 9}) == "One"


def test_going_on_keeps_the_limits_and_never_writes_from_nothing():
    inputs = {"mode": "generate", "max_chars": 40, "single_line": False, "banned": ["cheap", "free"]}

    fields = dict(go_on_with("New label", inputs))

    assert fields == {"source": "New label", "mode": "rewrite", "max_chars": "40", "banned": "cheap, free"}


def test_a_language_that_is_not_on_the_list_can_still_be_chosen():
    assert ("en-GB", "British English") in languages("en-GB")
    assert languages("gsw")[0] == ("gsw", "gsw")
