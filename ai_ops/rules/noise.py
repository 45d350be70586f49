"""Too many firings a day: a longer wait, then a wider clear value, then the next quantile, until the budget is kept."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ai_ops.rules.amounts import Amounts, amounts, waits
from ai_ops.rules.backtest import Summary, summarised
from ai_ops.rules.model import DAY, Rule
from ai_ops.rules.problems import Setting, called
from ai_ops.rules.thresholds import clear_of
from ai_ops.rules.values import Type
from ai_ops.rules.wording import a_day, amount, lasting

LONGEST_WAIT: Final = 60  # steps, and a day
WIDTHS: Final = (0.25, 0.5, 1.0)  # of the quartiles' distance
QUANTILES: Final = (0.9, 0.95, 0.99, 0.995, 0.999)


class Change(NamedTuple):
    """A rule that is a little quieter, and what was done to it."""

    rule: Rule
    words: str


class Quieted(NamedTuple):
    """A rule within the budget, or as near to it as it came, and a sentence for each change."""

    rule: Rule
    mends: tuple[str, ...]


def quiet(rule: Rule, setting: Setting) -> Quieted:
    """Return a rule that keeps the noise budget; what does not help is not done, and no change silences it."""
    mends: list[str] = []
    for changes in (longer, wider, rarer):
        before = rate_of(rule, setting)
        if before <= setting.budget:
            break
        change = best(changes(rule, setting), setting, before=before)
        if change:
            now = rate_of(change.rule, setting)
            mends.append(told(rule, change, setting=setting, before=before, now=now))
            rule = change.rule
    return Quieted(rule, tuple(mends))


def best(changes: Iterator[Change], setting: Setting, *, before: float) -> Change | None:
    """Return the first change that keeps the budget, or the last that helps; None where none does."""
    found = None
    for change in changes:
        rate = rate_of(change.rule, setting)
        if not rate:
            break
        if rate < before:
            found, before = change, rate
        if rate <= setting.budget:
            return change
    return found


def told(rule: Rule, change: Change, *, setting: Setting, before: float, now: float) -> str:
    """Return the sentence on a change."""
    return (
        f"{called(rule)} would have fired {a_day(before)}, and {amount(setting.budget)} is the most: "
        f"it now {change.words}, which makes it {a_day(now)}."
    )


def rate_of(rule: Rule, setting: Setting) -> float:
    """Return the firings a day of a rule."""
    return summary_of(rule, setting).rate


def summary_of(rule: Rule, setting: Setting) -> Summary:
    """Return the figures of a rule."""
    return summarised(setting.history(rule))


def longer(rule: Rule, setting: Setting) -> Iterator[Change]:
    """Yield longer waits."""
    step = setting.timeline.step
    most = min(DAY, LONGEST_WAIT * step // 1_000_000)
    for wait in waits(step, steps=2) if step else ():
        if rule.for_seconds < wait <= most:
            yield Change(rule.model_copy(update={"for_seconds": wait}), f"waits for {lasting(wait)}")


def wider(rule: Rule, setting: Setting) -> Iterator[Change]:
    """Yield clear values that lie further from the threshold."""
    known = leading_amounts(rule, setting)
    if known is None or rule.leading is None:
        return
    one = rule.conditions[rule.leading]
    for width in WIDTHS:
        clear = clear_of(one, known, width)
        if clear is not None and (rule.clear_value is None or one.sign * (rule.clear_value - clear) > 0):
            side = "below" if one.sign > 0 else "above"
            yield Change(rule.model_copy(update={"clear_value": clear}), f"clears only {side} {amount(clear)}")


def rarer(rule: Rule, setting: Setting) -> Iterator[Change]:
    """Yield thresholds at the next quantiles; a clear value keeps its distance."""
    known = leading_amounts(rule, setting)
    if known is None or rule.leading is None:
        return
    one = rule.conditions[rule.leading]
    before = float(one.value or 0)
    for share in QUANTILES:
        value = known.quantile(share if one.sign > 0 else 1 - share)
        if one.sign * (value - before) > 0:
            moved = rule.led_by(value)
            if rule.clear_value is not None:
                clear = known.rounded(rule.clear_value + value - before)
                moved = moved.model_copy(update={"clear_value": clear})
            yield Change(moved, f"has {amount(value)} in place of {amount(before)} as its threshold")


def leading_amounts(rule: Rule, setting: Setting) -> Amounts | None:
    """Return the known numbers of the leading condition's field, None where there are none."""
    if rule.leading is None:
        return None
    column = setting.timeline.column(rule.conditions[rule.leading].field)
    return amounts(column) if column.type is Type.NUMBER and column.known.any() else None
