"""The example of a month: never dearer than the plan, and something of everything that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credits.mix import about, example_mix

PRICES = {"theme": 1, "text": 1, "content": 5, "analysis": 10, "image": 10, "trigger": 20}
names = st.text("abcdefgh", min_size=1, max_size=3)
anything = st.dictionaries(names, st.integers(0, 10**6), max_size=12)
everyday = st.dictionaries(names, st.integers(1, 40), min_size=1, max_size=12)


def cost(runs, prices):
    return sum(count * prices[name] for name, count in runs.items())


@pytest.mark.parametrize(
    ("credits", "runs"),
    [
        (100, {"theme": 5, "text": 5, "content": 2, "analysis": 2, "image": 2, "trigger": 2}),
        (500, {"theme": 33, "text": 32, "content": 15, "analysis": 10, "image": 10, "trigger": 8}),
        (2000, {"theme": 134, "text": 131, "content": 59, "analysis": 42, "image": 42, "trigger": 30}),
        (20, {"theme": 3, "text": 2, "content": 1, "analysis": 1}),
        (0, {}),
    ],
)
def test_a_plans_month_is_a_bit_of_everything(credits, runs):
    assert example_mix(credits, PRICES) == runs


def test_what_is_free_or_too_dear_is_left_out():
    assert example_mix(50, {"free": 0, "theme": 10, "film": 51}) == {"theme": 5}


def test_nothing_to_make_is_an_empty_mix():
    assert example_mix(100, {}) == {}
    assert example_mix(100, {"free": 0}) == {}


@given(st.integers(0, 10**9), anything)
def test_a_mix_never_costs_more_than_there_is(credits, prices):
    assert cost(example_mix(credits, prices), prices) <= credits


@given(st.integers(0, 10**9), anything)
def test_what_a_mix_leaves_over_is_less_than_the_lowest_price(credits, prices):
    runs = example_mix(credits, prices)
    paid = [price for price in prices.values() if 0 < price <= credits]
    if paid:
        assert credits - cost(runs, prices) < min(paid)
    else:
        assert runs == {}


@given(st.integers(0, 10**6), anything)
def test_every_operation_is_in_the_mix_where_one_of_each_can_be_paid(credits, prices):
    paid = {name: price for name, price in prices.items() if price > 0}
    runs = example_mix(credits, prices)
    assert all(count >= 1 for count in runs.values())
    if sum(paid.values()) <= credits:
        assert set(runs) == set(paid)


@given(st.integers(0, 10**6), anything)
def test_a_dearer_operation_never_has_more_runs_than_a_cheaper_one(credits, prices):
    runs = example_mix(credits, prices)
    counts = [count for _, count in sorted(runs.items(), key=lambda item: (prices[item[0]], -item[1]))]
    assert counts == sorted(counts, reverse=True)


@given(everyday)
def test_no_operation_takes_the_whole_plan_where_there_are_several(prices):
    runs = example_mix(100 * sum(prices.values()), prices)
    shares = [runs[name] * prices[name] for name in prices]
    assert max(shares) <= 40 * (min(shares) + max(prices.values()))


@pytest.mark.parametrize(("runs", "said"), [(0, 0), (7, 7), (99, 99), (100, 100), (134, 130), (2_999, 2_900)])
def test_large_numbers_are_said_in_round_figures(runs, said):
    assert about(runs) == said


@given(st.integers(0, 10**9))
def test_a_round_figure_promises_no_more_and_most_of_it(runs):
    assert 0.9 * runs <= about(runs) <= runs
