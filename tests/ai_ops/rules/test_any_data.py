"""Whatever the data holds: candidates are sound, mends keep a rule alive, and nothing breaks."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_ops.rules import backtest, checking, mending, noise, sentences, thresholds
from ai_ops.rules.problems import Setting
from tests.ai_ops.rules import generated, past

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EXTREMES = [5e-324, 1e-300, -1e100, 1e100, 1e101, 2**60, float("inf"), float("nan")]
numbers = st.one_of(st.none(), st.integers(-5, 5), st.floats(), st.sampled_from(EXTREMES))
values = st.lists(numbers, min_size=1, max_size=60).map(
    lambda found: [None if each is None else float(each) for each in found]
)


@FEW
@given(values)
def test_every_candidate_is_a_rule_that_nothing_is_wrong_with(found):
    rows = past.rows(found)
    for each in thresholds.thresholds(rows, "x"):
        for variant in each.variants:
            one = thresholds.alone(each.condition, variant.for_seconds, variant.clear_value)
            assert checking.problems([one], Setting(rows, budget=1e9)) == ()


@FEW
@given(values, st.floats(0.01, 50))
def test_a_mended_rule_is_never_louder_and_never_silent(found, budget):
    rows = past.rows(found)
    setting = Setting(rows, budget=budget)
    for each in thresholds.thresholds(rows, "x")[:3]:
        one = thresholds.alone(each.condition)
        assert 0 < noise.rate_of(mending.mend([one], setting).rules[0], setting) <= noise.rate_of(one, setting)


@FEW
@given(st.integers(0, 10_000))
def test_any_rule_has_a_backtest_a_sentence_and_its_problems(seed):
    rows, one = generated.timeline_of(seed, 30), generated.rule(seed)
    found = backtest.backtest(one, rows)
    assert 0 <= found.summary.active <= 1
    assert sum(count for _, count in found.per_day) == found.summary.firings
    assert sentences.sentence(one, rows.fields).startswith("When ")
    setting = Setting(rows)
    mended = mending.mend([one], setting)
    assert {each.code for each in mended.problems} <= {each.code for each in checking.problems([one], setting)} | {
        "over_budget"
    }
