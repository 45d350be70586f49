"""The layout by rules alone has no fault, whatever the data is."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.layouts import baseline, checking, data, mending
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas
from ai_ops.layouts.problems import Rules
from connectors import frames

from .tables import DEMO, LOOK, daily, data_of, demo, odd_tables, source_of

CANVASES = (LANDSCAPE, PORTRAIT, Canvas(8, 8))
FURTHER = (Canvas(64, 64), Canvas(64, 8), Canvas(8, 64), Canvas(20, 10))
ODD = odd_tables()


def made(known, canvas=LANDSCAPE, limit=8):
    found = baseline.layout(known, canvas, LOOK, limit)
    assert checking.problems(found, known, LOOK, rules=Rules(most=limit)) == ()
    return found


def components(found):
    return [each.component for each in found.placements]


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda each: f"{each.columns}x{each.rows}")
@pytest.mark.parametrize("name", DEMO)
def test_real_data_is_laid_out_without_a_fault(name, canvas):
    found = made(data.of([demo(name)]), canvas)
    assert {"metric", "line_chart"} <= {*components(found)}


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda each: f"{each.columns}x{each.rows}")
@pytest.mark.parametrize("name", ODD)
def test_odd_data_is_laid_out_without_a_fault(name, canvas):
    assert made(data_of(ODD[name]), canvas).placements


@pytest.mark.proof
@pytest.mark.parametrize("canvas", FURTHER, ids=lambda each: f"{each.columns}x{each.rows}")
@pytest.mark.parametrize("limit", [1, 2, 5, 16])
def test_canvases_of_every_shape_are_laid_out_without_a_fault(canvas, limit):
    for known in [*(data.of([demo(name)]) for name in DEMO), *(data_of(table) for table in ODD.values())]:
        assert len(made(known, canvas, limit).placements) <= limit


@pytest.mark.parametrize("count", [2, 3, 5])
def test_several_sources_are_shown_together(count):
    tables = [ODD["one row"], daily(), ODD["only text"], ODD["places"], ODD["repeated times"]][:count]
    known = data_of(*tables)
    found = made(known, limit=16)
    shown = {binding.value.split(".")[0] for each in found.placements for binding in each.bindings}
    assert shown == {*known.streams}


@pytest.mark.parametrize("limit", range(1, 9))
def test_it_has_no_more_components_than_it_may(limit):
    assert 1 <= len(made(data.of([demo("seattle-weather")]), limit=limit).placements) <= limit


def test_it_shows_the_newest_values_their_course_and_their_groups():
    found = made(data_of(daily()))
    titles = [each.title for each in found.placements]
    assert {"Newest revenue", "Revenue over time", "Mean revenue by city", "Newest rows"} <= {*titles}
    assert found.title == "Sales"


def test_amounts_of_money_are_added_up_where_moments_repeat():
    rows = "day,shop,revenue\n" + "".join(f"2026-03-0{at % 4 + 1},s{at % 3},€{at}.50\n" for at in range(24))
    found = made(data_of(frames.read(rows.encode())))
    assert {"Total revenue", "Total revenue over time", "Total revenue by shop"} <= {
        each.title for each in found.placements
    }


def test_years_and_places_are_no_measures():
    titles = " ".join(each.title for each in made(data_of(ODD["years"])).placements)
    assert "Newest sold" in titles
    assert "year" not in titles
    assert "map_points" in components(made(data_of(ODD["places"])))


def test_words_of_files_that_are_not_plain_are_replaced_in_titles():
    known = data.of([source_of(ODD["hostile names"], name="<img src=x onerror=alert(1)>")])
    found = made(known)
    text = " ".join([found.title, *(each.title for each in found.placements)])
    assert "column 1" in text
    assert not any(each in text for each in ("<", "http", "{{"))


def test_the_same_data_gives_the_same_layout_and_mending_leaves_it():
    known = data.of([demo("us-employment")])
    found = made(known)
    assert made(data.of([demo("us-employment")])) == found
    assert mending.mend(found, known, LOOK).layout == found


VALUES = {
    "whole": st.integers(-(2**62), 2**62),
    "number": st.floats(allow_nan=True, allow_infinity=True),
    "text": st.text(max_size=60),
    "word": st.sampled_from(["a", "b", "a longer word"]),
    "truth": st.booleans(),
    "day": st.dates(),
    "moment": st.datetimes(),
}
TYPES = {"whole": pl.Int64, "number": pl.Float64, "truth": pl.Boolean, "day": pl.Date, "moment": pl.Datetime}


@st.composite
def tables(draw):
    rows = draw(st.integers(1, 30))
    columns = {}
    for at in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(sorted(VALUES)))
        values = draw(st.lists(st.one_of(st.none(), VALUES[kind]), min_size=rows, max_size=rows))
        name = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)) + f" {at}"
        columns[name] = pl.Series(values, dtype=TYPES.get(kind, pl.String), strict=False)
    return frames.from_frame(pl.DataFrame(columns))


@given(tables(), st.sampled_from(CANVASES))
@settings(max_examples=20, deadline=None)
def test_any_table_is_laid_out_without_a_fault(table, canvas):
    assert made(data_of(table), canvas).placements
