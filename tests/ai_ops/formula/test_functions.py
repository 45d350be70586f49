"""The truth table: every function, at each of its places, with a value of every type."""

import pytest

from ai_ops.formula.functions import FUNCTIONS
from ai_ops.formula.values import Type
from tests.ai_ops.formula.data import VALUES, answer, judged

NOUNS = {
    "text": "a text",
    "number": "a number",
    "date": "a date",
    "time": "a date",
    "bool": "true or false",
}
ONE = "as its first value"
TWO = "as its second value"
THREE = "as its third value"
PATTERN = (
    'the pattern is none of a date; write "short", "medium", "long", "full" or "time", '
    "or put together yyyy, yy, MMMM, MMM, MM, M, dd, d, EEEE, EEE, HH, H, hh, h, mm, ss, a."
)


class Unfit(str):
    """The sentence on a value of another type; X stands for the field and what it is."""

    __slots__ = ()


TEXT_FUNCTIONS = {
    #                            null     text          number                      date                time   bool
    'concat(X, "!")': ("!", "Bergen!", "12.5!", "2026-03-01!", "2026-03-01 14:05:00!", "true!"),
    'concat("a", X)': ("a", "aBergen", "a12.5", "a2026-03-01", "a2026-03-01 14:05:00", "atrue"),
    "upper(X)": (None, "BERGEN", *[Unfit("upper needs a text, and X.")] * 4),
    "lower(X)": (None, "bergen", *[Unfit("lower needs a text, and X.")] * 4),
    "trim(X)": (None, "Bergen", *[Unfit("trim needs a text, and X.")] * 4),
    "left(X, 3)": (None, "Ber", *[Unfit(f"left needs a text {ONE}, and X.")] * 4),
    'left("abc", X)': (
        None,
        Unfit(f"left needs a number {TWO}, and X."),
        'In left("abc", {d.r.number}) the count must be a whole number from 0 to 10,000.',
        *[Unfit(f"left needs a number {TWO}, and X.")] * 3,
    ),
    "right(X, 3)": (None, "gen", *[Unfit(f"right needs a text {ONE}, and X.")] * 4),
    'right("abc", X)': (
        None,
        Unfit(f"right needs a number {TWO}, and X."),
        'In right("abc", {d.r.number}) the count must be a whole number from 0 to 10,000.',
        *[Unfit(f"right needs a number {TWO}, and X.")] * 3,
    ),
    'replace(X, "e", "a")': (None, "Bargan", *[Unfit(f"replace needs a text {ONE}, and X.")] * 4),
    'replace("In Bergen", X, "Oslo")': (None, "In Oslo", *[Unfit(f"replace needs a text {TWO}, and X.")] * 4),
    'replace("In Oslo", "Oslo", X)': (None, "In Bergen", *[Unfit(f"replace needs a text {THREE}, and X.")] * 4),
    "length(X)": (None, 6, *[Unfit("length needs a text, and X.")] * 4),
}
NUMBER_FUNCTIONS = {
    #          null  text                        number  date, time, bool
    "round(X)": (
        None,
        Unfit(f"round needs a number {ONE}, and X."),
        13,
        *[Unfit(f"round needs a number {ONE}, and X.")] * 3,
    ),
    "round(2.345, X)": (
        None,
        Unfit(f"round needs a number {TWO}, and X."),
        "In round(2.345, {d.r.number}) the decimals must be a whole number from -12 to 12.",
        *[Unfit(f"round needs a number {TWO}, and X.")] * 3,
    ),
    "floor(X)": (None, Unfit("floor needs a number, and X."), 12, *[Unfit("floor needs a number, and X.")] * 3),
    "ceil(X)": (None, Unfit("ceil needs a number, and X."), 13, *[Unfit("ceil needs a number, and X.")] * 3),
    "abs(-X)": (None, Unfit("- needs a number, and X."), 12.5, *[Unfit("- needs a number, and X.")] * 3),
    "abs(X)": (None, Unfit("abs needs a number, and X."), 12.5, *[Unfit("abs needs a number, and X.")] * 3),
    "min(X)": (
        None,
        Unfit(f"min needs a number or a date {ONE}, and X."),
        12.5,
        VALUES["d.r.date"],
        VALUES["d.r.time"],
        Unfit(f"min needs a number or a date {ONE}, and X."),
    ),
    "min(20, X)": (
        20,
        Unfit(f"min needs a number or a date {TWO}, and X."),
        12.5,
        *[Unfit("min compares values of one type, and 20 is a number while X.")] * 2,
        Unfit(f"min needs a number or a date {TWO}, and X."),
    ),
    "max(X, {d.r.null})": (
        None,
        Unfit(f"max needs a number or a date {ONE}, and X."),
        12.5,
        VALUES["d.r.date"],
        VALUES["d.r.time"],
        Unfit(f"max needs a number or a date {ONE}, and X."),
    ),
    "max({d.r.date}, X)": (
        VALUES["d.r.date"],
        Unfit(f"max needs a number or a date {TWO}, and X."),
        Unfit("max compares values of one type, and {d.r.date} is a date while X."),
        VALUES["d.r.date"],
        VALUES["d.r.time"],
        Unfit(f"max needs a number or a date {TWO}, and X."),
    ),
    "clamp(X, 0, 10)": (
        None,
        Unfit(f"clamp needs a number {ONE}, and X."),
        10,
        *[Unfit(f"clamp needs a number {ONE}, and X.")] * 3,
    ),
    "clamp(5, X, 20)": (
        None,
        Unfit(f"clamp needs a number {TWO}, and X."),
        12.5,
        *[Unfit(f"clamp needs a number {TWO}, and X.")] * 3,
    ),
    "clamp(50, 0, X)": (
        None,
        Unfit(f"clamp needs a number {THREE}, and X."),
        12.5,
        *[Unfit(f"clamp needs a number {THREE}, and X.")] * 3,
    ),
}
CHOICES = {
    'if(X, "yes", "no")': (None, *[Unfit(f"if needs true or false {ONE}, and X.")] * 4, "yes"),
    'if(true, X, "no")': tuple(VALUES.values()),
    'if(false, "yes", X)': tuple(VALUES.values()),
    'lookup(X, "Bergen", 1, 0)': (
        0,
        1,
        *[Unfit('lookup compares values of one type, and X while "Bergen" is a text.')] * 4,
    ),
    'lookup("Oslo", X, 1, 0)': (
        0,
        0,
        *[Unfit('lookup compares values of one type, and "Oslo" is a text while X.')] * 4,
    ),
    'lookup("a", "a", X, 0)': tuple(VALUES.values()),
    'lookup("b", "a", 1, X)': tuple(VALUES.values()),
}
FORMATS = {
    "format(X)": (
        None,
        Unfit(f"format needs a number {ONE}, and X."),
        "12.5",
        *[Unfit(f"format needs a number {ONE}, and X.")] * 3,
    ),
    "format(1, X)": (
        None,
        'In format(1, {d.r.text}) the pattern is none of a number; write one such as "0", "0.00", "#,##0.0" or "0%".',
        "In format(1, {d.r.number}) the decimals must be a whole number from 0 to 12.",
        *[Unfit(f"format needs a number or a text {TWO}, and X.")] * 3,
    ),
    'currency(X, "GBP")': (
        None,
        Unfit(f"currency needs a number {ONE}, and X."),
        "£12.50",
        *[Unfit(f"currency needs a number {ONE}, and X.")] * 3,
    ),
    "currency(1, X)": (
        None,
        "In currency(1, {d.r.text}) the code is no currency; write three letters, such as EUR, GBP or USD.",
        *[Unfit(f"currency needs a text {TWO}, and X.")] * 4,
    ),
    "percent(X)": (
        None,
        Unfit(f"percent needs a number {ONE}, and X."),
        "1,250%",
        *[Unfit(f"percent needs a number {ONE}, and X.")] * 3,
    ),
    "percent(1, X)": (
        None,
        Unfit(f"percent needs a number {TWO}, and X."),
        "In percent(1, {d.r.number}) the decimals must be a whole number from 0 to 12.",
        *[Unfit(f"percent needs a number {TWO}, and X.")] * 3,
    ),
    "formatDate(X)": (
        None,
        *[Unfit(f"formatDate needs a date {ONE}, and X.")] * 2,
        "1 Mar 2026",
        "1 Mar 2026",
        Unfit(f"formatDate needs a date {ONE}, and X."),
    ),
    'formatDate(X, "HH:mm")': (
        None,
        *[Unfit(f"formatDate needs a date {ONE}, and X.")] * 2,
        'In formatDate({d.r.date}, "HH:mm") the pattern asks for a time, and the date has none.',
        "14:05",
        Unfit(f"formatDate needs a date {ONE}, and X."),
    ),
    "formatDate({d.r.date}, X)": (
        None,
        f"In formatDate({{d.r.date}}, {{d.r.text}}) {PATTERN}",
        *[Unfit(f"formatDate needs a text {TWO}, and X.")] * 4,
    ),
}
TABLE = TEXT_FUNCTIONS | NUMBER_FUNCTIONS | CHOICES | FORMATS
CASES = [
    (template, kind, expected)
    for template, row in TABLE.items()
    for kind, expected in zip(("null", *NOUNS), row, strict=True)
]


def spelled_out(expected, kind):
    return expected.replace("X", f"{{d.r.{kind}}} is {NOUNS[kind]}") if isinstance(expected, Unfit) else expected


@pytest.mark.parametrize(("template", "kind", "expected"), CASES, ids=[f"{each[0]} {each[1]}" for each in CASES])
def test_a_function_gives_this_value_or_this_sentence(template, kind, expected):
    found, expected = answer(template.replace("X", f"{{d.r.{kind}}}")), spelled_out(expected, kind)
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)


@pytest.mark.parametrize("template", TABLE)
def test_a_missing_field_is_an_error_in_words_wherever_it_stands(template):
    assert answer(template.replace("X", "{d.q.absent}")) == (
        "There is no field {d.q.absent}. Choose one of the source’s fields."
    )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_table_has_every_place_of_every_function(name):
    places = {template[: template.index("X")].count(",") for template in TABLE if template.startswith(f"{name}(")}
    function = FUNCTIONS[name]
    assert places >= set(range(len(function.takes))), function.signature


@pytest.mark.parametrize("template", TABLE)
def test_what_types_refuse_is_refused_without_data_in_the_same_words(template):
    for kind, expected in zip(("null", *NOUNS), TABLE[template], strict=True):
        found = judged(template.replace("X", f"{{d.r.{kind}}}"))
        if isinstance(expected, Unfit):
            assert found == spelled_out(expected, kind)
        else:
            assert isinstance(found, Type)
