"""A condition at every row of a timeline at once: what `judging` says row by row."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from ai_ops.rules import judging
from ai_ops.rules.columns import Bools, Column
from ai_ops.rules.judging import types_of
from ai_ops.rules.model import CROSSING, EQUALITY, Condition, Operator, Rule
from ai_ops.rules.outcomes import Outcome, Outcomes, join_all
from ai_ops.rules.state import Memory
from ai_ops.rules.timeline import Timeline
from ai_ops.rules.values import Type, folded, kept, typed

COMPARE: Final[dict[Operator, Any]] = {
    Operator.GT: np.greater,
    Operator.CROSSES_ABOVE: np.greater,
    Operator.GE: np.greater_equal,
    Operator.LT: np.less,
    Operator.CROSSES_BELOW: np.less,
    Operator.LE: np.less_equal,
    Operator.EQ: np.equal,
    Operator.NE: np.not_equal,
}


@dataclass(frozen=True)
class Sweep:
    """A condition, or a rule, at every row: `on`, `hold` while firing, and the memories after the last row."""

    on: Outcomes
    hold: Outcomes
    memory: tuple[Memory, ...]


@dataclass(frozen=True)
class Sides:
    """The two sides of a comparison: a column, and another one or a literal value."""

    left: Column
    right: Column | None
    literal: Any

    @property
    def known(self) -> Bools:
        return self.left.known if self.right is None else self.left.known & self.right.known

    @property
    def other_type(self) -> Type:
        if self.right is not None:
            return self.right.type
        found = typed(self.literal)
        return found.type if found else Type.OTHER


def sweep(rule: Rule, timeline: Timeline) -> Sweep:
    """Return the outcomes of a rule at every row."""
    parts = [
        sweep_one(condition, timeline, clear) for condition, clear in zip(rule.conditions, rule.clears(), strict=True)
    ]
    on = join_all(rule.logic, [each.on for each in parts])
    is_same = all(each.hold is each.on for each in parts)
    hold = on if is_same else join_all(rule.logic, [each.hold for each in parts])
    return Sweep(on, hold, tuple(memory for each in parts for memory in each.memory))


def sweep_one(condition: Condition, timeline: Timeline, clear: float | None = None) -> Sweep:
    """Return the outcomes of a condition at every row; `clear` is as `judging.judge` takes it."""
    if any(name not in timeline.names for name in condition.fields):
        outcomes = np.full(len(timeline), Outcome.ERROR, dtype=np.int8)
        return Sweep(outcomes, outcomes, (Memory(),))
    left = timeline.column(condition.field)
    if condition.op is Operator.MISSING:
        outcomes = (~left.known).astype(np.int8)
        return Sweep(outcomes, outcomes, (Memory(),))
    if condition.op is Operator.CHANGED:
        return _changed(left)
    right = timeline.column(str(condition.value)) if condition.value_kind == "field" else None
    return _compared(condition, Sides(left, right, condition.value), timeline=timeline, clear=clear)


def _changed(column: Column) -> Sweep:
    is_fit = column.type is not Type.OTHER
    places = np.flatnonzero(column.known) if is_fit else np.empty(0, dtype=np.int64)
    truth = np.zeros(len(column.known), dtype=bool)
    if len(places):
        values = column.folded if column.type is Type.TEXT else pl.Series(column.numbers)
        at = values.gather(places)
        truth[places[1:]] = (at.slice(1) != at.slice(0, len(at) - 1)).to_numpy()
    outcomes = _outcomes(truth, known=column.known, failed=None if is_fit else column.known)
    return Sweep(outcomes, outcomes, (_last(column, places),))


def _last(column: Column, places: Any) -> Memory:
    value = typed(column.raw[int(places[-1])]) if len(places) else None
    return Memory(kept(value.value) if value else None)


def _compared(condition: Condition, sides: Sides, *, timeline: Timeline, clear: float | None) -> Sweep:
    failed = _failed(condition, sides)
    known = sides.known
    if failed is not None:
        known = known & ~failed
    truth = _truth(condition, sides, known)
    holds = truth if clear is None else np.asarray(judging.holds(condition.sign, sides.left.numbers, clear))
    if condition.op in CROSSING:
        crossed = _crossed(truth, known, timeline.gaps)
        return Sweep(
            _outcomes(crossed, known=known, failed=failed),
            _outcomes(holds, known=known, failed=failed),
            (_side(truth, known, is_latched=bool(len(crossed) and crossed[-1])),),
        )
    on = _outcomes(truth, known=known, failed=failed)
    return Sweep(on, on if holds is truth else _outcomes(holds, known=known, failed=failed), (Memory(),))


def _outcomes(truth: Bools, *, known: Bools, failed: Bools | None) -> Outcomes:
    outcomes = np.where(known, truth, np.int8(Outcome.UNKNOWN)).astype(np.int8)
    if failed is not None:
        outcomes[failed] = Outcome.ERROR
    return outcomes


def _failed(condition: Condition, sides: Sides) -> Bools | None:
    """Return at which rows the sides cannot be compared, None for nowhere, as `judging.fault` says."""
    takes = types_of(condition.op)
    failed = [each.known for each in (sides.left, sides.right) if each is not None and each.type not in takes]
    if sides.left.type is not sides.other_type:
        failed.append(sides.known)
    return np.any(failed, axis=0) if failed else None


def _truth(condition: Condition, sides: Sides, known: Bools) -> Bools:
    """Return where a comparison is true, false where it is not known."""
    if not known.any():
        return np.zeros(len(known), dtype=bool)
    if sides.left.type is Type.TEXT:
        return _truth_of_texts(condition.op, sides) & known
    right = sides.literal if sides.right is None else sides.right.numbers
    with np.errstate(invalid="ignore"):
        return np.asarray(COMPARE[condition.op](sides.left.numbers, right) & known)


def _truth_of_texts(op: Operator, sides: Sides) -> Bools:
    right = pl.lit(folded(str(sides.literal))) if sides.right is None else pl.lit(sides.right.folded)
    left = sides.left.folded.alias("left").to_frame()
    return _as_bools(left.select(_test(pl.col("left"), op, right)).to_series())


def _test(left: pl.Expr, op: Operator, right: pl.Expr) -> pl.Expr:
    """Return the test of folded texts; a text that is looked for stands for itself and is no pattern."""
    if op in EQUALITY:
        return left == right if op is Operator.EQ else left != right
    return left.str.starts_with(right) if op is Operator.STARTS_WITH else left.str.contains(right, literal=True)


def _as_bools(found: pl.Series) -> Bools:
    return found.fill_null(value=False).to_numpy()


def _crossed(truth: Bools, known: Bools, gaps: Bools) -> Bools:
    """Return where a value is beyond since it was seen on the other side: a null or a gap ends that."""
    places = np.arange(len(truth))
    before = np.concatenate([[-1], np.maximum.accumulate(np.where(known, places, -1))[:-1]]) if len(truth) else places
    starts = truth & (gaps | ~np.concatenate([[False], truth[:-1]]) if len(truth) else truth)
    is_crossing = starts & (before >= 0) & ~truth[before]
    begun = np.maximum.accumulate(np.where(starts, places, 0))
    return np.asarray(truth & is_crossing[begun])


def _side(truth: Bools, known: Bools, *, is_latched: bool) -> Memory:
    places = np.flatnonzero(known)
    if not len(places):
        return Memory()
    return Memory(judging.BEYOND if truth[places[-1]] else judging.OTHER_SIDE, is_latched)
