"""What a rule would have done is counted, shown and said."""

import json
from dataclasses import replace

import polars as pl
import pytest

from ai_ops.facts import findings, profile
from ai_ops.rules import backtest, scanning, timeline
from connectors import frames
from tests.ai_ops.facts import tables
from tests.ai_ops.rules import past
from tests.ai_ops.rules.past import above, condition, rows, rule

DAY = 24 * 60
TEN_DAYS = rows([150 if at in (1, 5, 9) else 50 for at in range(10)], [DAY * at for at in range(10)])


def test_firings_days_and_time_are_counted():
    found = backtest.backtest(above(), TEN_DAYS)
    assert found.summary == backtest.Summary(3, 0.3, 2 / 9, 10.0, "2026-01-10T00:00:00")
    assert found.is_firing
    assert found.per_day == (("2026-01-02", 1), ("2026-01-06", 1), ("2026-01-10", 1))
    assert found.busiest == ("2026-01-02", 1)


def test_a_firing_is_shown_with_its_values_and_its_peak():
    first, *_ = backtest.backtest(above(), rows([50, 110, 130, 120, 50])).first
    assert first == backtest.ShownFiring(
        "2026-01-01T00:01:00", "2026-01-01T00:04:00", 180.0, 3, values={"x": 110}, peak=130.0
    )


def test_the_peak_of_a_rule_below_is_the_lowest_value():
    assert backtest.backtest(past.below(10), rows([50, 5, 2, 8, 50])).first[0].peak == 2.0


def test_only_the_first_twenty_are_shown():
    found = backtest.backtest(above(), rows([150, 50] * 30))
    assert (found.summary.firings, len(found.first)) == (30, 20)


def test_the_end_of_the_past_is_held_against_its_beginning():
    found = backtest.backtest(above(), rows([50, 150] + [50] * 7 + [150], [DAY * at for at in range(10)]))
    assert [found.earlier, found.later] == pytest.approx([1 / 7, 1 / 3])


def test_a_short_past_is_not_taken_for_a_busy_one():
    assert backtest.backtest(above(), rows([150, 50, 150, 50])).summary.rate == 2.0


def test_it_says_how_often_and_when_last():
    assert backtest.backtest(above(), TEN_DAYS).sentences == (
        "It would have fired 3 times in 10 days, last on 10 January 2026.",
        "It would have been firing for 22.2 % of the time.",
        "In the last 30 % of the time it fired 0.33 times a day, before that 0.29 times a day.",
    )
    assert backtest.backtest(above(), rows([50, 150, 50])).sentences[0] == (
        "It would have fired 1 time in 1 hour, on 1 January 2026 at 00:01."
    )
    assert backtest.backtest(above(500), TEN_DAYS).sentences == ("It would not have fired in 10 days.",)


def test_anomalies_of_its_fields_are_touched_or_not():
    frame = tables.changed(slice(200, 203), lambda values: values + 90)
    table = frames.from_frame(frame)
    facts = findings.candidates(table, profile.profile(table))
    spike = next(each for each in facts if each.kind == "spike")
    moved = replace(spike, id="F99", since="2026-01-02T00:00:00", until="2026-01-02T03:00:00")
    other = replace(spike, id="F98", columns=("other",))
    when = timeline.of(table)
    one = rule(condition(field="visits", op="gt", value_kind="number", value=150.0))
    found = backtest.backtest(one, when, anomalies=[spike, moved, other])
    assert (found.touched, found.untouched) == ((spike.id,), ("F99",))


def test_a_backtest_is_plain_data():
    assert json.loads(json.dumps(backtest.backtest(above(), TEN_DAYS).as_json()))["summary"]["firings"] == 3


def test_a_table_without_rows_with_a_time_is_tried_too():
    table = past.table([1, 2])
    empty = timeline.of(replace(table, frame=table.frame.with_columns(at=pl.lit(None, pl.Datetime("us")))), "at")
    found = backtest.backtest(above(), empty)
    assert (len(empty), found.summary.firings) == (0, 0)
    assert scanning.scan(above(), empty).state.last is None


def test_a_table_without_times_is_refused_in_words():
    table = frames.from_frame(pl.DataFrame({"x": [1.5, 2.5]}))
    with pytest.raises(timeline.NoTimesError, match="Add a column with a date or a time"):
        timeline.of(table)


def test_rows_are_tried_in_the_order_of_their_times():
    shuffled = rows([150, 50, 50], [1, 0, 2])
    assert backtest.backtest(above(), shuffled).first[0].began == "2026-01-01T00:01:00"


def test_rows_of_several_things_at_one_time_are_noticed():
    assert rows([1, 2, 3, 4], [0, 0, 1, 1]).is_crowded
    assert not TEN_DAYS.is_crowded
