"""What a rule means from row to row: waiting, hysteresis, keeping, cooling, and the absence of data."""

import pytest

from ai_ops.rules import stepping
from ai_ops.rules.state import Event, EventKind, Feed, Phase, StateError, begin, dump, load
from tests.ai_ops.rules import documented, past
from tests.ai_ops.rules.past import above, condition, minute, phases, rule, run

DIAGRAM = documented.diagram()


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("gt 100, for 120 s", {"for_seconds": 120}),
        ("… and clear 90", {"for_seconds": 120, "clear_value": 90.0}),
        ("… and keep 120 s", {"for_seconds": 120, "clear_value": 90.0, "keep_seconds": 120}),
        ("gt 100, cooldown 240 s", {"cooldown_seconds": 240}),
    ],
)
def test_a_rule_goes_through_its_phases_as_the_page_draws_them(line, parts):
    assert phases(above(100, **parts), [float(each) for each in DIAGRAM["value"]]) == DIAGRAM[line]


def test_it_fires_when_it_held_for_so_long_and_not_before():
    _, events = run(above(for_seconds=120), [101, 101, 101, 101])
    assert events == [("pending", 0), ("firing", 2)]


def test_one_row_that_is_not_true_begins_the_waiting_anew():
    assert phases(above(for_seconds=120), [101, 101, 99, 101, 101, 101]) == [
        "pend",
        "pend",
        "idle",
        "pend",
        "pend",
        "FIRE",
    ]


def test_waiting_does_not_survive_a_null():
    assert phases(above(for_seconds=120), [101, 101, None, 101]) == ["pend", "pend", "idle", "pend"]


def test_waiting_does_not_survive_a_gap():
    assert phases(above(for_seconds=120), [101, 101], [0, 4]) == ["pend", "pend"]
    assert phases(above(for_seconds=120), [101, 101], [0, 3]) == ["pend", "FIRE"]


def test_a_rule_below_clears_above():
    assert phases(past.below(120, clear_value=130.0), [110, 125, 130, 131]) == ["FIRE", "FIRE", "FIRE", "idle"]


def test_the_clear_value_does_not_make_it_fire():
    assert phases(above(clear_value=90.0), [95, 95]) == ["idle", "idle"]


def test_a_null_ends_a_firing_without_keep_and_is_said_once():
    _, events = run(above(), [101, None, None, 101])
    assert events == [("firing", 0), ("no_data", 1), ("resolved", 1), ("firing", 3)]


def test_keep_bridges_a_null():
    _, events = run(above(keep_seconds=120), [101, None, 101])
    assert events == [("firing", 0), ("no_data", 1)]


def test_keep_ends_at_the_first_row_after_it():
    _, events = run(above(keep_seconds=90), [101, 50, 50, 50])
    assert events == [("firing", 0), ("resolved", 3)]


def test_silence_of_three_steps_is_no_data_and_a_firing_ends_when_keep_is_over():
    _, events = run(above(keep_seconds=120), [101, 101], [0, 10])
    assert events == [("firing", 0), ("no_data", 3), ("resolved", 5), ("firing", 10)]


def test_a_row_at_the_very_end_of_keep_can_still_hold_a_firing():
    assert run(above(keep_seconds=120), [101, 101], [0, 5])[1] == [("firing", 0), ("no_data", 3)]
    assert run(above(keep_seconds=120), [101, 50], [0, 5])[1] == [("firing", 0), ("no_data", 3), ("resolved", 5)]


def test_silence_that_keep_outlasts_does_not_end_a_firing():
    _, events = run(above(keep_seconds=600), [101, 101], [0, 10])
    assert events == [("firing", 0), ("no_data", 3)]


def test_low_is_never_what_a_missing_value_is():
    assert phases(past.below(120), [None, None]) == ["idle", "idle"]


def test_the_first_value_crosses_nothing():
    crossing = condition(field="x", op="crosses_above", value_kind="number", value=100.0)
    assert phases(rule(crossing), [150, 150]) == ["idle", "idle"]
    assert phases(rule(crossing), [100, 150, 150, 90]) == ["idle", "FIRE", "FIRE", "idle"]
    assert phases(rule(crossing, clear_value=80.0), [99, 150, 90, 79]) == ["idle", "FIRE", "FIRE", "idle"]


def test_a_crossing_that_keep_bridges_holds_while_it_is_beyond():
    crossing = condition(field="x", op="crosses_above", value_kind="number", value=100.0)
    assert phases(rule(crossing, keep_seconds=120), [99, 150, None, 150, 150]) == [
        "idle",
        "FIRE",
        "FIRE",
        "FIRE",
        "FIRE",
    ]


def test_a_row_that_comes_late_changes_nothing_and_is_counted():
    one = above()
    (before,), _ = run(one, [50])
    after, events = stepping.step(one, before, row={"x": 150}, at=minute(-1))
    assert (after.late, events) == (1, ())
    assert after.last == before.last
    assert after.phase is Phase.IDLE


def test_rows_of_one_time_are_all_read():
    states, events = run(above(), [150, 50, 150], [0, 0, 0])
    assert [kind for kind, _ in events] == ["firing", "resolved", "firing"]
    assert states[-1].twins == 3


def test_a_field_that_is_gone_is_an_error_in_words_and_never_below():
    one = past.below(120)
    state, events = stepping.step(one, begin(one, step=past.MINUTE), row={"y": 1}, at=minute(0))
    assert [each.kind for each in events] == [EventKind.ERROR]
    assert events[0].sentence == "There is no field “x” in the row, so the rule could not be decided."
    again, events = stepping.step(one, state, row={"y": 1}, at=minute(1))
    assert (again.feed, events) == (Feed.ERROR, ())


def test_a_value_of_another_type_is_an_error_in_words():
    one = above()
    _, (event,) = stepping.step(one, begin(one), row={"x": "high"}, at=minute(0))
    assert event.sentence == "“x” holds texts, and “is above” takes numbers."


def test_asking_during_silence_gives_what_the_next_row_would_have_given():
    one = above(keep_seconds=120)
    (firing,), _ = run(one, [101])
    whole, expected = stepping.step(one, firing, row={"x": 101}, at=minute(10))
    state = firing
    events: list[Event] = []
    for number in (1, 3, 4, 5, 6, 9):
        state, happened = stepping.tick(one, state, at=minute(number))
        events += happened
    state, happened = stepping.step(one, state, row={"x": 101}, at=minute(10))
    assert (state, (*events, *happened)) == (whole, expected)


def test_the_silence_of_a_source_without_a_usual_step_is_not_noticed():
    one = above()
    state, _ = stepping.step(one, begin(one), row={"x": 101}, at=minute(0))
    assert stepping.tick(one, state, at=minute(10_000)) == (state, ())


def test_an_event_has_the_values_of_the_rule_in_its_row():
    one = above()
    _, (event,) = stepping.step(one, begin(one), row={"x": 101.5, "y": 3}, at=minute(0))
    assert event.values == {"x": 101.5}


def test_a_state_keeps_no_text_of_the_data():
    one = rule(condition(field="x", op="changed"))
    state, _ = stepping.step(one, begin(one), row={"x": "confidential"}, at=minute(0))
    assert "confidential" not in dump(state)


def test_the_state_of_a_changed_rule_is_refused():
    state = begin(above(100))
    with pytest.raises(StateError, match="begins again"):
        stepping.step(above(101), state, row={"x": 1}, at=minute(0))
    with pytest.raises(StateError):
        load(dump(state), above(101))
    with pytest.raises(StateError):
        load('{"version": 9}', above(100))


def test_words_and_actions_can_change_without_a_new_beginning():
    renamed = above(100).model_copy(update={"name": "Other", "severity": "critical", "message": "Hot"})
    assert load(dump(begin(above(100))), renamed) == begin(above(100))
