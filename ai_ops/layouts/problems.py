"""What can be wrong with a layout, and the rules beside those of the grid and the components."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ai_ops.components import registry
from ai_ops.components.base import Component
from ai_ops.layouts.model import Placement
from ai_ops.prose.cleaning import cleaned

MOST_PLACEMENTS: Final = 16
LEAST_COVERAGE: Final = 55.0
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a sentence. `placement` is an id, or "" for the layout.

    `code` names the kind. `suggestion` is a field that may have been meant. `is_mendable` says
    whether `ai_ops.layouts.mending` puts it right.
    """

    placement: str
    code: str
    sentence: str
    suggestion: str = ""
    is_mendable: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """Which components a layout may have, None for all, and at most how many placements."""

    components: frozenset[str] | None = None
    most: int = MOST_PLACEMENTS


ANY_RULES: Final = Rules()


def component_of(placement: Placement) -> Component | None:
    """Return a placement's component, or None where there is no such kind."""
    try:
        return registry.get(placement.component)
    except registry.UnknownComponentError:
        return None


def named(placement: Placement) -> str:
    """Return what a placement is called in a sentence: its title, or its component and id."""
    title = cleaned(placement.title)[:LONGEST_NAME]
    return f"“{title}”" if title else f"The {cleaned(placement.component)[:40]} {cleaned(placement.id)[:40]}".strip()


def listed(names: Sequence[str]) -> str:
    """Return names for a sentence: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
