"""A layout is drawn on the current data as one well-formed SVG, whatever the data holds."""

from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest

from ai_ops.drawing import themes
from ai_ops.layouts import baseline, data, rendering
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas

from .tables import LOOK, daily, data_of, demo, field, good, layout, literal, odd_tables, place

SVG = "{http://www.w3.org/2000/svg}"
DATA = data_of(daily())
NOW = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
ODD = odd_tables()
FORBIDDEN = {"script", "foreignObject", "style", "a", "iframe", "use", "animate", "set"}


def drawn(found, known=DATA, **others):
    return fromstring(rendering.render(found, known, LOOK, **others))


def placements(root):
    return [each for each in root.iter(f"{SVG}svg") if each.get("data-placement")]


def test_each_placement_is_a_picture_of_its_own_with_words():
    root = drawn(good())
    assert root.get("viewBox") == "0 0 32 18"
    assert [each.get("data-placement") for each in placements(root)] == [f"p{at}" for at in range(1, 7)]
    for each in placements(root):
        assert (each.get("role"), each.get("overflow")) == ("img", "hidden")
        assert each.get("aria-label") == each.find(f"{SVG}title").text


def test_neighbours_are_a_gap_apart():
    boxes = {each.get("data-placement"): each for each in placements(drawn(good()))}
    left, right = boxes["p5"], boxes["p6"]
    between = float(right.get("x")) - float(left.get("x")) - float(left.get("width"))
    assert between == pytest.approx(LOOK.gap, abs=1e-3)


def test_the_background_is_a_colour_of_the_look():
    for name, colour in (("background", LOOK.background), ("surface", LOOK.surface), ("primary", LOOK.primary)):
        found = layout(*good().placements, background=name)
        assert drawn(found).findall(f"{SVG}rect")[0].get("fill") == colour


def test_a_layout_is_drawn_in_the_dark_too():
    root = fromstring(rendering.render(good(), DATA, themes.look(None, mode="dark"), scheme="dark"))
    assert root.findall(f"{SVG}g")[0].get("data-scheme") == "dark"


def test_a_binding_that_gives_nothing_now_is_a_dash_and_a_note_and_no_error():
    gone = field("value", "sales.row.gone")
    found = layout(place("p1", "metric", (0, 0, 32, 18), gone, title="Gone"))
    assert len(placements(drawn(found))) == 1
    summary = rendering.summary(found, DATA)
    assert summary[0].notes == ("There is no field “sales.row.gone”. Choose one of the sources’ fields.",)
    assert "Gone" in summary[0].words


def test_a_layout_without_any_data_is_still_drawn():
    assert len(placements(drawn(good(), data.of([])))) == 6


def test_a_component_that_is_not_known_is_an_empty_place():
    root = drawn(layout(place("p1", "hologram", (0, 0, 32, 18))))
    assert "not known" in placements(root)[0].get("aria-label")


def test_what_does_not_fit_is_cut():
    words = literal("text", "Everything that anybody wants to know " * 5)
    root = drawn(layout(place("p1", "text", (0, 0, 4, 2), words)))
    assert any((each.text or "").endswith("…") for each in root.iter(f"{SVG}text"))


def test_a_clock_shows_the_moment_that_is_given():
    clock = layout(place("p1", "clock", (0, 0, 32, 18), title="Time"))
    assert "14:05" in {each.text for each in drawn(clock, now=NOW).iter(f"{SVG}text")}
    assert "14:05" not in {each.text for each in drawn(clock).iter(f"{SVG}text")}


def test_the_summary_says_what_each_placement_shows_in_the_order_of_reading():
    summary = rendering.summary(good(), DATA, now=NOW)
    assert [each.id for each in summary] == ["p1", "p2", "p3", "p4", "p5", "p6"]
    assert all(each.words and not each.notes for each in summary)


def test_the_same_layout_is_drawn_the_same():
    assert rendering.render(good(), DATA, LOOK) == rendering.render(good(), data_of(daily()), LOOK)


@pytest.mark.parametrize("name", ODD)
def test_hostile_data_is_text_and_nothing_else(name):
    known = data_of(ODD[name])
    for canvas in (LANDSCAPE, PORTRAIT, Canvas(8, 8)):
        root = drawn(baseline.layout(known, canvas, LOOK), known)
        tags = {each.tag.removeprefix(SVG) for each in root.iter()}
        names = {name for each in root.iter() for name in each.attrib}
        assert not tags & FORBIDDEN
        assert not {each for each in names if each.startswith("on") or each == "style" or each.endswith("href")}


def test_a_fine_grid_has_texts_as_large_on_the_screen():
    found = layout(
        place("p1", "metric", (0, 0, 64, 36), field("value", "sales.row.orders"), title="Orders"), canvas=Canvas(64, 36)
    )
    usual = layout(place("p1", "metric", (0, 0, 32, 18), field("value", "sales.row.orders"), title="Orders"))
    sizes = [[float(each.get("font-size")) for each in drawn(one).iter(f"{SVG}text")] for one in (found, usual)]
    assert sizes[0] == pytest.approx([2 * each for each in sizes[1]], rel=0.05)


def test_the_demo_is_drawn():
    known = data.of([demo("seattle-weather")])
    assert len(placements(drawn(baseline.layout(known, LANDSCAPE, LOOK), known))) == 8
