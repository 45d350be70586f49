"""Faulty rules are caught or mended; good rules are not refused."""

import numpy as np
import pytest

from ai_ops.rules import checking, mending, noise, thresholds
from ai_ops.rules.backtest import summarised
from ai_ops.rules.model import Action
from ai_ops.rules.problems import Setting, codes
from ai_ops.rules.thresholds import alone
from tests.ai_ops.rules import past
from tests.ai_ops.rules.past import above, below, condition, rule

HOURS = 30 * 24
DRAW = np.random.default_rng(12)
WAVE = [round(100 + 30 * float(np.sin(at / 24 * np.pi / 2)), 1) for at in range(HOURS)]
NOISE = DRAW.normal(50, 10, HOURS).round(1).tolist()
STATUS = ["down" if at % 200 == 7 else "up" for at in range(HOURS)]
ROWS = past.rows(WAVE, [60 * at for at in range(HOURS)], n=NOISE, s=STATUS, empty=[None] * HOURS)
ALARM = {"action": Action.SHOW_ALERT, "target": "alarm"}


def setting(**parts):
    return Setting(ROWS, **parts)


def of(field, op, value=None, kind="number"):
    return condition(field=field, op=op, value_kind="none" if value is None else kind, value=value)


def down(**parts):
    return rule(of("s", "eq", "down", "text"), **parts)


GOOD = [
    above(125),
    above(125, for_seconds=7200, clear_value=110.0, keep_seconds=60, cooldown_seconds=3600),
    below(75, message="Only {x} left, and {n}"),
    down(action=Action.SWITCH_SCENE, target="Outage"),
    rule(of("x", "crosses_above", 120.0), clear_value=100.0),
    rule(of("x", "gt", 120.0), of("s", "ne", "down", "text"), for_seconds=3600),
    rule(of("s", "contains", "OW", "text"), of("s", "starts_with", "Do", "text"), logic="ANY"),
    rule(of("n", "gt", "x", "field")),
    rule(of("s", "changed")),
    rule(of("x", "le", 70.0)),
]
"""Rules that nothing is wrong with. 70 is the lowest value of all."""

DEFECTS = {
    "unknown_field": above(125).model_copy(update={"conditions": (of("revenue", "gt", 1.0),)}),
    "wrong_type": rule(of("s", "gt", 5.0)),
    "out_of_range": above(500),
    "never_seen": rule(of("s", "eq", "broken", "text")),
    "always_true": rule(of("x", "ge", 70.0)),
    "never_true": rule(of("x", "gt", 120.0), of("x", "lt", 80.0)),
    "never_fires": above(125, for_seconds=6 * 86400),
    "over_budget": rule(of("n", "gt", 50.0)),
    "clear_value": above(125, clear_value=128.0),
    "unknown_placeholder": above(125, message="Now {revenue}"),
    "torn_message": above(125, message="Now {x"),
    "no_target": above(125, action=Action.SWITCH_SCENE),
}
MENDED = {"never_fires", "over_budget", "clear_value"}


@pytest.mark.parametrize("good", GOOD, ids=range(len(GOOD)))
def test_a_good_rule_is_neither_refused_nor_changed(good):
    assert checking.problems([good], setting()) == ()
    assert mending.mend([good], setting()) == ((good,), (), ())


@pytest.mark.parametrize("code", DEFECTS)
def test_a_fault_is_caught_by_its_name_and_nothing_else_is(code):
    (problem,) = checking.problems([DEFECTS[code]], setting())
    assert (problem.code, problem.is_mendable) == (code, code in MENDED)
    assert problem.sentence.startswith(("“Rule”", "The message of “Rule”"))


@pytest.mark.parametrize("code", sorted(MENDED))
def test_what_can_be_mended_is_and_is_told(code):
    mended = mending.mend([DEFECTS[code]], setting())
    assert mended.problems == ()
    assert len(mended.mends) >= 1
    assert summarised(setting().history(mended.rules[0])).firings > 0


def test_the_type_of_a_fault_is_said():
    (problem,) = checking.problems([DEFECTS["wrong_type"]], setting())
    assert problem.sentence == "“Rule”: “s” holds texts, and “is above” takes numbers."


def test_a_near_name_is_suggested_and_never_bound():
    (problem,) = checking.problems(
        [rule(of("status", "eq", "x", "field"))], Setting(past.rows([1, 2], statu=["a", "b"]))
    )
    assert problem.sentence == "“Rule”: there is no field “status”. Did you mean “statu”?"


def test_targets_are_those_that_may_be_touched():
    targets = {Action.SWITCH_SCENE: {"Lobby"}}
    switch = down(action=Action.SWITCH_SCENE, target="Lobby")
    assert checking.problems([switch], setting(targets=targets)) == ()
    for wrong in (switch.model_copy(update={"target": "Elsewhere"}), down(action=Action.PLAY_MEDIA, target="Lobby")):
        assert codes(checking.problems([wrong], setting(targets=targets))) == {"unknown_target"}


def test_a_clear_value_that_nothing_passes_is_left_out():
    mended = mending.mend([above(125, clear_value=10.0)], setting())
    assert mended.rules[0].clear_value is None
    assert mended.problems == ()


def test_the_same_rule_twice_is_left_out_once():
    twin = above(125, name="Twin", message="Other words")
    assert codes(checking.problems([above(125), twin], setting())) == {"duplicate"}
    mended = mending.mend([above(125), twin], setting())
    assert mended.rules == (above(125),)
    assert mended.mends == ("“Twin” is left out: it does what “Rule” does.",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"action": Action.SHOW_ALERT, "target": "a"}, {"action": Action.HIDE_ALERT, "target": "A"}),
        ({"action": Action.SWITCH_SCENE, "target": "a"}, {"action": Action.REVERT_SCENE, "target": ""}),
    ],
)
def test_opposite_actions_at_one_time_are_a_conflict(one, other):
    (problem,) = checking.problems([above(110, **one), above(120, name="Other", **other)], setting())
    assert (problem.code, problem.rule) == ("conflict", 1)
    assert "first on 1 January 2026 at" in problem.sentence


def test_opposite_actions_at_other_times_or_of_other_targets_are_none():
    show, hide = above(120, **ALARM), {"name": "Other", "action": Action.HIDE_ALERT}
    assert checking.problems([show, below(80, target="alarm", **hide)], setting()) == ()
    assert checking.problems([show, above(125, target="other", **hide)], setting()) == ()


def reads(field, value, name, **parts):
    return rule(of(field, "eq", value, "text"), name=name, **parts)


def sets(variable):
    return {"action": Action.SET_VARIABLE, "target": variable, "message": "on"}


@pytest.mark.parametrize(
    "rules",
    [
        [reads("variables.a", "on", "One", **sets("b")), reads("variables.b", "on", "Two", **sets("a"))],
        [reads("variables.a", "on", "One", **sets("a"))],
        [
            reads("variables.a", "on", "One", **sets("b")),
            reads("variables.b", "on", "Two", **sets("c")),
            reads("variables.c", "on", "Three", **sets("a")),
        ],
        [
            reads("scene.current", "Day", "One", action=Action.SWITCH_SCENE, target="Night"),
            reads("scene.current", "NIGHT", "Two", action=Action.SWITCH_SCENE, target="day"),
        ],
    ],
)
def test_rules_that_set_each_other_off_are_a_loop_and_it_is_told_once(rules):
    (problem,) = checking.problems(rules, setting())
    assert (problem.code, problem.rule) == ("loop", 0)


def test_a_chain_without_an_end_at_its_beginning_is_no_loop():
    chain = [
        down(name="One", **sets("a")),
        reads("variables.a", "on", "Two", action=Action.SWITCH_SCENE, target="Night"),
        reads("scene.current", "Night", "Three", **sets("b")),
        reads("scene.current", "Day", "Four", **sets("a")),
    ]
    assert checking.problems(chain, setting()) == ()


def test_more_than_five_rules_are_too_many():
    many = [above(120 + at / 10, name=str(at)) for at in range(6)]
    assert codes(checking.problems(many, setting())) == {"too_many_rules"}


def hours(day):
    """Return thirty days, hour by hour, of which each has the same values."""
    return past.rows(day * 30, [60 * at for at in range(30 * len(day))])


def test_noise_is_met_by_a_longer_wait_first():
    quieted = noise.quiet(rule(of("n", "gt", 50.0)), setting())
    assert quieted.rule.for_seconds == 7200
    (mend,) = quieted.mends
    assert mend.startswith("“Rule” would have fired 5.5 times a day, and 3 is the most: it now waits for 2 hours, ")
    assert mend.endswith("which makes it 1.6 times a day.")


def test_where_a_wait_would_silence_it_the_clear_value_is_widened():
    quieted = noise.quiet(above(50), Setting(hours([60, 45] * 6 + [30] * 12)))
    assert (quieted.rule.for_seconds, quieted.rule.clear_value) == (0, 40.6)
    assert quieted.mends[0].endswith("it now clears only below 40.6, which makes it 1 time a day.")


def test_where_neither_helps_the_next_quantile_is_taken():
    spikes = [0, 60, 0, 61, 0, 62, 0, 63, 0, 99]
    quieted = noise.quiet(above(50), Setting(hours(spikes + [0] * 14)))
    assert quieted.rule.conditions[0].value in (61.0, 62.0, 63.0)
    assert "as its threshold" in quieted.mends[-1]


@pytest.mark.parametrize("budget", [0.05, 0.5, 1.0, 2.0])
@pytest.mark.parametrize(
    "loud",
    [rule(of("n", "gt", 50.0)), rule(of("n", "lt", 48.0)), rule(of("n", "crosses_above", 52.0))],
    ids=["gt", "lt", "crosses"],
)
def test_a_quieted_rule_fires_less_and_still_fires(loud, budget):
    before, place = noise.rate_of(loud, setting()), setting(budget=budget)
    quieted = noise.quiet(loud, place)
    assert 0 < noise.rate_of(quieted.rule, place) < before
    assert all("it now" in each for each in quieted.mends)


def test_a_rule_within_the_budget_is_left_alone():
    assert noise.quiet(above(125), setting()) == (above(125), ())


def test_a_text_that_flickers_can_only_wait():
    rows = past.rows(range(600), s=["down" if at % 3 == 0 or at in range(50, 56) else "up" for at in range(600)])
    flicker = rule(of("s", "eq", "down", "text"))
    quieted = noise.quiet(flicker, Setting(rows))
    assert (quieted.rule.for_seconds, quieted.rule.clear_value) == (120, None)


@pytest.mark.parametrize("field", ["x", "n", "s"])
def test_no_candidate_is_a_faulty_rule(field):
    place = setting(budget=100.0)
    for each in thresholds.thresholds(ROWS, field):
        for variant in each.variants:
            chosen = alone(each.condition, variant.for_seconds, variant.clear_value)
            assert checking.problems([chosen], place) == (), each
