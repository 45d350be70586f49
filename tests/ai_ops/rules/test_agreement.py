"""The two evaluators say the same of every rule: on history at once, and row by row."""

import random
from datetime import timedelta

import pytest

from ai_ops.rules import scanning, state, stepping, timeline
from tests.ai_ops.rules import generated, past

ROWS = 60
RULES_OF_TABLE = 4
TABLES = 450  # × 4 rules × 60 rows: 108,000 cases
SEEDS = [*range(25), *(pytest.param(at, marks=pytest.mark.proof) for at in range(25, TABLES))]


def rules_of(seed):
    return [generated.rule(1000 * seed + number) for number in range(RULES_OF_TABLE)]


@pytest.mark.parametrize("seed", SEEDS)
def test_history_at_once_gives_the_events_and_the_state_of_row_by_row(seed):
    rows = generated.timeline_of(seed, ROWS)
    for rule in rules_of(seed):
        history = scanning.scan(rule, rows)
        final, events = stepping.run(rule, state.begin(rule, step=rows.step), rows.rows())
        assert tuple(history.events()) == events, rule
        assert history.state == final, rule


@pytest.mark.parametrize("seed", range(5))
def test_restarts_and_questions_between_rows_neither_lose_nor_double_an_event(seed):
    rows, draw = generated.timeline_of(seed, ROWS), random.Random(seed)
    for rule in rules_of(seed):
        one, events = state.begin(rule, step=rows.step), []
        for at, row in rows.rows():
            one, asked = stepping.tick(rule, one, at=at - timedelta(seconds=draw.choice([0, 0, 1, 30, 100])))
            one, happened = stepping.step(rule, state.load(state.dump(one), rule), row=row, at=at)
            events += [*asked, *happened]
        history = scanning.scan(rule, rows)
        assert (events, one) == (list(history.events()), history.state)


@pytest.mark.parametrize("seed", range(5))
def test_live_data_goes_on_from_the_end_of_history(seed):
    rows = generated.timeline_of(seed, ROWS)
    for rule in rules_of(seed):
        early = timeline.Timeline(rows.frame.head(40), rows.at[:40], fields=rows.fields, time="at")
        begun = state.begin(rule, step=rows.step)
        halfway, _ = stepping.run(rule, begun, early.rows())
        assert rows.unseen(halfway) == 40
        final, _ = stepping.run(rule, halfway, rows.rows(rows.unseen(halfway)))
        assert final == scanning.scan(rule, rows).state
        assert rows.unseen(final) == len(rows)


def test_generated_rules_do_all_that_rules_can_do():
    kinds = set()
    for seed in range(25):
        rows = generated.timeline_of(seed, ROWS)
        kinds |= {each.kind for rule in rules_of(seed) for each in scanning.scan(rule, rows).events()}
    assert kinds == set(state.EventKind)


@pytest.mark.parametrize("last", [101, 50, None])
@pytest.mark.parametrize("keep", [0, 119, 120, 121])
def test_they_agree_on_a_row_at_the_very_end_of_silence_and_keep(keep, last):
    rule, rows = past.above(keep_seconds=keep), past.rows([50, 50, 50, 101, last], [0, 1, 2, 3, 8])
    history = scanning.scan(rule, rows)
    final, events = stepping.run(rule, state.begin(rule, step=rows.step), rows.rows())
    assert (tuple(history.events()), history.state) == (events, final)
