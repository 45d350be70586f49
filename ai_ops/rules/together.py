"""What is wrong between rules: duplicates, conflicts at one time, and loops."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from ai_ops.rules.addresses import SCENE, VARIABLES
from ai_ops.rules.backtest import spoken
from ai_ops.rules.model import Action, Condition, Operator, Rule
from ai_ops.rules.problems import Problem, Setting, both, called
from ai_ops.rules.scanning import History
from ai_ops.rules.values import folded
from ai_ops.rules.wording import counted, listed

OPPOSITES: Final = (
    {Action.SWITCH_SCENE, Action.REVERT_SCENE},
    {Action.SHOW_ALERT, Action.HIDE_ALERT},
)
SCENES: Final = (Action.SWITCH_SCENE, Action.REVERT_SCENE)


def check(rules: Sequence[Rule], setting: Setting) -> Iterator[Problem]:
    """Yield what is wrong between rules. A duplicate and a conflict are told of the later rule."""
    for (_, one), (place, other) in combinations(enumerate(rules), 2):
        if essence(one) == essence(other):
            sentence = f"{both((one, other))} do the same under the same conditions."
            yield Problem("duplicate", place, sentence, is_mendable=True)
        elif is_opposed(one, other):
            yield from _conflict(one, other, place=place, setting=setting)
    yield from _loops(rules)


def essence(rule: Rule) -> tuple[object, ...]:
    """Return what makes a rule another one: its conditions in any order, its times, its action and target."""
    conditions = frozenset(each.model_dump_json() for each in rule.conditions)
    logic = rule.logic if len(conditions) > 1 else "ALL"
    times = (rule.for_seconds, rule.clear_value, rule.keep_seconds, rule.cooldown_seconds)
    return logic, conditions, times, rule.action, folded(rule.target)


def is_opposed(one: Rule, other: Rule) -> bool:
    """Return whether two rules undo each other; an empty target means whichever there is."""
    is_same = folded(one.target) == folded(other.target) or not (one.target and other.target)
    return is_same and {one.action, other.action} in OPPOSITES


def _conflict(one: Rule, other: Rule, *, place: int, setting: Setting) -> Iterator[Problem]:
    if not (setting.can_try(one) and setting.can_try(other)):
        return
    times = overlaps(setting.history(one), setting.history(other))
    if times:
        sentence = (
            f"{both((one, other))} do opposite things, and would have fired at the same time on "
            f"{counted(len(times), 'occasion')}, first on {spoken(times[0])}."
        )
        yield Problem("conflict", place, sentence)


def overlaps(one: History, other: History) -> list[int]:
    """Return the times at which firings of both begin to run together. Both are in order, so it is one pass."""
    left, right = list(spans(one)), list(spans(other))
    found, first, second = [], 0, 0
    while first < len(left) and second < len(right):
        (began, ended), (other_began, other_ended) = left[first], right[second]
        if max(began, other_began) < min(ended, other_ended):
            found.append(max(began, other_began))
        is_first_over = ended <= other_ended
        first, second = first + is_first_over, second + (not is_first_over)
    return found


def spans(history: History) -> Iterator[tuple[int, int]]:
    """Yield when each firing began and ended; one that goes on ends after the last row."""
    yield from ((each.began, history.until + 1 if each.ended is None else each.ended) for each in history.firings)


def _loops(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield each loop once, at its first rule."""
    for start in range(len(rules)):
        loop = loop_from(rules, start)
        if loop:
            names = listed([called(rules[each]) for each in loop])
            does = "sets off itself" if len(loop) == 1 else "set off each other"
            yield Problem("loop", start, f"{names} {does}: what one does is what the next one waits for.")


def loop_from(rules: Sequence[Rule], start: int) -> tuple[int, ...]:
    """Return a loop that begins at a rule and has only later ones beside it, nothing where there is none."""
    ways: list[tuple[int, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        if sets_off(rules[way[-1]], rules[start]):
            return way
        later = (each for each in range(start + 1, len(rules)) if each not in way)
        ways += [(*way, each) for each in later if sets_off(rules[way[-1]], rules[each])]
    return ()


def sets_off(one: Rule, other: Rule) -> bool:
    """Return whether what a rule does can make a condition of another true."""
    if one.action is Action.SET_VARIABLE:
        return f"{VARIABLES}{one.target}" in other.fields
    return one.action in SCENES and any(answers(each, one) for each in other.conditions)


def answers(condition: Condition, switch: Rule) -> bool:
    """Return whether a condition on the scene can be true after a switch; after a revert any scene can be shown."""
    if SCENE not in condition.fields:
        return False
    is_literal = switch.action is Action.SWITCH_SCENE and condition.value_kind == "text"
    if not is_literal or condition.op not in (Operator.EQ, Operator.NE):
        return True
    is_same = folded(str(condition.value)) == folded(switch.target)
    return is_same is (condition.op is Operator.EQ)
