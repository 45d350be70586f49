"""A condition at one row: what it says, what it says once the rule fires, and what it remembers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ai_ops.rules.model import CROSSING, EQUALITY, OF_TEXTS, ORDERED, Condition, Operator
from ai_ops.rules.outcomes import Outcome
from ai_ops.rules.state import Memory
from ai_ops.rules.values import Type, Typed, kept, typed
from ai_ops.rules.wording import WORDS, quoted

ANY_TYPE: Final = (Type.NUMBER, Type.TEXT, Type.BOOL, Type.MOMENT)
OTHER_SIDE, BEYOND = 0, 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """A condition at one row. `hold` counts in place of `on` while the rule fires."""

    on: Outcome
    hold: Outcome
    memory: Memory
    error: str = ""


def types_of(op: Operator) -> tuple[Type, ...]:
    """Return the types of values that an operator compares."""
    if op in ORDERED:
        return (Type.NUMBER, Type.MOMENT)
    return (Type.TEXT,) if op in OF_TEXTS else ANY_TYPE


def judge(condition: Condition, row: Mapping[str, Any], *, memory: Memory, clear: float | None) -> Judgement:
    """Return what a condition says at a row; `clear` is the value past which it is over, while the rule fires."""
    absent = next((name for name in condition.fields if name not in row), None)
    if absent is not None:
        return _failed(memory, f"There is no field {quoted(absent)} in the row, so the rule could not be decided.")
    left = typed(row[condition.field])
    if condition.op is Operator.MISSING:
        return _same(_outcome(left is None), memory)
    right = _right(condition, row)
    error = fault(condition, left, right)
    if error:
        return _failed(memory, error)
    if condition.op is Operator.CHANGED:
        return _changed(left, memory)
    if left is None or right is None:
        return Judgement(Outcome.UNKNOWN, Outcome.UNKNOWN, Memory(memory.last))
    return _compared(condition, left, right, memory=memory, clear=clear)


def _right(condition: Condition, row: Mapping[str, Any]) -> Typed | None:
    return typed(row[str(condition.value)] if condition.value_kind == "field" else condition.value)


def fault(condition: Condition, left: Typed | None, right: Typed | None) -> str:
    """Return why two values cannot be compared, or ""."""
    takes = types_of(condition.op)
    sides = zip(condition.fields, (left, right), strict=False)
    wrong = next(((name, each) for name, each in sides if each and each.type not in takes), None)
    if wrong is not None:
        return (
            f"{quoted(wrong[0])} holds {wrong[1].type.plural}, and “{WORDS[condition.op]}” takes {takes[0].plural}"
            f"{'' if len(takes) < len(ANY_TYPE) else ' and other single values'}."
        )
    if left and right and left.type is not right.type:
        return f"{quoted(condition.field)} holds {left.type.plural}, and is compared with {right.type.plural}."
    return ""


def _failed(memory: Memory, error: str) -> Judgement:
    return Judgement(Outcome.ERROR, Outcome.ERROR, Memory(memory.last), error)


def _same(outcome: Outcome, memory: Memory) -> Judgement:
    return Judgement(outcome, outcome, memory)


def _outcome(is_true: bool) -> Outcome:  # noqa: FBT001 - the one thing that it is about
    return Outcome.TRUE if is_true else Outcome.FALSE


def _changed(value: Typed | None, memory: Memory) -> Judgement:
    """Return whether a value is another than the last known one; the first one is not."""
    if value is None:
        return _same(Outcome.UNKNOWN, memory)
    now, before = kept(value.value), memory.last
    is_other = before is not None and (type(now) is not type(before) or now != before)
    return _same(_outcome(is_other), Memory(now))


def _compared(condition: Condition, left: Typed, right: Typed, *, memory: Memory, clear: float | None) -> Judgement:
    is_true = compare(condition.op, left.value, right.value)
    hold = _outcome(is_true if clear is None else holds(condition.sign, left.value, clear))
    if condition.op not in CROSSING:
        return Judgement(_outcome(is_true), hold, memory)
    is_on = is_true and (memory.is_latched or memory.last == OTHER_SIDE)
    return Judgement(_outcome(is_on), hold, Memory(BEYOND if is_true else OTHER_SIDE, is_on))


def holds(sign: int, value: Any, clear: float) -> Any:
    """Return whether a value, or each of an array, has not passed the clear value."""
    return value >= clear if sign > 0 else value <= clear


def compare(op: Operator, left: Any, right: Any) -> bool:
    """Return whether two values of one type compare so."""
    if op in EQUALITY:
        return bool((left == right) is (op is Operator.EQ))
    if op in OF_TEXTS:
        return bool(left.startswith(right) if op is Operator.STARTS_WITH else right in left)
    if op in (Operator.GE, Operator.LE):
        return bool(left >= right if op is Operator.GE else left <= right)
    return bool(left > right if op in (Operator.GT, Operator.CROSSES_ABOVE) else left < right)
