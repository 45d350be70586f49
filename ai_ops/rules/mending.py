"""Putting rules right by fixed rules: each change is small, and told."""

from collections.abc import Sequence
from typing import NamedTuple

from ai_ops.rules import checking, fitness, noise, together, trying
from ai_ops.rules.amounts import WAITS
from ai_ops.rules.model import Rule
from ai_ops.rules.problems import UNSOUND, Problem, Setting, called, codes
from ai_ops.rules.wording import lasting


class Mended(NamedTuple):
    """Rules as they are now, a sentence for each change, and the problems that are left."""

    rules: tuple[Rule, ...]
    mends: tuple[str, ...]
    problems: tuple[Problem, ...]


def mend(rules: Sequence[Rule], setting: Setting) -> Mended:
    """Return rules without what can be mended: clear values, waits that are too long, noise, duplicates."""
    mends: list[str] = []
    mended = [mend_one(rule, setting, mends) for rule in rules]
    kept = without_duplicates(mended, mends)
    return Mended(tuple(kept), tuple(mends), checking.problems(kept, setting))


def mend_one(rule: Rule, setting: Setting, mends: list[str]) -> Rule:
    """Return a rule with its own mends, whose sentences are added to `mends`."""
    found = codes(tuple(fitness.check(rule, 0, setting)))
    if "clear_value" in found:
        rule = rule.model_copy(update={"clear_value": None})
        mends.append(f"{called(rule)} has no clear value any more: it could not have ended by it.")
    if found & UNSOUND or not setting.can_try(rule):
        return rule
    found = codes(tuple(trying.check(rule, 0, setting)))
    if "never_fires" in found:
        rule = shortened(rule, setting, mends)
    quieted = noise.quiet(rule, setting)
    mends += quieted.mends
    return quieted.rule


def shortened(rule: Rule, setting: Setting, mends: list[str]) -> Rule:
    """Return a rule with the longest wait with which it would have fired."""
    for wait in (*reversed([each for each in WAITS if each < rule.for_seconds]), 0):
        shorter = rule.model_copy(update={"for_seconds": wait})
        if setting.history(shorter).firings:
            words = f"waits for {lasting(wait)} in place of {lasting(rule.for_seconds)}" if wait else "does not wait"
            mends.append(f"{called(rule)} now {words}: it never was true for so long.")
            return shorter
    return rule


def without_duplicates(rules: Sequence[Rule], mends: list[str]) -> list[Rule]:
    """Return rules without those that do what an earlier one does."""
    kept: dict[tuple[object, ...], Rule] = {}
    for rule in rules:
        first = kept.setdefault(together.essence(rule), rule)
        if first is not rule:
            mends.append(f"{called(rule)} is left out: it does what {called(first)} does.")
    return list(kept.values())
