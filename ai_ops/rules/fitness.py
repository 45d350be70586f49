"""What is wrong with a rule by itself, before it is tried: its fields, values, message and target."""

from collections.abc import Iterator
from typing import Final

from ai_ops.formula.errors import nearest
from ai_ops.rules import judging, messages
from ai_ops.rules.amounts import amounts
from ai_ops.rules.columns import Column
from ai_ops.rules.model import EQUALITY, Action, Condition, Rule
from ai_ops.rules.problems import Problem, Setting, called
from ai_ops.rules.sweeping import sweep_one
from ai_ops.rules.values import Type, Typed, typed
from ai_ops.rules.wording import amount, quoted

FREE: Final = (Action.SHOW_ALERT, Action.HIDE_ALERT, Action.REVERT_SCENE, Action.SET_VARIABLE)
"""Actions whose target need not be there already."""
NEEDS_TARGET: Final = (Action.SWITCH_SCENE, Action.OVERRIDE_ELEMENT, Action.PLAY_MEDIA, Action.SET_VARIABLE)


def check(rule: Rule, place: int, setting: Setting) -> Iterator[Problem]:
    """Yield what is wrong with a rule."""
    for each in rule.conditions:
        yield from _condition(rule, each, place=place, setting=setting)
    yield from _clear(rule, place, setting)
    yield from _message(rule, place, setting)
    yield from _target(rule, place, setting)


def _condition(rule: Rule, condition: Condition, *, place: int, setting: Setting) -> Iterator[Problem]:
    unknown = [name for name in condition.fields if not setting.is_known(name)]
    for name in unknown:
        yield Problem("unknown_field", place, f"{called(rule)}: there is no field {quoted(name)}.{hint(name, setting)}")
    if unknown or any(name not in setting.timeline.names for name in condition.fields):
        return
    fault = judging.fault(condition, *types(condition, setting))
    if fault:
        yield Problem("wrong_type", place, f"{called(rule)}: {fault}")
    elif condition.value_kind != "field":
        yield from _seen(rule, condition, place=place, setting=setting)


def hint(name: str, setting: Setting) -> str:
    """Return the name that may have been meant. Nothing is ever bound to it."""
    near = nearest(name, setting.timeline.names)
    return f" Did you mean {quoted(near)}?" if near else " Choose one of the source’s fields."


def types(condition: Condition, setting: Setting) -> tuple[Typed | None, Typed | None]:
    """Return a value of each side's type, None for a column without any."""
    left = _sample(setting.timeline.column(condition.field))
    if condition.value_kind == "field":
        return left, _sample(setting.timeline.column(str(condition.value)))
    return left, typed(condition.value)


def _sample(column: Column) -> Typed | None:
    return Typed(column.type, "") if column.known.any() else None


def _seen(rule: Rule, condition: Condition, *, place: int, setting: Setting) -> Iterator[Problem]:
    """Yield a threshold beyond all values, or a value that never was."""
    column = setting.timeline.column(condition.field)
    if condition.has_threshold and column.known.any():
        known, value = amounts(column).known, float(condition.value or 0)
        if not known[0] <= value <= known[-1]:
            sentence = (
                f"{called(rule)}: {quoted(condition.field)} lies between {amount(known[0])} and {amount(known[-1])}, "
                f"and {amount(value)} is not among that. Choose a value that was seen."
            )
            yield Problem("out_of_range", place, sentence)
    elif condition.op in EQUALITY and column.type is not Type.OTHER and column.known.any():
        yield from _met(rule, condition, place=place, setting=setting)


def _met(rule: Rule, condition: Condition, *, place: int, setting: Setting) -> Iterator[Problem]:
    outcomes = sweep_one(condition, setting.timeline).on
    if (outcomes == int(condition.op is EQUALITY[0])).any():
        return
    value = condition.value if isinstance(condition.value, str) else messages.written(condition.value)
    sentence = f"{called(rule)}: {quoted(condition.field)} never was {quoted(value)}. Choose a value that was seen."
    yield Problem("never_seen", place, sentence)


def _clear(rule: Rule, place: int, setting: Setting) -> Iterator[Problem]:
    if rule.clear_value is None:
        return
    if rule.leading is None:
        sentence = f"{called(rule)} has a clear value, and no condition with a threshold that it could belong to."
        yield Problem("clear_value", place, sentence, is_mendable=True)
        return
    one = rule.conditions[rule.leading]
    if one.sign * (float(one.value or 0) - rule.clear_value) <= 0:
        side = "below" if one.sign > 0 else "above"
        sentence = f"{called(rule)} clears at {amount(rule.clear_value)}, which is not {side} its threshold."
        yield Problem("clear_value", place, sentence, is_mendable=True)
    elif one.field in setting.timeline.names and not is_reached(one, rule.clear_value, setting):
        sentence = f"{called(rule)} clears at {amount(rule.clear_value)}, and no value lies past that: it never ends."
        yield Problem("clear_value", place, sentence, is_mendable=True)


def is_reached(condition: Condition, clear: float, setting: Setting) -> bool:
    """Return whether a value lies past a clear value, so that a firing can end."""
    column = setting.timeline.column(condition.field)
    if column.type is not Type.NUMBER or not column.known.any():
        return True
    known = amounts(column).known
    return bool(known[0] < clear) if condition.sign > 0 else bool(known[-1] > clear)


def _message(rule: Rule, place: int, setting: Setting) -> Iterator[Problem]:
    if messages.is_torn(rule.message):
        sentence = f"The message of {called(rule)} has a brace that names no field. Write {{stream.item.field}}."
        yield Problem("torn_message", place, sentence)
    for name in messages.places(rule.message):
        if not setting.is_known(name):
            sentence = f"The message of {called(rule)} names {quoted(name)}, and there is no such field."
            yield Problem("unknown_placeholder", place, f"{sentence}{hint(name, setting)}")


def _target(rule: Rule, place: int, setting: Setting) -> Iterator[Problem]:
    if not rule.target and rule.action in NEEDS_TARGET:
        words = rule.action.value.replace("_", " ")
        yield Problem("no_target", place, f"{called(rule)} has the action “{words}”, which needs a target.")
    elif setting.targets is not None and rule.action not in FREE:
        allowed = setting.targets.get(rule.action, ())
        if rule.target not in allowed:
            sentence = f"{called(rule)} acts on {quoted(rule.target)}, which is none of the targets that it may touch."
            yield Problem("unknown_target", place, sentence)
