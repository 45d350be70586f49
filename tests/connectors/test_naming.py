import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import naming


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sales 2026", "sales_2026"),
        ("  Café – Umsätze  ", "cafe_umsatze"),
        ("2026", "n_2026"),
        ("売上", "売上"),
        ("Продажи (север)", "продажи_север"),
        ("a.b/c{d}", "a_b_c_d"),
        ("!!!", "source"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_slug_is_a_word_made_of_the_name(name, slug):
    assert naming.slug(name) == slug


@pytest.mark.parametrize(
    ("columns", "places"),
    [
        (["Revenue (€)", "day"], [("row", "revenue"), ("row", "day")]),
        (["north.revenue", "north.Units sold"], [("north", "revenue"), ("north", "units_sold")]),
        (["a.b.c", "a.b c"], [("a", "b_c"), ("a", "b_c_2")]),
        (["x", "X", "x "], [("row", "x"), ("row", "x_2"), ("row", "x_3")]),
        ([".x", "x."], [("row", "x"), ("row", "x_2")]),
        (["?", "2024"], [("row", "field"), ("row", "n_2024")]),
    ],
)
def test_a_field_is_an_item_and_a_name(columns, places):
    assert naming.places(columns) == places


@given(st.lists(st.text(max_size=30), max_size=20))
def test_every_column_has_a_place_of_its_own_that_can_stand_in_a_formula(columns):
    places = naming.places(columns)
    assert len(set(places)) == len(columns)
    assert all(each.isidentifier() for place in places for each in place)


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("north_sales-2026.csv", "north sales 2026"),
        ("C:\\data\\x.y.xlsx", "x.y"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.csv", "a gpj"),
        (".csv", ""),
    ],
)
def test_a_files_name_makes_a_name_for_people(filename, name):
    assert naming.of_file(filename) == name
