"""What can be wrong with a rule, and what rules are checked against."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ai_ops.rules import scanning
from ai_ops.rules.addresses import is_signal
from ai_ops.rules.model import Action, Rule
from ai_ops.rules.scanning import History
from ai_ops.rules.timeline import Timeline
from ai_ops.rules.wording import quoted

BUDGET: Final = 3.0
"""Firings a day that a rule may have, where nobody says another number."""


UNSOUND: Final = {"unknown_field", "wrong_type", "out_of_range", "never_seen"}
"""The kinds of problems with which a rule is not tried."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a sentence. `rule` is its place among the rules, `code` names the kind.

    `is_mendable` says whether `mending.mend` puts it right.
    """

    code: str
    rule: int
    sentence: str
    is_mendable: bool = False


@dataclass(frozen=True)
class Setting:
    """What rules are checked against: the past, the noise budget, and the targets of each action, None for any.

    Histories are kept, so that a rule is tried once.
    """

    timeline: Timeline
    budget: float = BUDGET
    targets: Mapping[Action, Collection[str]] | None = None
    histories: dict[str, History] = field(default_factory=dict, compare=False, repr=False)

    def history(self, rule: Rule) -> History:
        """Return what a rule did over the timeline."""
        if rule.fingerprint not in self.histories:
            self.histories[rule.fingerprint] = scanning.scan(rule, self.timeline)
        return self.histories[rule.fingerprint]

    def is_known(self, name: str) -> bool:
        """Return whether there is a field: of the data, a variable, or the scene."""
        return name in self.timeline.names or is_signal(name)

    def can_try(self, rule: Rule) -> bool:
        """Return whether the past says anything about a rule: it does not know variables and scenes."""
        return len(self.timeline) > 0 and all(name in self.timeline.names for name in rule.fields)


def called(rule: Rule) -> str:
    """Return a rule's name in quotes."""
    return quoted(rule.name)


def both(rules: Iterable[Rule]) -> str:
    """Return the names of rules for a sentence."""
    return " and ".join(map(called, rules))


def codes(problems: Sequence[Problem]) -> set[str]:
    """Return the kinds of problems."""
    return {each.code for each in problems}
