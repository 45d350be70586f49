"""Every fault of a layout is found, and a good layout has none."""

from dataclasses import replace

import pytest

from ai_ops.layouts import checking
from ai_ops.layouts.model import PORTRAIT, Canvas
from ai_ops.layouts.problems import Rules

from .tables import LOOK, daily, data_of, field, formula, good, layout, literal, place

DATA = data_of(daily())
REVENUE, DAY, CITY = "sales.row.revenue", "sales.row.day", "sales.row.city"
BIG = (0, 0, 32, 18)


def codes(found, **rules):
    return {each.code for each in checking.problems(found, DATA, LOOK, rules=Rules(**rules))}


def metric(at=BIG, *bindings, title="Revenue", **others):
    return place("p1", "metric", at, *(bindings or (field("value", REVENUE),)), title=title, **others)


def changed(place_, **values):
    """Return the good layout with one of its placements changed."""
    found = good()
    changed_ = [replace(each, **values) if each.id == place_ else each for each in found.placements]
    return replace(found, placements=tuple(changed_))


def test_a_good_layout_has_no_problems():
    assert checking.problems(good(), DATA, LOOK) == ()
    assert checking.problems(layout(metric()), DATA, LOOK) == ()
    assert checking.problems(layout(metric((0, 0, 18, 32)), canvas=PORTRAIT), DATA, LOOK) == ()


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (layout(), "no_placements"),
        (layout(metric(), metric((0, 0, 4, 2))), "twin_ids"),
        (changed("p2", id=""), "twin_ids"),
        (changed("p2", component="hologram"), "unknown_component"),
        (changed("p2", component="Metric"), "unknown_component"),
        (changed("p2", x=-1), "off_grid"),
        (changed("p5", y=7), "off_grid"),
        (changed("p2", w=0), "off_grid"),
        (changed("p2", w=9), "overlap"),
        (changed("p1", h=3), "overlap"),
        (changed("p2", w=3), "too_small"),
        (changed("p5", h=3), "too_small"),
        (changed("p5", x=0, y=6, w=5, h=12), "too_small"),
        (changed("p4", component="qr_code", h=2), "too_small"),
        (layout(place("p1", "qr_code", (0, 0, 32, 12), literal("text", "here"))), "aspect"),
        (layout(metric((0, 0, 16, 9))), "low_coverage"),
        (layout(metric(), canvas=Canvas(4, 4)), "canvas"),
        (layout(metric(), canvas=Canvas(32, 100)), "canvas"),
        (changed("p2", bindings=()), "missing_input"),
        (changed("p5", bindings=(field("x", DAY),)), "missing_input"),
        (changed("p2", bindings=(field("value", REVENUE), field("colour", CITY))), "unknown_input"),
        (changed("p2", bindings=(field("value", REVENUE), field("Value", REVENUE))), "unknown_input"),
        (changed("p2", bindings=(field("value", REVENUE), field("value", REVENUE, "sum"))), "too_many_bindings"),
        (changed("p5", bindings=(field("x", DAY), *[field("y", REVENUE)] * 4)), "too_many_bindings"),
        (layout(place("p1", "table", BIG, *[field("column", CITY)] * 9)), "too_many_bindings"),
        (changed("p2", bindings=(field("value", "sales.row.revenues"),)), "unknown_field"),
        (changed("p2", bindings=(field("value", "f3"),)), "unknown_field"),
        (changed("p2", bindings=(field("value", CITY),)), "wrong_type"),
        (changed("p2", bindings=(field("value", CITY, "sum"),)), "wrong_type"),
        (changed("p2", bindings=(literal("value", "5"),)), "wrong_type"),
        (changed("p2", bindings=(formula("value", "{sales.row.revenue"),)), "bad_formula"),
        (changed("p2", bindings=(formula("value", "eval({sales.row.revenue})"),)), "bad_formula"),
        (changed("p2", bindings=(formula("value", "{sales.row.city} * 2"),)), "bad_formula"),
        (changed("p2", bindings=(formula("value", "{sales.row.nothing} * 2"),)), "unknown_field"),
        (changed("p2", bindings=(formula("value", "{sales.row.revenue} / 0"),)), "no_value"),
        (changed("p2", bindings=(formula("value", "if(1 = 2, 3)"),)), "empty"),
        (changed("p4", bindings=(literal("text", "  "),)), "empty"),
        (changed("p4", bindings=(literal("text", "a" * 201),)), "long_literal"),
        (changed("p2", bindings=(field("value", REVENUE, "sum", "d MMM"),)), "bad_format"),
        (changed("p4", bindings=(literal("text", "See https://evil.example/x"),)), "link"),
        (changed("p4", bindings=(literal("text", "Mail me@evil.example"),)), "link"),
        (changed("p4", bindings=(literal("text", "<b>Sales</b>"),)), "markup"),
        (changed("p4", bindings=(formula("text", 'concat("<img src=x>", {sales.row.city})'),)), "markup"),
        (changed("p4", bindings=(formula("text", 'concat("https:", "//evil.example")'),)), "link"),
        (changed("p2", title="www.evil.example"), "link"),
        (changed("p2", title="javascript:alert"), "link"),
        (changed("p2", title="<script>alert(1)</script>"), "markup"),
        (changed("p2", title="**Sales**"), "markup"),
        (changed("p2", title="[Sales](x)"), "markup"),
        (changed("p2", title="Sales {{ secret }}"), "markup"),
        (changed("p2", title="Sales\u202e"), "unseen"),
        (changed("p2", title="Sales\x07 today"), "unseen"),
        (changed("p2", title="Sales " * 20), "long_title"),
        (changed("p2", title="revenue, by city!"), "twin_titles"),
        (changed("p2", title="REVENUE  over time"), "twin_titles"),
        (changed("p2", rationale="Because https://evil.example says so."), "rationale"),
        (replace(good(), title=""), "no_title"),
        (replace(good(), title="<b>Sales</b>"), "markup"),
        (replace(good(), background="url(x)"), "background"),
        (layout(place("p1", "clock", BIG)), "no_data"),
        (layout(place("p1", "text", BIG, literal("text", "Nothing but words"))), "no_data"),
        (layout(place("p1", "text", BIG, formula("text", 'concat("{", "}")'))), "no_data"),
        (changed("p5", bindings=(field("x", CITY), field("y", REVENUE))), "repeated_keys"),
    ],
)  # fmt: skip
def test_a_fault_is_found(found, code):
    assert code in codes(found)


def test_a_text_that_does_not_fit_is_found_and_told_whether_a_larger_box_helps():
    long = literal("text", " ".join(["Everything that anybody wants to know about the sales"] * 3))
    found = layout(metric((0, 0, 28, 18)), place("p2", "text", (28, 0, 4, 2), long, title="What this is"))
    problem = next(each for each in checking.problems(found, DATA, LOOK) if each.code == "does_not_fit")
    assert (problem.placement, problem.is_mendable) == ("p2", True)


def test_a_field_that_was_nearly_named_is_suggested():
    found = changed("p2", bindings=(field("value", "sales.row.revenu"),))
    assert [each.suggestion for each in checking.problems(found, DATA, LOOK)] == [REVENUE]


def test_a_layout_has_no_more_components_than_it_may_and_none_that_it_may_not():
    assert codes(good(), most=6) == set()
    assert codes(good(), most=5) == {"too_many_placements"}
    assert codes(good(), components=frozenset({"heading", "metric", "text", "line_chart"})) == {"component_not_allowed"}


@pytest.mark.parametrize(
    "title",
    [
        *("Sales & costs", "A/B test", "Revenue > target", "C++ builds", "24/7 support", "Q1–Q2", "Größe (m²)"),
        *("Top #1 city", "50% of all", "売上", "Don’t miss", "Café; bar; shop", "Orders: open", "N°5 *new*", "~ 3 °C"),
    ],
)
def test_a_plain_title_is_not_refused(title):
    assert codes(changed("p2", title=title)) == set()


def test_titles_may_be_left_out_more_than_once():
    found = good()
    untitled = tuple(replace(each, title="") if each.id in {"p2", "p4"} else each for each in found.placements)
    assert checking.problems(replace(found, placements=untitled), DATA, LOOK) == ()


def test_a_problem_is_a_sentence_that_names_its_placement():
    found = checking.problems(changed("p2", bindings=(field("value", CITY),)), DATA, LOOK)
    assert [each.placement for each in found] == ["p2"]
    assert found[0].sentence == (
        "“Total revenue”, “value”: “City” holds categories, and “value” takes "
        "numbers, whole numbers, percents or amounts of money."
    )


def test_hostile_texts_are_cut_and_cleaned_in_sentences():
    found = changed("p2", title="", component="\u202ex" * 500, bindings=(field("\x07" * 300, "y" * 3_000),))
    for each in checking.problems(found, DATA, LOOK):
        assert len(each.sentence) < 400
        assert each.sentence.isprintable()
