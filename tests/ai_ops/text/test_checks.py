"""Each check refuses its own defect, in words, and leaves the same text without the defect alone."""

import pytest

from tests.ai_ops.text.asking import review

SOURCE = "Sales of the day: {{value}} of {sales.target}, open until 18:30"
GOOD = "The day's takings: ⟦1⟧ of ⟦2⟧ – we close at 18:30"


def problems(text: str, **changes) -> str:
    asked = {"mode": "rewrite", "source": SOURCE, "max_chars": 120, "variants": 1} | changes
    return " ".join(review(asked, text).problems)


def test_the_text_that_the_defects_are_made_from_is_good():
    assert problems(GOOD) == ""


DEFECTS = [
    ("The day's takings of ⟦2⟧ – we close at 18:30", "lost the placeholder {{value}}"),
    (f"{GOOD} ⟦1⟧", "should not have: {{value}}"),
    (f"{GOOD} ⟦3⟧", "broken placeholder"),
    (f"{GOOD} ⟦", "broken placeholder"),
    (f"{GOOD} {{other.field}}", "should not have: {other.field}"),
    (f"{GOOD} {{{{valeur}}}}", "should not have: {{valeur}}"),
    ("The day's takings: {{{value}}} of ⟦2⟧ – we close at 18:30", "broken placeholder"),
    ("The day's takings: {{value} of ⟦2⟧ – we close at 18:30", "lost the placeholder {{value}}"),
    (f"{GOOD} }}", "broken placeholder"),
    (f"{GOOD} 42", "a number that your text does not: 42"),
    (f"{GOOD} ٤٢", "a number"),
    (f"{GOOD} ½", "a number that your text does not: ½"),
    (f"{GOOD} 183", "a number that your text does not: 183"),
    ("The day's takings: ⟦1⟧ of ⟦2⟧ – we close at 1830", "a number that your text does not: 1830"),
    (f"{GOOD} https://harbour.example", "a link"),
    (f"{GOOD} www.harbour", "a link"),
    (f"{GOOD} harbour.example", "a link"),
    (f"{GOOD} prize.win/now", "a link"),
    (f"{GOOD} x.com", "a link"),
    (f"{GOOD} @x.com", "a link"),
    (f"{GOOD} @harbour.example", "a link"),
    (f"{GOOD} -x.com", "a link"),
    (f"{GOOD} bücher.example", "a link"),
    (f"{GOOD} harbour。com", "a link"),
    (f"{GOOD.replace('⟦1⟧', '⟦1⟧.com')}", "a link"),
    (f"{GOOD} me@harbour.example", "a link or an address"),
    (f"{GOOD} javascript:alert", "a link"),
    (f"<b>{GOOD}</b>", "contains HTML"),
    (f"{GOOD} &lt;", "contains HTML"),
    (f"{GOOD} <script", "contains HTML"),
    (f"**{GOOD}**", "contains Markdown"),
    (f"# {GOOD}", "contains Markdown"),
    (f"- {GOOD}", "contains Markdown"),
    (f"[{GOOD}](there)", "contains Markdown"),
    (f"{GOOD} *a*", "contains Markdown"),
    (f"{GOOD} {{% now %}}", "template code"),
    (f"Here is a shorter version: {GOOD}", "words about the answer"),
    (f"Translation: {GOOD}", "words about the answer"),
    (f"Sure! {GOOD}", "words about the answer"),
    (f"Voici le texte : {GOOD}", "words about the answer"),
    (GOOD + " and so on" * 12, "characters; 120 fit"),
    (SOURCE.replace("{{value}}", "⟦1⟧").replace("{sales.target}", "⟦2⟧"), "your text again, unchanged"),
    (" ", "empty"),
    ("\u200b\u2060", "empty"),
    ("…", "empty"),
]


@pytest.mark.parametrize(("text", "words"), DEFECTS)
def test_a_defect_is_refused_in_words(text, words):
    assert words in problems(text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A <b>bold</b> claim", "A <script>bold</script> claim"),
        ("A **bold** claim", "A __bold__ claim"),
        ("The price is 3.5", "The price is 35"),
        ("Costs €1.20", "For €120"),
        ("Rooms 4, 5 and 6", "Room 456"),
        ("See harbour.example/menu", "See harbour.example/prize"),
    ],
)
def test_what_the_source_has_is_no_leave_for_another_of_its_kind(source, text):
    assert problems(text, source=source)


def test_banned_words_are_refused_in_any_case_but_not_within_words_or_placeholders():
    assert "banned word “free”" in problems("Coffee is FREE today", source="Coffee", banned=["free"])
    assert problems("Freedom for coffee ⟦1⟧", source="Coffee {free}", banned=["free"]) == ""


def test_shorter_means_shorter_and_longer_means_longer():
    assert "not shorter" in problems("Coffee for all", source="Coffee", mode="shorten")
    assert "not longer" in problems("Tea", source="Coffee", mode="expand")


def test_length_is_counted_as_readers_count():
    family = "👩‍👩‍👧" * 5
    assert problems(family, source="Family", max_chars=5) == ""
    assert "6 characters; 5 fit" in problems(f"{family}!", source="Family", max_chars=5)


HIDDEN = [
    "\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u200f", "\u061c", "\u0007", "\u009b", "\ue000",
    "\u034f", "\u3164", "\U000e0041", "\ufe01", "\U000e0101", "\u200d",
]  # fmt: skip


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_hidden_characters_are_taken_out_and_told(sign):
    made = review({"mode": "rewrite", "source": "Coffee", "max_chars": 40, "variants": 1}, f"Fresh cof{sign}fee")
    assert made.result["variants"][0]["text"] == "Fresh coffee"
    assert made.mends == ("Variant 1: hidden characters were taken out.",)


def test_bytes_cannot_hide_behind_an_emoji():
    text = "Fresh coffee ☕\ufe0f" + "\U000e0148\U000e0155" + "\ufe0f"
    made = review({"mode": "rewrite", "source": "Coffee", "max_chars": 40, "variants": 1}, text)
    assert made.result["variants"][0]["text"] == "Fresh coffee ☕\ufe0f"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('"Fresh coffee"', "Fresh coffee"),
        ("'We don’t sleep'", "We don’t sleep"),
        ("'We don't sleep'", "We don't sleep"),
        ("„Frischer Kaffee“", "Frischer Kaffee"),
        ("« Café frais »", "Café frais"),
        ("“Best” and “fresh”", "“Best” and “fresh”"),
        ("'Tis the season", "'Tis the season"),
    ],
)
def test_quotation_marks_around_a_text_are_taken_off(sent, kept):
    made = review({"mode": "rewrite", "source": "Coffee", "max_chars": 40, "variants": 1}, sent)
    assert made.result["variants"][0]["text"] == kept


def test_a_placeholder_that_was_written_out_is_put_back_as_it_was():
    made = review(
        {"mode": "rewrite", "source": "Sales: {{ value }}", "max_chars": 40, "variants": 1}, "Today {{value}}"
    )
    assert made.result["variants"][0]["text"] == "Today {{ value }}"


def test_a_source_with_brackets_like_ours_keeps_them():
    asked = {"mode": "rewrite", "source": "Hall ⟦A⟧: {{value}}", "max_chars": 40, "variants": 1}
    made = review(asked, "In hall ⟦A⟧ now: ⟪1⟫")
    assert made.result["variants"][0]["text"] == "In hall ⟦A⟧ now: {{value}}"
    assert "broken placeholder" in " ".join(review(asked, "In hall ⟦A⟧ ⟦1⟧ now: ⟪1⟫").problems)


def test_fields_may_be_used_once_in_a_new_text_and_no_others():
    asked = {"mode": "generate", "instruction": "Show sales", "fields": ["sales.north"], "variants": 1}
    assert review(asked, "North: ⟦1⟧").result["variants"][0]["text"] == "North: {sales.north}"
    assert review(asked, "Sales are up").result is not None
    assert review(asked, "North: ⟦1⟧ ⟦1⟧").result is None
    assert review(asked, "North: {sales.south}").result is None


def test_of_twins_one_is_kept_and_the_other_told():
    asked = {"mode": "rewrite", "source": "Coffee", "max_chars": 40}
    made = review(asked, "Fresh coffee", "FRESH coffee!", "Coffee, fresh")
    assert [each["text"] for each in made.result["variants"]] == ["Fresh coffee", "Coffee, fresh"]
    assert made.problems == ("Variant 2: It says the same as another variant.",)


def test_the_former_answer_is_not_given_again():
    former = {"former": {"variants": [{"text": "Fresh coffee"}]}}
    made = review({"mode": "rewrite", "source": "Coffee", "variants": 1}, "Fresh coffee!", context=former)
    assert made.problems == ("Variant 1: It is the former answer again.",)


def test_line_breaks_are_joined_in_one_line_and_kept_in_several():
    asked = {"mode": "rewrite", "source": "Coffee\nTea", "max_chars": 40, "variants": 1}
    assert review(asked, "Tea\r\nCoffee").result["variants"][0]["text"] == "Tea Coffee"
    made = review(asked | {"single_line": False}, "Tea\u2028Coffee")
    assert made.result["variants"][0]["text"] == "Tea\nCoffee"
