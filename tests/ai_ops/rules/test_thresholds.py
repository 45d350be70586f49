"""Candidates for thresholds come from the data, and each was tried."""

import numpy as np
import pytest

from ai_ops.facts import findings, profile
from ai_ops.rules import backtest, scanning, thresholds, timeline
from connectors import frames
from connectors.kinds.base import Field
from tests.ai_ops.facts import tables
from tests.ai_ops.rules import past

DRAW = np.random.default_rng(4)
MANY = DRAW.normal(100, 10, 2000).round(2)


def found(values, field="x", facts=(), **others):
    return thresholds.thresholds(past.rows(list(values), **others), field, facts=facts)


def conditions(candidates):
    return {(each.condition.op.value, each.condition.value) for each in candidates}


def test_numbers_have_their_quantiles_in_both_directions():
    candidates = conditions(found(MANY))
    for op, shares in (("gt", (0.95, 0.99, 0.995)), ("lt", (0.05, 0.01, 0.005))):
        assert {(op, round(float(np.quantile(MANY, share)), 1)) for share in shares} <= candidates


def test_an_outlier_lies_beyond_a_robust_bound():
    bases = [each.basis for each in found([*MANY, 300.0, -100.0])]
    assert bases.count("the bound of what is usual (3.5 robust standard deviations)") == 2


def test_there_are_at_most_eight_and_none_twice():
    candidates = found([None, *MANY, 300.0, 0.0])
    assert [each.id for each in candidates] == ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"]
    assert len(conditions(candidates)) == 8


def test_candidates_of_the_next_field_are_numbered_on():
    assert thresholds.thresholds(past.rows(list(MANY)), "x", first=9)[0].id == "T9"


def test_every_candidate_is_sometimes_true_and_never_always():
    for field, others in (
        ("x", {}),
        ("s", {"s": ["up"] * 1990 + ["down"] * 10}),
        ("b", {"b": [True] * 3 + [False] * 1997}),
    ):
        rows = past.rows(list(MANY), **others)
        for each in thresholds.thresholds(rows, field):
            outcomes = set(scanning.scan(thresholds.alone(each.condition), rows).outcomes.tolist())
            assert {0, 1} <= outcomes


def test_every_variant_has_the_figures_of_its_own_backtest():
    rows = past.rows(list(MANY))
    for each in thresholds.thresholds(rows, "x"):
        for variant in each.variants:
            rule = thresholds.alone(each.condition, variant.for_seconds, variant.clear_value)
            assert variant.summary == backtest.backtest(rule, rows).summary


def test_a_variant_that_waits_would_have_fired():
    wave = [100 + 20 * np.sin(at / 40) for at in range(1000)]
    rows = past.rows(wave)
    for each in thresholds.thresholds(rows, "x"):
        names = [variant.name for variant in each.variants]
        assert names == ["plain", "lasting", "steady"]
        assert all(variant.summary.firings for variant in each.variants)
        assert each.variant("steady").for_seconds == 180
        assert each.variant("none such").name == "plain"


def test_the_clear_value_lies_on_the_other_side_within_the_range():
    for each in found(MANY):
        clear = each.variant("steady").clear_value
        if clear is not None:
            assert each.condition.sign * (each.condition.value - clear) > 0
            assert MANY.min() < clear < MANY.max()


def test_thresholds_have_few_digits():
    assert all(len(f"{each.condition.value:g}") <= 5 for each in found(DRAW.normal(100, 10, 500)))


def test_a_shift_gives_the_middle_of_its_levels():
    table = frames.from_frame(tables.changed(slice(200, 400), lambda values: values + 60))
    facts = findings.candidates(table, profile.profile(table))
    shift = next(each for each in facts if each.kind == "level_shift")
    first, *_ = thresholds.thresholds(timeline.of(table), "visits", facts=facts)
    assert first.condition.value == pytest.approx((shift.more["before"] + shift.more["after"]) / 2, abs=1)
    assert shift.id in first.basis


def test_nothing_at_all_and_the_whole_are_natural_bounds():
    values = [0.0, *np.linspace(10, 100, 99)]
    table = past.table(values)
    fields = tuple(Field(each.name, each.kind, unit="%" if each.name == "x" else "") for each in table.fields)
    rows = timeline.of(frames.Table(table.frame, fields), "at")
    assert {("le", 0.0), ("ge", 100.0)} <= conditions(thresholds.thresholds(rows, "x"))


def test_texts_and_truths_have_their_rare_values():
    others = {"s": ["up"] * 96 + ["down"] * 3 + ["lost"], "b": [True] * 5 + [False] * 95}
    assert conditions(found(range(100), "s", **others)) == {("eq", "lost"), ("eq", "down")}
    assert conditions(found(range(100), "b", **others)) == {("eq", True)}


def test_missing_values_are_a_candidate():
    assert ("missing", None) in conditions(found([1.5, None, 2.5, 3.5] * 10))


@pytest.mark.parametrize("values", [[5.0] * 30, [None] * 30, [float("nan")] * 30], ids=["constant", "null", "nan"])
def test_a_column_that_says_nothing_has_no_thresholds(values):
    rows = past.rows(values, y=range(30))
    assert thresholds.thresholds(rows, "x") == ()


def test_hostile_texts_are_cleaned_in_the_basis():
    others = {"s": ["up"] * 98 + ["a\u202eb\nc"] * 2}
    (candidate,) = found(range(100), "s", **others)
    assert candidate.basis == "“ab c” stands in 2.0 % of the rows"


def test_the_times_themselves_have_no_thresholds():
    assert thresholds.thresholds(past.rows(list(MANY)), "at") == ()
