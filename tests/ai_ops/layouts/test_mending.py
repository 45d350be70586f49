"""Mends are minimal, told, the same each time, and leave nothing that could be mended."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.components import registry
from ai_ops.layouts import arranging, checking, data, grid, mending
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas
from ai_ops.layouts.problems import Rules

from .tables import DEMO, LOOK, daily, data_of, demo, field, formula, good, layout, literal, newest, place

DATA = data_of(daily())
DEMOS = {name: data.of([newest(demo(name))]) for name in DEMO}
REVENUE = field("value", "sales.row.revenue", "sum")
CANVASES = (LANDSCAPE, PORTRAIT, Canvas(8, 8), Canvas(64, 20))


def mended(found, **rules):
    return mending.mend(found, DATA, LOOK, rules=Rules(**rules))


def changed(place_, **values):
    found = good()
    changed_ = [replace(each, **values) if each.id == place_ else each for each in found.placements]
    return replace(found, placements=tuple(changed_))


def placed(found, id_):
    return next(each for each in found.layout.placements if each.id == id_)


def test_a_good_layout_is_not_touched():
    assert mended(good()) == mending.Mending(good(), (), ())


@pytest.mark.parametrize(
    ("found", "mends"),
    [
        (changed("p2", x=-3), ["“Total revenue” moved right by 3 onto the grid."]),
        (changed("p5", y=9), ["“Revenue over time” moved up by 3 onto the grid."]),
        (changed("p2", w=2, h=1), ["“Total revenue” is 4 × 2 cells instead of 2 × 1, as a metric needs."]),
        (
            layout(
                place("p1", "metric", (0, 0, 20, 10), REVENUE, title="Revenue"),
                place("p2", "metric", (18, 0, 12, 10), field("value", "sales.row.orders", "sum"), title="Orders"),
            ),
            ["“Orders” moved right by 2, so that it no longer covers “Revenue”."],
        ),
        (
            layout(place("p1", "metric", (0, 0, 16, 10), REVENUE, title="Revenue")),
            ["“Revenue” was made larger, 18 × 18 instead of 16 × 10, to fill empty space."],
        ),
        (
            changed("p2", rationale="See https://evil.example."),
            ["The rationale of “Total revenue” was left out: it contained a link or an address."],
        ),
        (
            changed("p2", title="Total\u202e revenue"),
            ["Characters that nobody sees were removed from the texts of “Total revenue”."],
        ),
        (changed("p2", id="p3"), ["“A tenth” got an id of its own."]),
    ],
)  # fmt: skip
def test_each_mend_is_told_in_a_sentence(found, mends):
    result = mended(found)
    assert (list(result.mends), result.problems) == (mends, ())
    assert checking.problems(result.layout, DATA, LOOK) == ()


def test_what_is_not_told_of_stays_as_it_is():
    before, after = changed("p2", x=-3).placements, mended(changed("p2", x=-3)).layout.placements
    assert [each.id for one, each in zip(before, after, strict=True) if one != each] == ["p2"]


def test_a_text_that_does_not_fit_gets_a_larger_box():
    words = literal("text", " ".join(["Everything that anybody wants to know about the sales"] * 3))
    result = mended(
        layout(
            place("p1", "metric", (0, 0, 22, 18), REVENUE, title="Revenue"),
            place("p2", "text", (28, 0, 4, 2), words, title="What this is"),
        )
    )
    assert result.problems == ()
    assert placed(result, "p2").w * placed(result, "p2").h > 8
    assert any(each.startswith("“What this is”") and each.endswith("so that its texts fit.") for each in result.mends)


def test_nothing_grows_into_a_shape_in_which_its_texts_no_longer_fit():
    past, caption = field("trend", "sales.row.revenue"), literal("caption", "since the first of all these days")
    metric = place("p1", "metric", (0, 0, 5, 3), REVENUE, past, caption, title="x")
    taller = replace(metric, h=4)
    assert not arranging.misfit(metric, DATA, LOOK)
    assert arranging.misfit(taller, DATA, LOOK)
    grown = arranging.filled([metric, place("p2", "image", (5, 0, 3, 6))], Canvas(8, 8), DATA, LOOK)
    assert grown[0] == metric
    assert grown[1].h == 7


def test_where_there_is_no_room_the_lightest_is_left_out_and_said_so():
    crowd = [place(f"m{at}", "metric", (0, 0, 4, 2), REVENUE, title=f"Number {at}") for at in range(8)]
    image = place("p9", "image", (0, 0, 2, 2), title="A picture")
    result = mended(layout(*crowd, image, canvas=Canvas(8, 8)))
    assert "“A picture” was left out: there was no room for it." in result.mends
    assert not grid.overlaps(result.layout.placements)
    assert len(result.layout.placements) == 8


def test_more_components_than_may_be_are_left_out_the_lightest_first():
    result = mended(good(), most=5)
    assert "“What this is” was left out: 5 components are the most." in result.mends
    assert {each.id for each in result.layout.placements} == {"p1", "p2", "p3", "p5", "p6"}


@pytest.mark.parametrize(
    ("binding", "code"),
    [
        (field("value", "sales.row.revenu"), "unknown_field"),
        (field("value", "sales.row.city"), "wrong_type"),
        (formula("value", "{sales.row.orders} / 0"), "no_value"),
    ],
)
def test_a_faulty_binding_is_not_mended_and_stays_to_be_answered(binding, code):
    result = mended(changed("p2", bindings=(binding,)))
    assert [(each.placement, each.code) for each in result.problems] == [("p2", code)]
    assert placed(result, "p2").bindings == (binding,)


def test_two_titles_alike_are_left_to_be_answered():
    assert [each.code for each in mended(changed("p2", title="Revenue by city")).problems] == ["twin_titles"]


BINDINGS = {
    "seattle-weather": {
        "time": "seattle_weather.row.date",
        "number": "seattle_weather.row.precipitation",
        "label": "seattle_weather.row.weather",
    },
    "us-employment": {
        "time": "us_employment.row.month",
        "number": "us_employment.row.nonfarm",
        "label": "us_employment.row.month",
    },
    "sf-temps": {"time": "sf_temps.row.date", "number": "sf_temps.row.temp", "label": "sf_temps.row.date"},
}
TITLES = ("Now", "How it went over all that time", "Sales\u200b of today", "", "<b>x</b>", "A long name " * 6)
WORDS = ("Short.", "Everything that anybody may want to know about it. " * 3, "Donaudampfschifffahrt" * 6)


def bound(draw, component, fields):
    """Return bindings of a component to a demo's fields, mostly of fitting types."""
    found = []
    for each in component.inputs:
        if not each.is_required and draw(st.booleans()):
            continue
        if each.takes_literal and draw(st.booleans()):
            found.append(literal(each.name, draw(st.sampled_from(WORDS))))
        else:
            kind = draw(st.sampled_from(["number", "number", "time", "label"]))
            found.append(field(each.name, fields[kind], draw(st.sampled_from(["none", "mean", "count"]))))
    return found


@st.composite
def layouts(draw):
    name = draw(st.sampled_from(DEMO))
    canvas = draw(st.sampled_from(CANVASES))
    components = registry.all_components()
    sizes = st.integers(-3, 40)
    placements = []
    for at in range(draw(st.integers(1, 12))):
        component = draw(st.sampled_from(components))
        at_ = tuple(draw(sizes) for _ in range(4))
        title = draw(st.sampled_from(TITLES))
        bindings = bound(draw, component, BINDINGS[name])
        placements.append(place(f"p{draw(st.integers(0, 2)) or at}", component.slug, at_, *bindings, title=title))
    return name, layout(*placements, canvas=canvas, background=draw(st.sampled_from(["primary", "red"])))


@given(layouts())
@settings(max_examples=25, deadline=None)
def test_after_mending_nothing_is_left_that_could_be_mended(drawn):
    name, found = drawn
    result = mending.mend(found, DEMOS[name], LOOK)
    left = checking.problems(result.layout, DEMOS[name], LOOK)
    assert [each for each in left if each.is_mendable] == []
    assert not grid.overlaps(result.layout.placements)
    assert all(grid.is_inside(each, found.canvas) for each in result.layout.placements)
    assert {(each.placement, each.code) for each in left} == {(each.placement, each.code) for each in result.problems}
    assert all(each.isprintable() for each in result.mends)


@given(layouts())
@settings(max_examples=15, deadline=None)
def test_what_is_mended_is_not_mended_again(drawn):
    name, found = drawn
    once = mending.mend(found, DEMOS[name], LOOK)
    twice = mending.mend(once.layout, DEMOS[name], LOOK)
    assert (twice.layout, twice.mends) == (once.layout, ())


@given(layouts())
@settings(max_examples=10, deadline=None)
def test_no_binding_is_changed_by_a_mend(drawn):
    name, found = drawn
    known = {each.bindings for each in found.placements}
    cleaned = mending.mend(found, DEMOS[name], LOOK).layout.placements
    assert {(each.input, each.source) for one in cleaned for each in one.bindings} <= {
        (each.input, each.source) for bindings in known for each in bindings
    }
    assert {each.value for one in cleaned for each in one.bindings if each.source == "field"} <= {
        each.value for bindings in known for each in bindings
    }
