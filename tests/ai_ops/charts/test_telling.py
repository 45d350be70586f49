"""Facts in words: each kind has a sentence, numbers have their units, and names stay apart from our words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_ops.charts import telling
from ai_ops.charts.amounts import MINUS

UNITS = {"temp": "°C", "takings": "€"}


def fact(kind: str, value: float, *, columns=("temp",), unit="", label="", rows=(None, None), times=("", ""), **more):
    return {
        "id": "F1",
        "kind": kind,
        "value": value,
        "unit": unit,
        "columns": list(columns),
        "label": label,
        "rows": 100,
        "first": rows[0],
        "last": rows[1],
        "since": times[0],
        "until": times[1],
        "more": more,
    }


PAIR = ("temp", "takings")
TOLD = {
    "temp rises to 25 °C, usually 17 °C": fact("spike", 25.0, unit="°C", usual=17.0, change=8.0),
    "takings falls to €5, usually €90": fact("dip", 5.0, columns=["takings"], unit="€", usual=90.0, change=-85.0),
    "temp changes its level from 12 °C to 15 °C": fact("level_shift", 3.0, unit="°C", before=12.0, after=15.0),
    "temp rises by 4 °C from start to end": fact("trend", 4.0, unit="°C", a_row=0.04, explained=0.9),
    "temp falls by 4 °C from start to end": fact("trend", -4.0, unit="°C", a_row=-0.04, explained=0.9),
    "temp repeats itself every 24 rows": fact("seasonality", 24.0, unit="rows", strength=0.9),
    "no rows for 2 hours": fact("gap", 1.0, columns=["at"], unit="steps", seconds=7200.0),
    "temp stays at 21 °C for 40 rows": fact("flatline", 40.0, unit="rows", level=21.0),
    "temp has no value for 9 rows, one after another": fact("missing_burst", 9.0, unit="rows", in_all=9.0),
    "1 row repeats an earlier value of till": fact("duplicate_keys", 1.0, columns=["till"], unit="rows", repeated=1.0),
    "town is “Ålesund” in 80 % of the rows": fact(
        "dominant_category", 80.0, columns=["town"], unit="%", label="Ålesund"
    ),
    "temp and takings move together (correlation 0.9)": fact("correlation", 0.9, columns=PAIR, n=100.0, p=0.0),
    f"temp and takings move in opposite directions (correlation {MINUS}0.9)": fact("correlation", -0.9, columns=PAIR),
    "takings is 12 % lower than in the period before: €88 after €100": fact(
        "period_change", -12.0, columns=["takings"], unit="%", last=88.0, before=100.0
    ),
    "takings where town is “Ålesund” is 50 % higher: €150, elsewhere €100": fact(
        "group_difference", 50.0, columns=["takings", "town"], unit="%", label="Ålesund", here=150.0, elsewhere=100.0
    ),
    "temp: mean 12.5 °C": fact("statistic", 12.5, unit="°C", label="mean", n=9.0),
    "temp varies 3 times as much at the end as at the start": fact("drift", 3.0, unit="times", before=1.0, after=3.0),
    "something_new: 3 kg": fact("new_kind", 3.0, columns=["something_new"], unit="kg"),
}


@pytest.mark.parametrize("words", TOLD)
def test_each_kind_of_fact_has_its_sentence(words):
    assert str(telling.sentence(TOLD[words], units=UNITS)) == words


@given(st.text(max_size=80), st.text(max_size=80))
def test_names_with_any_signs_stand_in_a_sentence_as_they_are_cleaned(column, label):
    said = telling.sentence(fact("dominant_category", 80.0, columns=[column], unit="%", label=label), units={})

    assert str(said) == f"{said.names['column']} is “{label}” in 80 % of the rows"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "€1,234.50"),
        ("usual", "€90"),
        ("since", "27 April 2015"),
        ("until", None),
        ("p", "< 0.001"),
        ("n", "1,461"),
        ("seconds", "2 hours"),
        ("nothing", None),
    ],
)
def test_a_part_of_a_fact_is_told_in_its_own_unit_and_an_unknown_one_not_at_all(name, words):
    more = {"usual": 90.0, "p": 1e-9, "n": 1461.0, "seconds": 7200.0}
    spike = fact("spike", 1234.5, columns=["takings"], unit="€", times=("2015-04-27", ""), **more)

    assert telling.part(spike, name, units=UNITS, step="day") == words


@pytest.mark.parametrize(
    ("changes", "words", "short"),
    [
        ({"times": ("2012-07-23", "2012-09-08")}, "23 July 2012 to 8 September 2012", "23 Jul – 8 Sep 2012"),
        ({"times": ("2012-07-23", "2012-07-23")}, "23 July 2012", "23 Jul 2012"),
        (
            {"times": ("2012-07-23", "2012-07-23T04:00:00")},
            "23 July 2012 to 23 July 2012, 04:00",
            "23 Jul 2012, 00:00 – 04:00",
        ),
        ({"rows": (4, 4)}, "row 5", "row 5"),
        ({"rows": (4, 7)}, "rows 5 to 8", "rows 5 to 8"),
        ({}, "", ""),
        ({"rows": (0, 99), "times": ("2012-07-23", "2012-09-08")}, "", "23 Jul – 8 Sep 2012"),
    ],
)
def test_when_is_a_moment_a_span_or_rows_and_nothing_for_the_whole(changes, words, short):
    found = fact("spike", 1.0, **changes)

    assert telling.when(found, step="day") == words
    assert telling.short_when(found, step="day") == short


def test_a_shift_of_level_goes_on_since_it_began():
    shift = fact("level_shift", 1.0, rows=(35, 99), times=("2008-12-01", "2015-12-01"))

    assert telling.when(shift, step="month") == "since December 2008"
    assert telling.short_when(shift, step="month") == "since Dec 2008"
