"""Detection quality on labelled series that nothing was tuned on, above floors. bench/facts.py prints all of it."""

import pytest

from ai_ops.facts import scores
from tests.ai_ops.facts import judging, labelled, real_series

SAMPLE = ("san francisco temperature, hourly", "sea surface, monthly", "german inflation, quarterly")


@pytest.fixture(scope="module")
def judged():
    return judging.judge(SAMPLE, scores.score)


def test_tuning_and_judging_use_different_series():
    assert real_series.TUNING.keys().isdisjoint(real_series.HELD_OUT)
    assert set(SAMPLE) <= real_series.HELD_OUT.keys()


def test_most_faults_are_found_and_most_alarms_are_right(judged):
    assert judged.recall >= 0.6
    assert judged.precision >= 0.6


@pytest.mark.parametrize("kind", labelled.KINDS)
def test_each_kind_of_fault_can_be_found(judged, kind):
    assert judged.found[kind] >= 1


def test_clean_data_seldom_raises_an_alarm(judged):
    assert judged.false_per_thousand <= 2


def test_it_is_clearly_better_than_a_windowed_gaussian(judged):
    assert judged.f1 >= judging.judge(SAMPLE, judging.windowed_gaussian).f1 + 0.2
