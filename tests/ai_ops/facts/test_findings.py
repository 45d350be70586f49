"""Facts: found where they were put, none where there are none, each computed again by its recipe."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.facts import findings, profile, recipes
from connectors import frames
from connectors.errors import DataError

ROWS = 400
START = datetime(2026, 1, 1)  # noqa: DTZ001 - tables hold no zones
NOISE = np.random.default_rng(8).normal(100, 5, ROWS)
HOURS = [START + timedelta(hours=at) for at in range(ROWS)]
CYCLE = 50 + 20 * np.sin(2 * np.pi * np.arange(ROWS) / 24) + np.random.default_rng(9).normal(0, 1, ROWS)


def facts(frame):
    table = frames.from_frame(frame)
    return findings.candidates(table, profile.profile(table))


def table_of(values, **others):
    return pl.DataFrame({"at": HOURS[: len(values)], "visits": values, **others})


def changed(rows, change):
    values = NOISE.copy()
    values[rows] = change(values[rows])
    return table_of(values)


def of_kind(found, kind):
    return [fact for fact in found if fact.kind == kind]


CASES = {
    "spike": changed([200], lambda row: row + 90),
    "dip": changed([200], lambda row: row - 90),
    "level_shift": changed(slice(250, None), lambda rows: rows + 40),
    "trend": table_of(NOISE + np.arange(ROWS) * 0.3),
    "seasonality": table_of(CYCLE),
    "flatline": changed(slice(200, 215), lambda _: 100.0),
    "missing_burst": changed(slice(200, 207), lambda _: np.nan).with_columns(pl.col("visits").fill_nan(None)),
    "gap": table_of(NOISE).filter(~pl.int_range(pl.len()).is_between(200, 205)),
    "duplicate_keys": pl.DataFrame({"order": [f"o-{min(at, 90)}" for at in range(100)]}),
    "dominant_category": pl.DataFrame({"door": ["north"] * 90 + ["south", "east"] * 5}),
    "period_change": table_of(np.where(np.arange(ROWS) >= ROWS - 100, NOISE * 1.4, NOISE)),
    "correlation": table_of(NOISE, sales=NOISE * 3 + np.random.default_rng(1).normal(0, 5, ROWS)),
    "changed_seasonality": table_of(np.where(np.arange(ROWS) < 192, CYCLE, (CYCLE - 50) * 3 + 50)),
    "drift": table_of(100 + (NOISE - 100) * np.linspace(1, 6, ROWS)),
}


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_is_found_where_it_was_put(kind):
    found = of_kind(facts(CASES[kind]), kind)
    assert found
    assert all(findings.is_confirmed(CASES[kind], fact) for fact in found)


@pytest.mark.parametrize(
    ("kind", "value", "first"),
    [("spike", NOISE[200] + 90, 200), ("dip", NOISE[200] - 90, 200), ("flatline", 15, 200), ("missing_burst", 7, 200)],
)
def test_a_fact_states_what_was_put_and_where(kind, value, first):
    fact = of_kind(facts(CASES[kind]), kind)[0]
    assert (fact.value, fact.first) == (pytest.approx(value), first)
    assert fact.since == "2026-01-09T08:00:00"


def test_numbers_are_those_that_a_person_would_count():
    assert of_kind(facts(CASES["gap"]), "gap")[0].value == 6
    assert of_kind(facts(CASES["duplicate_keys"]), "duplicate_keys")[0].value == 9
    assert of_kind(facts(CASES["dominant_category"]), "dominant_category")[0].value == 90
    assert of_kind(facts(CASES["seasonality"]), "seasonality")[0].value == 24
    assert of_kind(facts(CASES["level_shift"]), "level_shift")[0].value == pytest.approx(40, abs=2)
    assert of_kind(facts(CASES["trend"]), "trend")[0].value == pytest.approx(120, abs=6)
    assert of_kind(facts(CASES["correlation"]), "correlation")[0].value > 0.9


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
    fact = of_kind(facts(CASES[kind]), kind)[0]
    column = fact.columns[0]
    values = CASES[kind][column]
    other = values.set(pl.Series([at % 3 == 0 for at in range(len(values))]), values[5])
    assert not findings.is_confirmed(CASES[kind].with_columns(other.alias(column)), fact)
    assert not findings.is_confirmed(CASES[kind].head(7).drop(column), fact)


@pytest.mark.parametrize("kind", CASES)
def test_a_number_that_was_changed_is_not_confirmed(kind):
    fact = of_kind(facts(CASES[kind]), kind)[0]
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
    for frame in CASES.values():
        for fact in facts(frame):
            assert json.loads(json.dumps(fact.recipe)) == fact.recipe
            assert json.loads(json.dumps(findings.as_json(fact), allow_nan=False))["id"] == fact.id


numbers = st.one_of(st.none(), st.integers(-5, 5), st.floats(-1e9, 1e9, allow_nan=False))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(numbers, numbers, st.sampled_from("abc"), st.integers(0, 40)), min_size=1, max_size=60))
def test_every_fact_of_any_table_is_computed_again_exactly(rows):
    frame = pl.DataFrame(
        {
            "at": [START + timedelta(hours=row[3]) for row in rows],
            "one": pl.Series([row[0] for row in rows], dtype=pl.Float64, strict=False),
            "other": pl.Series([row[1] for row in rows], dtype=pl.Float64, strict=False),
            "door": [row[2] for row in rows],
        }
    )
    assert all(findings.is_confirmed(frame, fact) for fact in facts(frame))
