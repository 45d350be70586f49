"""Candidates for thresholds, each tried on the past, so that a model chooses one and never makes one up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ai_ops.facts.candidates.base import Fact
from ai_ops.rules import scanning
from ai_ops.rules.amounts import Amounts, amounts, waits
from ai_ops.rules.backtest import Summary, percent, summarised
from ai_ops.rules.columns import Column
from ai_ops.rules.model import Condition, Literals, Operator, Rule, ValueKind
from ai_ops.rules.outcomes import Outcome
from ai_ops.rules.sweeping import sweep_one
from ai_ops.rules.timeline import Timeline
from ai_ops.rules.values import Type
from ai_ops.rules.wording import quoted

MOST: Final = 8
MOST_DIFFERENT: Final = 50
LONGEST_VALUE: Final = 80
RARE: Final = 0.5
QUANTILES: Final = ((0.99, 0.01), (0.995, 0.005), (0.95, 0.05))
FENCE: Final = 3.5  # robust standard deviations; Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993
STEPS: Final = (3, 2)
WIDTH: Final = 0.25  # of the quartiles' distance


@dataclass(frozen=True)
class Variant:
    """A threshold with its times: `plain` has none, `lasting` waits, `steady` has a clear value and may wait."""

    name: str
    for_seconds: int
    clear_value: float | None
    summary: Summary


@dataclass(frozen=True)
class Threshold:
    """A condition that a model may choose by its id, why it is one, and what it would have done."""

    id: str
    condition: Condition
    basis: str
    variants: tuple[Variant, ...]

    def variant(self, name: str) -> Variant:
        """Return a variant by name, the plain one for a name that there is not."""
        return next((each for each in self.variants if each.name == name), self.variants[0])


class Idea(NamedTuple):
    """A condition before it is tried."""

    op: Operator
    value: Literals
    kind: ValueKind
    basis: str


def thresholds(timeline: Timeline, field: str, *, facts: Sequence[Fact] = (), first: int = 1) -> tuple[Threshold, ...]:
    """Return at most eight candidates for a field, numbered T1, T2 from `first` on.

    `facts` are those of the same table: levels of level shifts become thresholds. A candidate is
    sometimes true and sometimes not. Raises UnknownColumnError.
    """
    column = timeline.column(field)
    if field == timeline.time:
        return ()
    found: dict[tuple[Operator, Literals], Threshold] = {}
    for idea in ideas(column, timeline, facts=[each for each in facts if each.columns == (field,)]):
        condition = Condition(field=field, op=idea.op, value_kind=idea.kind, value=idea.value)
        key = (idea.op, idea.value)
        if len(found) < MOST and key not in found and is_telling(condition, timeline):
            number = f"T{first + len(found)}"
            found[key] = Threshold(number, condition, idea.basis, tuple(variants(condition, timeline)))
    return tuple(found.values())


def is_telling(condition: Condition, timeline: Timeline) -> bool:
    """Return whether a condition is true at some rows and false at others."""
    outcomes = sweep_one(condition, timeline).on
    return bool((outcomes == Outcome.TRUE).any() and (outcomes == Outcome.FALSE).any())


def alone(condition: Condition, for_seconds: int = 0, clear_value: float | None = None) -> Rule:
    """Return a rule of one condition."""
    return Rule(name="Candidate", conditions=(condition,), for_seconds=for_seconds, clear_value=clear_value)


def ideas(column: Column, timeline: Timeline, *, facts: Sequence[Fact]) -> Iterator[Idea]:
    """Yield conditions for a column, the most telling first."""
    if not column.known.all():
        share = 1 - float(column.known.mean())
        yield Idea(Operator.MISSING, None, "none", f"no value in {percent(share)} of the rows")
    if not column.known.any():
        return
    if column.type is Type.NUMBER:
        yield from of_numbers(amounts(column), unit_of(timeline, column), facts)
    elif column.type is Type.BOOL:
        yield from of_truths(column)
    elif column.type is Type.TEXT:
        yield from of_texts(column)


def unit_of(timeline: Timeline, column: Column) -> str:
    """Return the unit of a column."""
    return next((each.unit for each in timeline.fields if each.name == column.raw.name), "")


def of_numbers(known: Amounts, unit: str, facts: Sequence[Fact]) -> Iterator[Idea]:
    """Yield thresholds for numbers: between levels, at natural and robust bounds, at quantiles."""
    for fact in facts:
        if fact.kind == "level_shift":
            middle = known.rounded((fact.more["before"] + fact.more["after"]) / 2)
            op = Operator.GT if fact.value > 0 else Operator.LT
            yield Idea(op, middle, "number", f"halfway between the levels before and after the shift {fact.id}")
    yield from natural(known, unit)
    for op, sign in ((Operator.GT, 1), (Operator.LT, -1)):
        bound = known.rounded(known.middle + sign * FENCE * known.robust_spread)
        yield Idea(op, bound, "number", "the bound of what is usual (3.5 robust standard deviations)")
    for pair in QUANTILES:
        for op, share in zip((Operator.GT, Operator.LT), pair, strict=True):
            side = "below" if op is Operator.GT else "above"
            kept = 100 * max(share, 1 - share)
            yield Idea(op, known.quantile(share), "number", f"{kept:g} % of the values lie {side} it")


def natural(known: Amounts, unit: str) -> Iterator[Idea]:
    """Yield 0 where amounts end or change their sign there, and 100 for percentages."""
    low, high = float(known.known[0]), float(known.known[-1])
    if low == 0 < high:
        is_rare = known.middle > 0
        op, basis = (Operator.LE, "nothing at all") if is_rare else (Operator.GT, "anything at all")
        yield Idea(op, 0.0, "number", basis)
    elif low < 0 < high and known.middle > 0:
        yield Idea(Operator.LT, 0.0, "number", "below zero")
    if unit == "%" and high >= 100:  # noqa: PLR2004 - percentages
        yield Idea(Operator.GE, 100.0, "number", "the whole")


def of_truths(column: Column) -> Iterator[Idea]:
    """Yield yes or no, whichever is rarer."""
    share = float(column.numbers[column.known].mean())
    rarer = share <= RARE
    yield Idea(Operator.EQ, rarer, "bool", f"so in {percent(min(share, 1 - share))} of the rows")


def of_texts(column: Column) -> Iterator[Idea]:
    """Yield the values of a column that has few of them, the rarest first."""
    counts = column.raw.drop_nulls().value_counts(sort=True, name="rows")
    if counts.height > MOST_DIFFERENT:
        return
    total = int(column.known.sum())
    for value, rows in reversed(list(counts.iter_rows())):
        if 0 < len(value) <= LONGEST_VALUE and rows / total <= RARE:
            yield Idea(Operator.EQ, value, "text", f"{quoted(value)} stands in {percent(rows / total)} of the rows")


def variants(condition: Condition, timeline: Timeline) -> Iterator[Variant]:
    """Yield a condition as it is, with a wait, and with a clear value: those that would have fired."""
    yield tried("plain", alone(condition), timeline)
    lasting = next((each for each in waiting(condition, timeline) if each.summary.firings), None)
    if lasting:
        yield lasting
    if condition.has_threshold:
        clear = clear_of(condition, amounts(timeline.column(condition.field)), WIDTH)
        if clear is not None:
            yield tried("steady", alone(condition, lasting.for_seconds if lasting else 0, clear), timeline)


def waiting(condition: Condition, timeline: Timeline) -> Iterator[Variant]:
    """Yield a condition with a wait of about three steps, and of about two."""
    for steps in STEPS if timeline.step else ():
        for wait in waits(timeline.step, steps=steps)[:1]:
            yield tried("lasting", alone(condition, wait), timeline)


def clear_of(condition: Condition, known: Amounts, width: float) -> float | None:
    """Return a clear value so many quartile distances before a threshold, None where no value lies past it."""
    threshold = float(condition.value or 0.0)
    clear = known.rounded(threshold - condition.sign * width * known.spread)
    is_inside = known.known[0] < clear < threshold if condition.sign > 0 else threshold < clear < known.known[-1]
    return clear if is_inside else None


def tried(name: str, rule: Rule, timeline: Timeline) -> Variant:
    """Return a variant with what it would have done."""
    return Variant(name, rule.for_seconds, rule.clear_value, summarised(scanning.scan(rule, timeline)))
