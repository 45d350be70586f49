"""Components of many rows: table, list, ticker."""

from dataclasses import replace

import pytest

from ai_ops.components.base import DoesNotFitError, Resolved
from connectors.kinds.base import Kind
from tests.ai_ops.components.data import GOODS, SALES, days, numbers
from tests.ai_ops.components.data import words as column
from tests.ai_ops.components.reading import draw, every, words


def test_a_list_ranks_its_rows_by_value():
    shown = words(draw("list", (8, 8), label=column(["a", "b", "c"]), value=numbers([3, None, 7])))
    assert shown == ["1", "7.00", "c", "2", "3.00", "a", "3", "–", "b"]


def test_a_list_without_values_keeps_its_order():
    assert words(draw("list", (8, 8), label=column(["b", "", "a"]))) == ["b", "a"]


@pytest.mark.parametrize("high", [3, 4, 5, 8, 12, 18])
def test_a_list_says_how_many_rows_it_leaves_out(high):
    shown = words(draw("list", (6, high), label=column(f"Row {at}" for at in range(30))))
    rows = [each for each in shown if each.startswith("Row")]
    assert len(rows) >= 2
    assert shown[len(rows) :] == ([f"and {30 - len(rows)} more"] if len(rows) < 30 else [])


def test_a_table_has_numbers_at_the_right_and_words_at_the_left():
    drawn = draw("table", (10, 6), column=[column(GOODS), numbers(SALES)])
    anchors = {each.text: each.get("text-anchor") for each in every(drawn, "text")}
    assert anchors["Bread"] is None
    assert anchors["48,210.50"] == anchors["Revenue"] == "end"


@pytest.mark.parametrize("wide", [6, 7, 9])
def test_a_table_is_set_smaller_before_a_header_is_cut(wide):
    cells = [replace(numbers([1.5] * 4), label=each) for each in ("Temperature", "Rain", "Visitors")]
    assert [each for each in words(draw("table", (wide, 9), column=cells)) if each.endswith("…")] == []


def test_a_table_in_the_order_of_time_shows_the_newest_rows():
    shown = words(draw("table", (10, 6), column=[days(100), numbers(range(100))]))
    assert shown[:3] == ["Day", "14 Apr 2026", "13 Apr 2026"]
    assert f"and {100 - sum(' 2026' in each for each in shown)} earlier" in shown


def test_a_table_of_columns_of_different_lengths_shows_what_is_missing():
    shown = words(draw("table", (10, 6), column=[column(["a", "b"]), numbers([1])]))
    assert shown == ["Product", "a", "b", "Revenue", "1.00", "–"]


def test_a_table_never_cuts_a_number():
    wide = [numbers([1234567890.12] * 3, f"N{at}") for at in range(6)]
    with pytest.raises(
        DoesNotFitError,
        match=r"The table with “1,234,567,890.12” does not fit a box of 8 × 6; make it wider or show fewer columns",
    ):
        draw("table", (8, 6), column=wide, is_strict=True)
    shown = words(draw("table", (8, 6), column=wide))
    assert not [each for each in shown if each.startswith("1") and each != "1,234,567,890.12"]


def test_a_table_cuts_words_before_numbers():
    shown = words(
        draw("table", (8, 6), column=[column(["A very long name of a product"] * 3), numbers([12345.67] * 3)])
    )
    assert shown.count("12,345.67") == 3
    assert any(each.endswith("…") for each in shown)


def test_a_ticker_stands_still_until_a_page_moves_it():
    items = column(f"Message number {at}" for at in range(20))
    drawn = draw("ticker", (16, 1), item=items)
    still, moving = drawn[-2:]
    assert (still.get("class"), still.get("display")) == ("ticker-still", None)
    assert (moving.get("class"), moving.get("display")) == ("ticker-moving", "none")
    assert words([still]) == [f"Message number {at}" for at in range(len(words([still])))]
    assert every(drawn, "animateTransform") == []
    (motion,) = moving.iter("animateTransform")
    assert motion.attrib["to"].startswith("-")


def test_a_ticker_whose_items_all_fit_never_moves():
    assert len(words(draw("ticker", (16, 1), item=column(["a", "b"])))) == 2
    assert [each.get("class") for each in draw("ticker", (16, 1), item=column(["a", "b"]))[1:]] == ["ticker-still"]


def test_a_ticker_with_times_begins_with_the_newest_item():
    shown = words(draw("ticker", (20, 1), item=column(["old", "new"]), value=numbers([1, 2]), time=days(2)))
    assert shown == ["new 2.00", "old 1.00"]


def test_a_ticker_shows_no_more_items_than_a_page_can_hold():
    drawn = draw("ticker", (16, 1), item=Resolved(tuple("ab" * 5000), (), Kind.TEXT))
    assert sum(1 for _each in drawn[-1].iter("text")) <= 48
