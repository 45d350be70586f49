"""The bindings of one placement belong together: rows of one source, grouped where some have an aggregate."""

from datetime import date

import polars as pl
import pytest

from ai_ops.components import registry
from ai_ops.layouts import contents
from connectors import frames

from .tables import data_of, field, formula, literal, place, sales

BARS, LINES, TABLE, METRIC = (registry.get(slug) for slug in ("bar_chart", "line_chart", "table", "metric"))


def gathered(component, *bindings, data=None):
    return contents.gather(place("p1", component.slug, (0, 0, 9, 9), *bindings), component, data or sales())


def values(found, name, at=0):
    return found.content.bound[name][at].values


def test_numbers_are_grouped_by_the_column_that_has_no_aggregate():
    found = gathered(BARS, field("x", "sales.row.city"), field("y", "sales.row.orders", "sum"))
    assert not found.failures
    assert dict(zip(values(found, "x"), values(found, "y"), strict=True)) == {"Oslo": 23, "Bergen": 1}


def test_groups_begin_with_the_largest_and_those_of_times_rise():
    by_city = gathered(BARS, field("x", "sales.row.city"), field("y", "sales.row.orders", "sum"))
    assert values(by_city, "x") == ("Oslo", "Bergen")
    by_day = gathered(LINES, field("x", "sales.row.day"), field("y", "sales.row.orders", "sum"))
    assert values(by_day, "x") == tuple(date(2026, 3, at) for at in (1, 2, 3))
    assert values(by_day, "y") == (21, None, 3)


def test_a_number_may_be_grouped_by_its_own_column():
    found = gathered(BARS, field("x", "sales.row.city"), field("y", "sales.row.city", "count"))
    assert values(found, "y") == (2, 2)


def test_formulas_group_and_are_grouped():
    found = gathered(BARS, formula("x", "upper({sales.row.city})"), formula("y", "{sales.row.orders} * 2", "sum"))
    assert values(found, "x") == ("OSLO", "BERGEN")
    assert values(found, "y") == (46, 2)


def test_rows_without_a_key_are_in_no_group():
    data = data_of(frames.from_frame(pl.DataFrame({"city": ["a", None, "a"], "n": [1, 2, 4]})))
    found = gathered(BARS, field("x", "sales.row.city"), field("y", "sales.row.n", "sum"), data=data)
    assert values(found, "y") == (5,)


def test_without_an_aggregate_the_rows_stand_side_by_side():
    found = gathered(TABLE, field("column", "sales.row.city"), field("column", "sales.row.orders"))
    assert [len(each.values) for each in found.content.bound["column"]] == [4, 4]
    assert values(found, "column", 1) == (1, 20, None, 3)


def test_columns_keep_the_order_of_their_bindings_also_when_grouped():
    found = gathered(TABLE, field("column", "sales.row.orders", "sum"), field("column", "sales.row.city"))
    assert [each.label for each in found.content.bound["column"]] == ["Total orders", "City"]


def test_where_all_columns_have_an_aggregate_there_is_one_row():
    found = gathered(TABLE, field("column", "sales.row.orders", "sum"), field("column", "sales.row.orders", "max"))
    assert [each.values for each in found.content.bound["column"]] == [(24,), (20,)]


def test_columns_of_two_sources_do_not_belong_together():
    data = data_of(frames.from_frame(pl.DataFrame({"x": [1, 2]})), frames.from_frame(pl.DataFrame({"y": [1, 2]})))
    found = gathered(LINES, field("x", "sales.row.x"), field("y", "source_2.row.y"), data=data)
    assert [error.code for error in found.failures.values()] == ["misaligned"]


def test_one_value_may_come_from_another_source_than_a_column():
    data = data_of(frames.from_frame(pl.DataFrame({"x": [1, 2]})), frames.from_frame(pl.DataFrame({"y": [1, 2]})))
    found = gathered(METRIC, field("value", "source_2.row.y"), field("trend", "sales.row.x"), data=data)
    assert not found.failures


def test_each_binding_that_gives_nothing_is_told_by_its_place():
    found = gathered(METRIC, field("value", "sales.row.orders"), field("trend", "sales.row.nothing"))
    assert {place: error.code for place, error in found.failures.items()} == {1: "unknown_field"}
    assert values(found, "value") == (3,)


def test_a_group_that_cannot_be_summed_fails_in_words():
    data = data_of(frames.from_frame(pl.DataFrame({"city": ["a", "a"], "n": [1.7e308, 1.7e308]})))
    found = gathered(BARS, field("x", "sales.row.city"), field("y", "sales.row.n", "sum"), data=data)
    assert [error.code for error in found.failures.values()] == ["no_value"]


@pytest.mark.parametrize("bindings", [(), (literal("nowhere", "x"),)])
def test_what_is_bound_to_nothing_is_empty(bindings):
    assert gathered(METRIC, *bindings).content.bound == {}


def test_the_same_bindings_are_executed_once():
    data = sales()
    one = gathered(METRIC, field("value", "sales.row.orders"), data=data)
    assert gathered(METRIC, field("value", "sales.row.orders"), data=data) is one
