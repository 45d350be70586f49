"""The two evaluators say the same of every rule: on history at once, and row by row."""

import pytest

from ai_ops.rules import scanning, state, stepping
from tests.ai_ops.rules import generated

ROWS = 60
RULES_OF_TABLE = 4
SEEDS = [*range(25), *(pytest.param(at, marks=pytest.mark.proof) for at in range(25, 1000))]


def stepped(rule, rows):
    return stepping.run(rule, state.begin(rule, step=rows.step), rows.rows())


@pytest.mark.parametrize("seed", SEEDS)
def test_history_at_once_gives_the_events_and_the_state_of_row_by_row(seed):
    rows = generated.timeline_of(seed, ROWS)
    for number in range(RULES_OF_TABLE):
        rule = generated.rule(1000 * seed + number)
        history = scanning.scan(rule, rows)
        final, events = stepped(rule, rows)
        assert tuple(history.events()) == events, rule
        assert history.state == final, rule
