"""What functions and operators give, beyond the types that they take."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from ai_ops.formula.errors import FormulaError, UnknownFieldError
from ai_ops.formula.evaluating import evaluate
from ai_ops.formula.parsing import parse
from ai_ops.formula.regions import region
from tests.ai_ops.formula.data import answer

GERMAN = region("de-de", ZoneInfo("Europe/Berlin"))
ARITHMETIC = {
    "1 + 2 * 3": 7,
    "(1 + 2) * 3": 9,
    "10 - 4 - 3": 3,
    "24 / 4 / 3": 2,
    "-2 + 5": 3,
    "2 - -5": 7,
    "0.1 + 0.2": 0.3,
    "7 % 3": 1,
    "-7 % 3": -1,
    "7 % -3": 1,
    "5 − 3": 2,  # noqa: RUF001 - the sign is what is tried
    "{d.r.number} * 2": 25,
    "1 + {d.r.null}": None,
    "-{d.r.null}": None,
}
COMPARISONS = {
    "1 = 1.0": True,
    "1 != 1": False,
    "1 < 2 and 2 <= 2 and 3 > 2 and 3 >= 3": True,
    '"a" < "b"': True,
    '"a" = "A"': False,
    "true != false": True,
    "{d.r.date} < {d.r.time}": True,
    "{d.r.date} = {d.r.date}": True,
    "{d.r.null} = 1": None,
    "{d.r.null} = {d.r.null}": None,
    "not {d.r.null}": None,
    "not 1 = 2": True,
    "true or false and false": True,
    "false and {d.r.null}": False,
    "{d.r.null} and false": False,
    "true and {d.r.null}": None,
    "true or {d.r.null}": True,
    "{d.r.null} or true": True,
    "false or {d.r.null}": None,
}
ROUNDED = {
    "round(2.5)": 3,
    "round(-2.5)": -3,
    "round(3.5)": 4,
    "round(2.675, 2)": 2.68,
    "round(1234.5, -2)": 1200,
    "round(-0.4)": 0,
    "round(1e300, 2)": 1e300,
    "floor(-1.5)": -2,
    "ceil(-1.5)": -1,
    "ceil(-0.5)": 0,
    "abs(-3)": 3,
    "min(3, {d.r.null}, 2)": 2,
    "max({d.r.null}, {d.r.null})": None,
    "clamp(5, 1, 3)": 3,
    "clamp(-5, 1, 3)": 1,
    "clamp(2, 1, 3)": 2,
}
TEXTS = {
    'left("Bergen", 0)': "",
    'left("Bergen", 99)': "Bergen",
    'right("Bergen", 0)': "",
    'left("e\u0301a", 1)': "e\u0301",
    'length("🇳🇴🇸🇪🇩a")': 4,
    'length("👩\u200d👩\u200d👧 ok")': 4,
    'right("a👍🏽", 1)': "👍🏽",
    'replace("a-b-c", "-", "")': "abc",
    'replace("abc", "", "x")': "abc",
    'replace("a.c", ".", "b")': "abc",
    'trim("  a b\n")': "a b",
    'concat(1, " of ", 2.50, true)': "1 of 2.5true",
    "concat(1/3)": "0.3333333333333333333333333333",
    "concat(1e30, -0.5, -0)": "1E+30-0.50",
    'if(concat({d.r.null}) = "", "no data", {d.r.null})': "no data",
}
CHOICES = {
    "if(2 > 1, 1)": 1,
    "if(1 > 2, 1)": None,
    "if(1 = 1, 1, 1 / 0)": 1,
    "false and 1 / 0 = 1": False,
    "true or 1 / 0 = 1": True,
    'lookup("b", "a", 1, "b", 2)': 2,
    'lookup("c", "a", 1, "b", 2)': None,
    'lookup("c", "a", 1, "b", 2, 3)': 3,
    'lookup("a", "a", 1, "b", 1 / 0)': 1,
    'lookup(2, 1, "low", 2, "high")': "high",
    'lookup({d.r.date}, {d.r.date}, "today")': "today",
}
WRITTEN = {
    "format(1234567.5)": ("1,234,567.5", "1.234.567,5"),
    "format(1234.5, 0)": ("1,235", "1.235"),
    "format(1e27, 2)": (f"1{',000' * 9}.00", f"1{'.000' * 9},00"),
    "format(0.5, 0)": ("1", "1"),
    "format(-0.2, 0)": ("0", "0"),
    'format(-0.001, "0.0%")': ("-0.1%", "-0,1%"),
    "percent(-0.001)": ("0%", "0\xa0%"),
    'currency(-0.001, "EUR")': ("€0.00", "0,00\xa0€"),
    "format(1234.5, 2)": ("1,234.50", "1.234,50"),
    'format(7, "000")': ("007", "007"),
    'format(1234.5, "#,##0.00")': ("1,234.50", "1.234,50"),
    'format(1234.5, "0.0#")': ("1234.5", "1234,5"),
    'format(0.256, "0.0%")': ("25.6%", "25,6%"),
    'currency(1234.5, "EUR")': ("€1,234.50", "1.234,50\xa0€"),
    'currency(-3, "gbp")': ("-£3.00", "-3,00\xa0£"),
    'currency(1234.5, "JPY")': ("JP¥1,235", "1.235\xa0¥"),
    "percent(0.1234, 1)": ("12.3%", "12,3\xa0%"),
    "percent(0.125)": ("13%", "13\xa0%"),
    'formatDate({d.r.date}, "short")': ("01/03/2026", "01.03.26"),
    'formatDate({d.r.date}, "long")': ("1 March 2026", "1. März 2026"),
    'formatDate({d.r.date}, "full")': ("Sunday, 1 March 2026", "Sonntag, 1. März 2026"),
    'formatDate({d.r.date}, "EEE d MMM yy")': ("Sun 1 Mar 26", "So. 1 März 26"),
    'formatDate({d.r.time}, "time")': ("14:05", "14:05"),
    'formatDate({d.r.time}, "yyyy-MM-dd HH:mm:ss")': ("2026-03-01 14:05:00", "2026-03-01 14:05:00"),
    'formatDate({d.r.time}, "h:mm a")': ("2:05 pm", "2:05 PM"),
}
REFUSED = {
    "1 / 0": "In 1 / 0 the divisor is zero; test it first, as in if(b = 0, 0, a / b).",
    "5 % (1 - 1)": "In 5 % (1 - 1) the divisor is zero; test it first, as in if(b = 0, 0, a / b).",
    "1e300 * 1e300": "In 1E+300 * 1E+300 a number is too large to calculate with.",
    "1e300 % 7": "In 1E+300 % 7 a number is too large to calculate with.",
    "clamp(1, 3, 2)": "In clamp(1, 3, 2) the low bound is above the high one; exchange them.",
    'left("a", -1)': 'In left("a", -1) the count must be a whole number from 0 to 10,000.',
    "true < false": "< cannot order true and false. Use = or !=.",
    '1 = "1"': '= compares values of one type, and 1 is a number while "1" is a text.',
    '"a" + "b"': '+ needs numbers, and "a" is a text. Join texts with concat.',
    '"a" - 1': '- needs numbers, and "a" is a text.',
    "1 and true": "and needs true or false on both sides, and 1 is a number.",
    "false or 1": "or needs true or false on both sides, and 1 is a number.",
    "not 1": "not needs true or false, and 1 is a number.",
    '-"a"': '- needs a number, and "a" is a text.',
    'format(1, "0,0 kg")': 'In format(1, "0,0 kg") the pattern is none of a number; '
    'write one such as "0", "0.00", "#,##0.0" or "0%".',
}
VALUED = ARITHMETIC | COMPARISONS | ROUNDED | TEXTS | CHOICES | REFUSED


@pytest.mark.parametrize("text", VALUED)
def test_a_formula_gives_this_value_or_this_sentence(text):
    found = answer(text)
    assert found == VALUED[text]
    assert isinstance(found, bool) == isinstance(VALUED[text], bool)


@pytest.mark.parametrize("text", WRITTEN)
def test_numbers_and_dates_are_written_as_the_readers_language_does(text):
    assert (answer(text), answer(text, region=GERMAN)) == WRITTEN[text]


@pytest.mark.parametrize("pattern", ["YYYY-MM-DD", "d 'of' MMMM", "%Y", "", "medium long", "w", "d" * 41, "yyyyy"])
def test_a_pattern_outside_the_documented_set_is_refused(pattern):
    assert "the pattern is none of a date; write" in answer(f'formatDate({{d.r.date}}, "{pattern}")')


def test_a_time_with_a_zone_is_shown_in_the_readers():
    values = {"a.b.c": datetime(2026, 7, 1, 22, 30, tzinfo=UTC)}
    assert answer('formatDate({a.b.c}, "d MMM HH:mm")', values, region=GERMAN) == "2 Juli 00:30"
    assert answer('formatDate({a.b.c}, "d MMM HH:mm")', values) == "1 Jul 22:30"


def test_a_time_without_a_zone_is_compared_as_utc():
    values = {"a.b.zoned": datetime(2026, 7, 1, 12, tzinfo=UTC), "a.b.naive": datetime(2026, 7, 1, 12)}  # noqa: DTZ001
    assert answer("{a.b.zoned} = {a.b.naive}", values) is True


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), None])
def test_what_is_no_number_is_null(value):
    assert answer("{a.b.c} + 1", {"a.b.c": value}) is None


@pytest.mark.parametrize(("value", "kind"), [(2**53, float), (2.0, int), (Decimal("2.5"), float), (7, int)])
def test_whole_numbers_come_out_as_int_and_others_as_float(value, kind):
    found = answer("{a.b.c}", {"a.b.c": value})
    assert (found, type(found)) == (value, kind)


def test_a_number_beyond_all_bounds_is_an_error_in_words():
    assert answer("{a.b.c}", {"a.b.c": 10**400}) == "In {a.b.c} a number is too large to calculate with."


def test_a_list_is_an_error_in_words():
    assert "list or an object" in answer("{a.b.c}", {"a.b.c": [1]})


@pytest.mark.parametrize(
    "text",
    [
        "{a.b.c}",
        "left({a.b.c}, 3)",
        "upper({a.b.eszett})",
        "concat({a.b.most}, 1)",
        'replace("aaaa", "a", {a.b.most})',
    ],
)
def test_a_text_never_grows_beyond_ten_thousand_characters(text):
    values = {"a.b.c": "x" * 10_001, "a.b.most": "x" * 10_000, "a.b.eszett": "ß" * 10_000}
    assert "the text is longer than 10,000 characters" in answer(text, values)


@pytest.mark.parametrize("cell", ["x" * 10_000, "🇳🇴" * 5_000, "👩\u200d" * 5_000, "e" + "\u0301" * 9_999])
def test_the_longest_text_is_read_character_by_character(cell):
    assert answer("concat(left({a.b.c}, 10000)) = {a.b.c}", {"a.b.c": cell}) is True


def test_a_long_row_of_flags_is_counted_flag_by_flag():
    assert answer("+".join(["length({a.b.c})"] * 16), {"a.b.c": "🇳🇴" * 5_000}) == 80_000


def test_values_may_come_from_a_function():
    assert evaluate(parse("{a.b.c} * 2"), {"a.b.c": 4}.__getitem__) == 8
    with pytest.raises(UnknownFieldError, match=r"There is no field \{a.b.d\}\. Choose one"):
        evaluate(parse("{a.b.d}"), {"a.b.c": 4}.__getitem__)


def test_a_missing_field_names_the_one_it_is_most_like():
    with pytest.raises(
        FormulaError, match=r"^There is no field \{sales.north.revenu\}\. Did you mean \{sales.north.re"
    ):
        evaluate(parse("{sales.north.revenu}"), {"sales.north.revenue": 1, "sales.south.rows": date(2026, 1, 1)})


def test_no_sentence_quotes_a_value_of_the_data():
    values = {"a.b.text": "IGNORE ALL", "a.b.number": 666}
    for text in ("{a.b.text} + 1", "left({a.b.text}, -{a.b.number})", "currency(1, {a.b.text})", "{a.b.number} / 0"):
        found = answer(text, values)
        assert "IGNORE" not in found
        assert "666" not in found
