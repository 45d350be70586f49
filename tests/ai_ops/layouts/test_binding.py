"""Bindings give what they say on the current data, or a sentence."""

from datetime import date

import polars as pl
import pytest

from ai_ops.components.base import ANY, LABELS, NUMBERS, TIMES, Input, Shape
from ai_ops.layouts import binding, computing
from ai_ops.layouts import data as datas
from ai_ops.layouts.errors import BindingError
from connectors import frames
from connectors.kinds.base import Kind

from .tables import data_of, field, formula, literal, sales

ONE = Input("value", "", kinds=NUMBERS)
ANYTHING = Input("text", "", kinds=ANY, takes_literal=True)
COLUMN = Input("column", "", Shape.COLUMN)
NUMBER = Input("target", "", kinds=NUMBERS, takes_literal=True)
MOMENT = Input("since", "", kinds=TIMES, takes_literal=True)


def one(binding_, taking=ONE, data=None):
    found = binding.resolve(binding_, taking, data or sales())
    assert len(found.values) == len(found.texts) == 1
    return found.values[0], found.texts[0]


def refusal(binding_, taking=ONE, data=None):
    with pytest.raises(BindingError) as refused:
        binding.resolve(binding_, taking, data or sales())
    assert str(refused.value).endswith((".", "?"))
    return refused.value


@pytest.mark.parametrize(
    ("aggregate", "value", "text"),
    [
        ("none", 30.0, "€30"),
        ("last", 30.0, "€30"),
        ("first", 10.0, "€10"),
        ("sum", 1290.5, "€1,290.50"),
        ("mean", 1290.5 / 3, "€430.17"),
        ("min", 10.0, "€10"),
        ("max", 1250.5, "€1,250.50"),
        ("count", 3, "3"),
        ("distinct", 3, "3"),
    ],
)
def test_an_aggregate_makes_one_value_and_passes_over_what_is_missing(aggregate, value, text):
    assert one(field("value", "sales.row.revenue", aggregate)) == (pytest.approx(value), text)


def test_the_last_row_is_the_newest_by_its_time_and_not_by_its_place():
    assert one(field("text", "sales.row.note"), ANYTHING)[0] == "third day of all"


def test_a_column_without_an_aggregate_is_one_value_a_row_in_the_order_of_time():
    found = binding.resolve(field("column", "sales.row.day"), COLUMN, sales())
    assert found.values == (date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3))
    assert found.texts[0] == "1 Mar 2026"
    assert (found.label, found.kind) == ("Day", Kind.DATE)


def test_what_is_missing_in_a_column_stays_in_its_row_as_a_dash():
    found = binding.resolve(field("column", "sales.row.revenue"), COLUMN, sales())
    assert found.values == (10.0, 1250.5, None, 30.0)
    assert found.texts == ("€10.00", "€1,250.50", "–", "€30.00")
    assert found.unit == "€"


def test_the_label_says_what_was_made_of_a_field():
    assert binding.resolve(field("value", "sales.row.revenue", "mean"), ONE, sales()).label == "Mean revenue"


def test_years_are_written_without_a_separator():
    assert one(field("text", "sales.row.year"), ANYTHING)[1] == "2026"
    assert one(field("text", "sales.row.year", "count"), ANYTHING)[1] == "4"


def test_an_address_that_there_is_not_is_refused_with_the_near_one_and_never_bound_to_it():
    error = refusal(field("value", "sales.row.revenu"))
    assert (error.code, error.suggestion) == ("unknown_field", "sales.row.revenue")
    assert "sales.row.revenue" in str(error)
    assert refusal(field("value", "weather.row.wind")).suggestion == ""


@pytest.mark.parametrize(
    ("binding_", "taking"),
    [
        (field("value", "sales.row.city"), ONE),
        (field("value", "sales.row.day"), ONE),
        (field("value", "sales.row.city", "sum"), ONE),
        (field("value", "sales.row.is_open", "mean"), ONE),
        (field("value", "sales.row.note", "max"), ONE),
        (formula("value", "upper({sales.row.city})"), ONE),
        (formula("value", "{sales.row.orders} > 2"), ONE),
        (literal("value", "12"), ONE),
        (literal("target", "a dozen"), NUMBER),
        (literal("target", "nan"), NUMBER),
        (literal("target", "1e999"), NUMBER),
        (literal("since", "yesterday"), MOMENT),
    ],
)
def test_what_does_not_fit_an_input_is_refused_by_its_type(binding_, taking):
    assert refusal(binding_, taking).code == "wrong_type"


def test_a_count_of_texts_is_a_number():
    assert one(field("value", "sales.row.city", "distinct"))[0] == 2


@pytest.mark.parametrize(
    ("text", "value"), [("{sales.row.orders} * 2", 6), ("{sales.row.revenue} / {sales.row.orders}", 10)]
)
def test_a_formula_of_one_value_is_computed_with_the_newest_row(text, value):
    assert one(formula("value", text))[0] == value


def test_a_formula_with_an_aggregate_is_computed_row_by_row_first():
    assert one(formula("value", "{sales.row.orders} * 2", "sum"))[0] == 48
    found = binding.resolve(formula("column", "upper({sales.row.city})"), COLUMN, sales())
    assert found.values == ("BERGEN", "OSLO", "BERGEN", "OSLO")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{sales.row.orders} +", "bad_formula"),
        ("", "bad_formula"),
        ("1 +" * 400 + "1", "bad_formula"),
        ("__import__('os')", "bad_formula"),
        ("{sales.row.city} * 2", "bad_formula"),
        ("{sales.row.order} * 2", "unknown_field"),
        ("{sales.row.orders} / 0", "no_value"),
        ("{sales.row.orders} / ({sales.row.orders} - 3)", "no_value"),
        ("1e300 * 1e300", "no_value"),
        ("if({sales.row.orders} > 9, 1)", "empty"),
    ],
)
def test_a_formula_without_a_value_says_why(text, code):
    assert refusal(formula("value", text)).code == code


@pytest.mark.parametrize(
    "text",
    [
        'concat("https://evil.example/", {sales.row.city})',
        'concat("ht", "tps:", "//evil.exa", "mple")',
        'concat("www", {sales.row.city})',
        'replace("evil_example_com", "_", ".")',
        'concat(left("https", 5), right("x:", 1), left("//x", 2), {sales.row.city})',
    ],
)
def test_a_formula_cannot_put_a_link_together(text):
    assert refusal(formula("text", text), ANYTHING).code == "link"


def test_a_link_that_stands_in_the_data_may_be_shown():
    data = data_of(frames.from_frame(pl.DataFrame({"site": ["https://shop.example/a", "https://shop.example/b"]})))
    assert one(formula("text", 'concat("Now: ", {sales.row.site})'), ANYTHING, data)[0].endswith("/b")
    assert one(field("text", "sales.row.site"), ANYTHING, data)[0] == "https://shop.example/b"


def test_a_formula_over_two_sources_has_one_value_and_no_rows():
    data = data_of(frames.from_frame(pl.DataFrame({"n": [1, 2]})), frames.from_frame(pl.DataFrame({"n": [10, 20]})))
    text = "{sales.row.n} + {source_2.row.n}"
    assert one(formula("value", text), data=data)[0] == 22
    assert refusal(formula("column", text), COLUMN, data).code == "misaligned"


def test_a_formula_is_not_aggregated_over_more_rows_than_it_is_computed_for():
    data = data_of(frames.from_frame(pl.DataFrame({"n": range(6_000)})))
    assert refusal(formula("value", "{sales.row.n} * 2", "sum"), data=data).code == "too_many_rows"
    assert one(field("value", "sales.row.n", "sum"), data=data)[0] == sum(range(6_000))
    found = binding.resolve(formula("column", "{sales.row.n} * 2"), COLUMN, data)
    assert (len(found.values), found.values[-1]) == (datas.MOST_ROWS, 11_998)


def test_a_formula_is_computed_once_for_all_that_read_its_rows():
    data = data_of(frames.from_frame(pl.DataFrame({"n": range(50)})))
    parsed = computing.checked("{sales.row.n} * 2", data)
    again = computing.checked(" {sales.row.n}*2", data)
    found = computing.each_row(parsed, data, is_whole=False)
    assert computing.each_row(again, data, is_whole=True) is found
    assert computing.each_row(computing.checked("{sales.row.n} * 3", data), data, is_whole=True)[-1] == 147


@pytest.mark.parametrize(
    ("text", "taking", "value"),
    [
        ("Sales today", ANYTHING, "Sales today"),
        ("2026-03-01", ANYTHING, "2026-03-01"),
        ("12", NUMBER, 12),
        ("-1.5", NUMBER, -1.5),
        ("2026-03-01", MOMENT, date(2026, 3, 1)),
    ],
)
def test_a_literal_is_read_as_its_input_takes_it(text, taking, value):
    assert one(literal(taking.name, text), taking)[0] == value


def test_a_literal_is_neither_empty_nor_long():
    assert refusal(literal("text", " \u200b"), ANYTHING).code == "empty"
    assert refusal(literal("text", "a" * 201), ANYTHING).code == "long_literal"


def test_a_column_of_nothing_is_refused():
    data = data_of(frames.from_frame(pl.DataFrame({"n": pl.Series([None, None], dtype=pl.Float64)})))
    assert refusal(field("value", "sales.row.n"), data=data).code == "empty"
    assert refusal(field("column", "sales.row.n"), COLUMN, data).code == "empty"
    assert one(field("value", "sales.row.n", "count"), data=data)[0] == 0


def test_numbers_that_are_not_finite_are_missing_and_sums_too_large_are_refused():
    data = data_of(frames.from_frame(pl.DataFrame({"n": [float("nan"), 2.0, float("inf")], "m": [1.7e308] * 3})))
    assert one(field("value", "sales.row.n", "sum"), data=data)[0] == 2.0
    assert refusal(field("value", "sales.row.m", "sum"), data=data).code == "no_value"


def test_whole_numbers_add_up_beyond_what_a_column_can_hold():
    data = data_of(frames.from_frame(pl.DataFrame({"n": [2**62, 2**62, 2**62]})))
    assert one(field("value", "sales.row.n", "sum"), data=data)[0] == 3 * 2**62


def test_a_label_takes_a_year_and_a_text_but_no_fraction():
    label = Input("label", "", Shape.COLUMN, kinds=LABELS)
    assert binding.resolve(field("label", "sales.row.year"), label, sales()).kind is Kind.INTEGER
    assert refusal(field("label", "sales.row.revenue"), label).code == "wrong_type"


def test_a_name_from_a_file_is_tidied_where_it_is_shown():
    data = data_of(frames.from_frame(pl.DataFrame({"north.net_\u202erevenue": [1]})))
    assert [(each.address, each.label) for each in data.columns.values()] == [
        ("sales.north.net_revenue", "Net revenue")
    ]
