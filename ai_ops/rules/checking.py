"""Everything that rules have to be, checked on the past."""

from collections.abc import Iterator, Sequence

from ai_ops.rules import fitness, together, trying
from ai_ops.rules.model import MOST_RULES, Rule
from ai_ops.rules.problems import UNSOUND, Problem, Setting, codes


def problems(rules: Sequence[Rule], setting: Setting) -> tuple[Problem, ...]:
    """Return what is wrong with rules, nothing where they are good."""
    return (
        *_count(rules),
        *(each for place, rule in enumerate(rules) for each in alone(rule, place, setting=setting)),
        *together.check(rules, setting),
    )


def alone(rule: Rule, place: int, *, setting: Setting) -> tuple[Problem, ...]:
    """Return what is wrong with one rule; it is only tried where its fields and values are right."""
    found = tuple(fitness.check(rule, place, setting))
    if codes(found) & UNSOUND:
        return found
    return (*found, *trying.check(rule, place, setting))


def _count(rules: Sequence[Rule]) -> Iterator[Problem]:
    if len(rules) > MOST_RULES:
        yield Problem("too_many_rules", MOST_RULES, f"There are {len(rules)} rules, and {MOST_RULES} is the most.")
