"""Facts: found where they were put, none where there are none, each computed again by its recipe."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.facts import findings, profile, recipes
from connectors import frames
from connectors.errors import DataError
from tests.ai_ops.facts import tables
from tests.ai_ops.facts.tables import CASES, CYCLE, NOISE, ROWS, of_kind, table_of


def facts(frame):
    table = frames.from_frame(frame)
    return findings.candidates(table, profile.profile(table))


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_is_found_where_it_was_put(kind):
    found = of_kind(tables.facts_of(kind), kind)
    assert found
    assert all(findings.is_confirmed(CASES[kind], fact) for fact in found)


@pytest.mark.parametrize(
    ("kind", "value", "first"),
    [("spike", NOISE[200] + 90, 200), ("dip", NOISE[200] - 90, 200), ("flatline", 15, 200), ("missing_burst", 7, 200)],
)
def test_a_fact_states_what_was_put_and_where(kind, value, first):
    fact = of_kind(tables.facts_of(kind), kind)[0]
    assert (fact.value, fact.first) == (pytest.approx(value), first)
    assert fact.since == "2026-01-09T08:00:00"


def test_numbers_are_those_that_a_person_would_count():
    assert of_kind(tables.facts_of("gap"), "gap")[0].value == 6
    assert of_kind(tables.facts_of("duplicate_keys"), "duplicate_keys")[0].value == 9
    assert of_kind(tables.facts_of("dominant_category"), "dominant_category")[0].value == 90
    assert of_kind(tables.facts_of("seasonality"), "seasonality")[0].value == 24
    assert of_kind(tables.facts_of("level_shift"), "level_shift")[0].value == pytest.approx(40, abs=2)
    assert of_kind(tables.facts_of("trend"), "trend")[0].value == pytest.approx(120, abs=6)
    assert of_kind(tables.facts_of("correlation"), "correlation")[0].value > 0.9


@pytest.mark.parametrize("seed", range(2))
def test_noise_has_next_to_no_facts(seed):
    draw = np.random.default_rng(seed)
    frame = table_of(draw.normal(size=ROWS), **{f"c{at}": draw.normal(size=ROWS) for at in range(6)})
    assert len(facts(frame)) <= 1


def test_facts_are_numbered_from_the_strongest_on():
    found = facts(table_of(NOISE + np.arange(ROWS), sales=CYCLE))
    assert [fact.id for fact in found] == [f"F{number}" for number in range(1, len(found) + 1)]
    assert [fact.strength for fact in found] == sorted((fact.strength for fact in found), reverse=True)


def test_the_same_table_gives_the_same_facts_and_the_order_of_rows_with_times_does_not_matter():
    frame = CASES["spike"]
    assert facts(frame) == facts(frame.clone())
    assert facts(frame.sample(fraction=1, shuffle=True, seed=3)) == facts(frame)


@pytest.mark.parametrize("kind", CASES)
def test_other_data_gives_other_numbers(kind):
    fact = of_kind(tables.facts_of(kind), kind)[0]
    column = fact.columns[0]
    values = CASES[kind][column]
    other = values.set(pl.Series([at % 3 == 0 for at in range(len(values))]), values[5])
    assert not findings.is_confirmed(CASES[kind].with_columns(other.alias(column)), fact)
    assert not findings.is_confirmed(CASES[kind].head(7).drop(column), fact)


@pytest.mark.parametrize("kind", CASES)
def test_a_number_that_was_changed_is_not_confirmed(kind):
    fact = of_kind(tables.facts_of(kind), kind)[0]
    assert not findings.is_confirmed(CASES[kind], replace(fact, value=fact.value + 1))


@pytest.mark.parametrize(
    "recipe",
    [
        {},
        {"function": "exec"},
        {"function": "spike"},
        {"function": "spike", "column": "visits", "time": "at", "first": 9999, "last": 9999},
    ],
)
def test_a_recipe_of_no_function_of_ours_is_refused(recipe):
    with pytest.raises(DataError):
        recipes.recompute(CASES["spike"], recipe)


def test_recipes_and_facts_are_plain_data():
    for case in CASES:
        for fact in tables.facts_of(case):
            assert json.loads(json.dumps(fact.recipe)) == fact.recipe
            assert json.loads(json.dumps(findings.as_json(fact), allow_nan=False))["id"] == fact.id


@settings(max_examples=30, deadline=None)
@given(tables.rows, st.booleans())
def test_every_fact_of_any_table_is_computed_again_exactly(rows, is_timed):
    frame = tables.frame_of(rows) if is_timed else tables.frame_of(rows).drop("at")
    found = tables.all_facts(frame)
    assert all(findings.is_confirmed(frame, fact) for fact in found)
    assert len(found) <= findings.MOST_IN_ALL
    assert [fact.id for fact in found] == [f"F{number}" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("huge", [1e308, float("inf"), float("-inf")])
def test_numbers_that_are_too_large_are_left_out_of_profile_and_facts(huge):
    values = np.where(np.arange(ROWS) % 7 == 0, huge, NOISE)
    frame = table_of(values, sales=np.full(ROWS, huge), both=np.where(NOISE > 100, huge, -huge), door=["a", "b"] * 200)
    table, found = tables.known(frame)
    assert json.dumps(profile.as_json(found), allow_nan=False)
    facts = findings.all_facts(table, found)
    assert {fact.recipe["which"] for fact in facts if fact.columns == ("visits",)} >= {"mean", "highest"}
    for fact in facts:
        assert json.dumps(findings.as_json(fact), allow_nan=False)
        assert findings.is_confirmed(frame, fact)
