"""Differences between groups: found where they are, and seldom where labels were shuffled or only time passed."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from ai_ops.facts import findings
from ai_ops.facts.candidates import group_difference, welch
from ai_ops.facts.candidates.base import Surroundings
from tests.ai_ops.facts import tables
from tests.ai_ops.facts.tables import CASES, START, of_kind

COUNT = 300


def found(values, labels, *, is_timed=True):
    frame = pl.DataFrame({"visits": values, "door": labels})
    if is_timed:
        frame = frame.with_columns(at=pl.Series([START + timedelta(hours=at) for at in range(len(values))]))
    return list(group_difference.find(Surroundings(*reversed_known(frame))))


def reversed_known(frame):
    table, profile = tables.known(frame)
    return table.frame, profile


def labels_of(draw):
    return draw.choice(list("abcd"), COUNT, p=[0.4, 0.3, 0.2, 0.1])


def test_a_difference_states_what_a_person_would_compute():
    frame = CASES["group_difference"]
    fact = of_kind(tables.all_facts(frame), "group_difference")[0]
    here, elsewhere = (frame.filter(pl.col("door") == door)["visits"].mean() for door in ("south", "north"))
    assert fact.columns == ("visits", "door")
    assert fact.value == pytest.approx(100 * (here - elsewhere) / elsewhere)
    assert (fact.more["here"], fact.more["elsewhere"]) == (pytest.approx(here), pytest.approx(elsewhere))
    assert fact.more["n"] == 80
    assert fact.more["p"] < 1e-6


ONE = (27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4)
OTHER = (27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4)


def test_the_test_is_that_of_welch():
    groups = np.repeat([0, 1], 15).astype(np.int16)
    effect, p = welch.test(*welch.sides(np.array(ONE + OTHER), groups, 2, is_series=False))
    assert p == pytest.approx([0.0080719] * 2, rel=0.02)  # as scipy.stats.ttest_ind(…, equal_var=False) has it
    assert effect == pytest.approx([-1.0418, 1.0418], abs=0.001)


@pytest.mark.parametrize(("t", "degrees", "p"), [(4.303, 2, 0.05), (3.106, 11, 0.01), (3.390, 100, 0.001)])
def test_the_tail_of_t_is_near_that_of_students_table(t, degrees, p):
    assert welch.tails(np.array([t]), np.array([float(degrees)]))[0] == pytest.approx(p, rel=0.1)


@pytest.mark.parametrize("is_timed", [True, False])
@pytest.mark.parametrize("shape", ["normal", "lognormal"])
def test_shuffled_labels_seldom_differ(shape, is_timed):
    false = 0
    for seed in range(20):
        draw = np.random.default_rng(seed)
        values = draw.normal(10, 3, COUNT) if shape == "normal" else draw.lognormal(0, 1.2, COUNT)
        false += bool(found(values, labels_of(draw), is_timed=is_timed))
    assert false <= 1


@pytest.mark.parametrize("is_timed", [True, False])
def test_a_large_difference_is_mostly_found(is_timed):
    right = 0
    for seed in range(20):
        draw = np.random.default_rng(seed)
        labels = labels_of(draw)
        right += bool(found(draw.normal(10, 3, COUNT) + 3.5 * (labels == "c"), labels, is_timed=is_timed))
    assert right >= 18


def test_groups_that_differ_by_the_time_alone_are_no_finding():
    false = 0
    for seed in range(10):
        draw = np.random.default_rng(seed)
        thirds = np.array(list("abc"))[np.arange(COUNT) * 3 // COUNT]
        false += bool(found(100 + np.arange(COUNT) * 0.5 + draw.normal(0, 5, COUNT), thirds))
        false += bool(found(50 + draw.normal(size=COUNT).cumsum(), thirds))
    assert false <= 1


def test_groups_that_were_there_at_the_same_times_differ_by_their_levels():
    draw = np.random.default_rng(6)
    shared = draw.normal(size=COUNT).cumsum()
    frame = pl.DataFrame(
        {
            "at": [START + timedelta(hours=at // 3) for at in range(3 * COUNT)],
            "visits": (np.repeat(50 + shared, 3) + np.tile([0, 0, 40], COUNT)),
            "door": ["north", "south", "east"] * COUNT,
        }
    )
    fact = of_kind(tables.all_facts(frame), "group_difference")[0]
    assert findings.label_of(frame, fact) == "east"
    assert fact.more["here"] - fact.more["elsewhere"] == pytest.approx(40)


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        (0.4, ["a", "b"] * 100),  # a tenth of a standard deviation
        (40.0, ["a"] * 190 + ["b"] * 10),  # too few rows
        (40.0, [f"d{at % 60}" for at in range(200)]),  # too many groups
    ],
)
def test_what_is_small_or_rests_on_few_rows_is_no_finding(change, labels):
    values = np.random.default_rng(4).normal(100, 4, 200) + change * np.array([each == "b" for each in labels])
    assert found(values, labels, is_timed=False) == []


def test_the_order_of_rows_does_not_matter():
    frame = CASES["group_difference"]
    shuffled = frame.sample(fraction=1, shuffle=True, seed=5)
    assert of_kind(tables.all_facts(shuffled), "group_difference") == of_kind(
        tables.all_facts(frame), "group_difference"
    )
