"""What is wrong with a rule once it was tried on the past: always or never true, or too noisy."""

from collections.abc import Iterator

import numpy as np

from ai_ops.rules.backtest import summarised
from ai_ops.rules.model import Rule
from ai_ops.rules.outcomes import Outcome
from ai_ops.rules.problems import Problem, Setting, called
from ai_ops.rules.wording import a_day, amount, lasting


def check(rule: Rule, place: int, setting: Setting) -> Iterator[Problem]:
    """Yield what the past says against a rule; nothing where it says nothing."""
    if not setting.can_try(rule):
        return
    history = setting.history(rule)
    true = int(np.count_nonzero(history.outcomes == Outcome.TRUE))
    if not true:
        yield Problem("never_true", place, f"{called(rule)} was never true in all of the data. Change its conditions.")
    elif not (history.outcomes == Outcome.FALSE).any():
        sentence = f"{called(rule)} was true in every row that could be decided. Change its conditions."
        yield Problem("always_true", place, sentence)
    elif not history.firings:
        sentence = (
            f"{called(rule)} was true in {true:,} rows, and never for {lasting(rule.for_seconds)}: "
            "it would not have fired."
        )
        yield Problem("never_fires", place, sentence, is_mendable=True)
    else:
        yield from _noise(rule, place, setting)


def _noise(rule: Rule, place: int, setting: Setting) -> Iterator[Problem]:
    rate = summarised(setting.history(rule)).rate
    if rate > setting.budget:
        sentence = f"{called(rule)} would have fired {a_day(rate)}, and {amount(setting.budget)} is the most."
        yield Problem("over_budget", place, sentence, is_mendable=True)
