"""What is remembered of a rule between two rows. It is stored as JSON, and survives restarts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from ai_ops.rules.model import Rule
from ai_ops.rules.values import Given, Scalar

VERSION: Final = 1
MOST_STEPS: Final = 3
"""Usual steps without a row, after which there is no data."""


class Phase(StrEnum):
    """Where a rule is: nothing holds; it holds, but not yet for long; it fires."""

    IDLE = "idle"
    PENDING = "pending"
    FIRING = "firing"


class Feed(StrEnum):
    """Whether the data lets the rule be decided, apart from its phase."""

    OK = "ok"
    NO_DATA = "no_data"
    ERROR = "error"


class EventKind(StrEnum):
    """What can happen to a rule."""

    PENDING = "pending"
    FIRING = "firing"
    RESOLVED = "resolved"
    NO_DATA = "no_data"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a rule. `values` are those of its fields in that row; none where no row came.

    `sentence` says what is wrong, for an error.
    """

    kind: EventKind
    at: datetime
    values: dict[str, Given] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a condition remembers: the last known value, or the side that it was on, and whether a crossing goes on."""

    last: Scalar | None = None
    is_latched: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A rule between two rows. Times are in microseconds since 1970, `step` is the usual distance of rows.

    `since` is when the phase began, `lapsed` when a firing rule stopped to hold, `cooling` until when
    no firing begins. `twins` counts the rows at `last`, `late` the rows that came too late.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    rule: str
    step: int
    memory: tuple[Memory, ...]
    phase: Phase = Phase.IDLE
    since: int | None = None
    lapsed: int | None = None
    cooling: int | None = None
    feed: Feed = Feed.OK
    last: int | None = None
    twins: int = 0
    late: int = 0
    version: int = VERSION

    @property
    def limit(self) -> int:
        """Return how long no row may come, 0 where that is not known."""
        return MOST_STEPS * self.step


_STATES: Final = TypeAdapter(State)


class StateError(Exception):
    """A state that does not belong to the rule: it was changed, or the state is of another version."""

    def __init__(self) -> None:
        super().__init__("The rule was changed since its state was kept. It begins again with the next row.")


def begin(rule: Rule, *, step: int = 0) -> State:
    """Return the state of a rule before its first row; `step` is the usual distance of rows in microseconds.

    With a step of 0 the silence of a source is not noticed.
    """
    return State(rule.fingerprint, step, tuple(Memory() for _ in rule.conditions))


def dump(state: State) -> str:
    """Return a state as JSON."""
    return _STATES.dump_json(state).decode()


def load(text: str, rule: Rule) -> State:
    """Return a rule's state from JSON. Raises StateError where it is not this rule's."""
    try:
        state = _STATES.validate_json(text)
    except ValidationError:
        raise StateError from None
    check(state, rule)
    return state


def check(state: State, rule: Rule) -> None:
    """Refuse the state of another rule. Raises StateError."""
    belongs = state.rule == rule.fingerprint and len(state.memory) == len(rule.conditions)
    if state.version != VERSION or not belongs:
        raise StateError
