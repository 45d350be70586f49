"""Scores: causal, in [0, 1], and comparable by one threshold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_ops.facts import scores
from ai_ops.facts.scores import THRESHOLD
from ai_ops.facts.scoring import periods, steps

DRAW = np.random.default_rng(6)  # for the series below; a test that draws takes one of its own
DAYS = np.arange(720)
HOURLY = 20 + 8 * np.sin(2 * np.pi * DAYS / 24) + DRAW.normal(0, 0.6, 720)
NOISE = DRAW.normal(50, 4, 600)
COUNTS = DRAW.poisson(2.0, 600).astype(float)


def with_change(values, rows, change):
    spoilt = values.copy()
    spoilt[rows] = change(spoilt[rows])
    return spoilt


def alarms(values, seconds=None):
    return [event.first for event in scores.events(scores.score(values, seconds))]


values = st.lists(
    st.one_of(st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0, float("nan"), float("inf"), 1e300])), max_size=90
)


@settings(max_examples=25, deadline=None)
@given(values, st.integers(0, 90))
def test_a_row_is_scored_from_the_rows_up_to_it_alone(values, cut):
    whole = scores.score(np.array(values, dtype=float))
    part = scores.score(np.array(values[:cut], dtype=float))
    assert np.array_equal(part, whole[: len(part)])


@settings(max_examples=25, deadline=None)
@given(values)
def test_whatever_the_values_are_each_row_has_a_score_from_0_to_1(values):
    found = scores.score(np.array(values, dtype=float))
    assert len(found) == len(values)
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize("cut", [350, 611, 719])
def test_a_cycle_that_is_learned_later_changes_no_earlier_score(cut):
    assert np.array_equal(scores.score(HOURLY[:cut]), scores.score(HOURLY)[:cut])


@pytest.mark.parametrize(
    "values", [HOURLY, NOISE, COUNTS, np.full(300, 7.0), np.arange(300.0), np.zeros(0), np.full(50, np.nan)]
)
def test_what_is_usual_raises_no_alarm(values):
    assert len(alarms(values)) <= 2


@pytest.mark.parametrize("scale", [1e-250, 1e-6, 1.0, 1e9])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("values", [HOURLY, NOISE], ids=["hourly", "noise"])
def test_a_spike_either_way_is_an_anomaly_at_any_scale(values, sign, scale):
    far = sign * 12 * np.std(np.diff(values))
    assert 500 in alarms(scale * with_change(values, [500], lambda row: row + far))


def test_a_value_that_is_usual_at_another_hour_is_an_anomaly():
    assert HOURLY.min() < 20 < HOURLY.max()
    assert 486 in alarms(with_change(HOURLY, [486], lambda _: 20.0))


def test_a_level_shift_is_an_alarm_at_its_onset_and_then_the_usual():
    found = alarms(with_change(NOISE, slice(300, None), lambda rows: rows + 40))
    assert [row for row in found if 300 <= row <= 305]
    assert [row for row in found if row > 340] == []


def test_a_small_shift_that_no_row_shows_is_seen_after_some_rows():
    shifted = with_change(NOISE, slice(300, None), lambda rows: rows + 16)
    assert [row for row in alarms(shifted) if 300 <= row <= 330]


def test_a_flatline_is_an_anomaly_and_a_constant_is_none():
    assert [row for row in alarms(with_change(NOISE, slice(300, 320), lambda _: 50.0)) if 300 <= row <= 305]
    assert alarms(np.full(600, 3.0)) == []


def test_the_first_step_of_a_constant_is_an_anomaly():
    assert alarms(with_change(np.full(300, 3.0), slice(200, None), lambda rows: rows + 1))[0] == 200


def test_values_that_go_missing_are_an_anomaly_where_none_were_missing():
    assert [row for row in alarms(with_change(NOISE, slice(300, 306), lambda _: np.nan)) if 300 <= row <= 303]


def test_values_that_are_often_missing_are_none():
    often = NOISE.copy()
    often[np.random.default_rng(1).random(len(often)) < 0.3] = np.nan
    assert len(alarms(often)) <= 1


def test_time_without_rows_is_an_anomaly_at_the_row_after_it():
    seconds = 60.0 * np.arange(600)
    seconds[400:] += 3600
    assert 400 in alarms(NOISE, seconds)
    assert 400 not in alarms(NOISE)


def test_an_hour_that_is_missing_moves_no_cycle():
    clear, hours = 20 + 8 * np.sin(2 * np.pi * DAYS / 24) + 0.02 * NOISE[DAYS % 600], 3600.0 * DAYS
    kept = DAYS != 503
    assert [row for row in alarms(clear[kept]) if 503 <= row < 560] != []
    assert [row for row in alarms(clear[kept], hours[kept]) if 503 <= row < 560] == [503]
    given = scores.score(clear[kept], hours[kept], is_pause_scored=False)
    assert given[503:560].max() < THRESHOLD


@pytest.mark.parametrize("cut", [5, 9, 12, 300, 501, 530])
def test_pauses_change_no_earlier_score(cut):
    seconds, kept = (3600.0 * DAYS).astype(np.float64), ~np.isin(DAYS, [4, 100, 101, 500, 501, 502, 650])
    whole = scores.score(HOURLY[kept], seconds[kept])
    assert np.array_equal(scores.score(HOURLY[kept][:cut], seconds[kept][:cut]), whole[:cut])


def test_rows_of_working_days_and_after_long_pauses_stay_rows():
    days = 86_400.0 * np.array([day for day in range(700) if day % 7 < 5], dtype=np.float64)
    assert steps.places(days).tolist() == list(range(500))
    assert steps.places(3600.0 * np.delete(np.arange(60.0), [30, 31])).tolist() == [*range(30), *range(32, 60)]
    assert steps.places(3600.0 * np.delete(np.arange(90.0), range(30, 80))).tolist() == list(range(40))
    assert steps.places(np.zeros(40)).tolist() == list(range(40))


def test_a_burst_of_unrest_is_an_anomaly():
    wild = with_change(NOISE, slice(300, 340), lambda rows: rows + np.random.default_rng(2).normal(0, 20, 40))
    assert [row for row in alarms(wild) if 300 <= row < 340]


def test_heavy_tails_ask_for_more():
    heavy = np.random.default_rng(3).standard_t(2, 600)
    assert len(alarms(heavy)) <= 4


def test_alarms_that_follow_each_other_are_one_event():
    found = scores.events(np.array([0, 0.6, 0.1, 0.9, 0, 0, 0, 0, 0, 0, 0.5]), apart=3)
    assert [(event.first, event.last, event.peak) for event in found] == [(1, 3, 3), (10, 10, 10)]
    assert scores.events(np.zeros(5)) == []
    assert THRESHOLD == 0.5


@pytest.mark.parametrize("period", [7, 12, 24, 168])
def test_the_period_of_a_cycle_is_found_and_of_a_walk_there_is_none(period):
    rows, draw = np.arange(period * 6), np.random.default_rng(4)
    cycle = np.sin(2 * np.pi * rows / period) + 0.4 * (rows % period == 2)
    assert periods.find_period(cycle + draw.normal(0, 0.2, len(rows))) in range(period - 2, period + 3)
    assert periods.find_period(np.cumsum(draw.normal(size=len(rows)))) == 0
