"""A rule as data, and its JSON form. docs/rules.md says what it means."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ai_ops.facts.texts import HIDDEN

MOST_RULES: Final = 5
MOST_CONDITIONS: Final = 5
LONGEST_MESSAGE: Final = 120
HOUR, DAY = 3600, 86_400
LARGEST: Final = 1e100  # what is larger in data counts as missing, see `ai_ops.facts.series`

type Logic = Literal["ALL", "ANY"]
type ValueKind = Literal["number", "text", "bool", "field", "none"]
type Severity = Literal["info", "notice", "warning", "critical"]


class Operator(StrEnum):
    """What a condition asks of its field. `changed` and `missing` take no value."""

    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    EQ = "eq"
    NE = "ne"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    CHANGED = "changed"
    MISSING = "missing"
    CROSSES_ABOVE = "crosses_above"
    CROSSES_BELOW = "crosses_below"


class Action(StrEnum):
    """What a firing does. A model may choose any of them; what leads out of Inspire is none of them."""

    SWITCH_SCENE = "switch_scene"
    REVERT_SCENE = "revert_scene"
    OVERRIDE_ELEMENT = "override_element"
    SHOW_ALERT = "show_alert"
    HIDE_ALERT = "hide_alert"
    PLAY_MEDIA = "play_media"
    SET_VARIABLE = "set_variable"


UPWARD: Final = (Operator.GT, Operator.GE, Operator.CROSSES_ABOVE)
DOWNWARD: Final = (Operator.LT, Operator.LE, Operator.CROSSES_BELOW)
CROSSING: Final = (Operator.CROSSES_ABOVE, Operator.CROSSES_BELOW)
ORDERED: Final = (*UPWARD, *DOWNWARD)
EQUALITY: Final = (Operator.EQ, Operator.NE)
OF_TEXTS: Final = (Operator.CONTAINS, Operator.STARTS_WITH)
BARE: Final = (Operator.CHANGED, Operator.MISSING)


def _plain(text: str) -> str:
    if HIDDEN.search(text):
        raise ValueError("It holds a character that cannot be seen.")
    return text


Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_plain)]
FieldName = Annotated[str, Field(min_length=1, max_length=240)]
Target = Annotated[str, Field(max_length=120), AfterValidator(_plain)]
Message = Annotated[str, Field(max_length=LONGEST_MESSAGE), AfterValidator(_plain)]
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Text = Annotated[str, Field(min_length=1, max_length=240)]
type Literals = bool | Number | Text | None
TYPES: Final[dict[ValueKind, type]] = {"number": float, "text": str, "bool": bool, "field": str, "none": type(None)}


class Part(BaseModel):
    """A part of a rule's document: exactly its fields, of exactly their types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Condition(Part):
    """A field against a value: a number, a text, true or false, or another field."""

    field: FieldName
    op: Annotated[Operator, Field(strict=False)]
    value_kind: ValueKind = "none"
    value: Literals = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.op in BARE) != (self.value_kind == "none"):
            needs = "takes no value" if self.op in BARE else "needs a value"
            raise ValueError(f"The operator {self.op} {needs}.")
        if type(self.value) is not TYPES[self.value_kind]:
            raise ValueError(f"The value is no {self.value_kind}, as its kind says.")
        return self

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that it reads."""
        return (self.field, str(self.value)) if self.value_kind == "field" else (self.field,)

    @property
    def has_threshold(self) -> bool:
        """Return whether it compares with a number by order."""
        return self.op in ORDERED and self.value_kind == "number"

    @property
    def sign(self) -> int:
        """Return 1 where it asks for more than its value, -1 for less, 0 for neither."""
        return 1 if self.op in UPWARD else -int(self.op in DOWNWARD)


class Rule(Part):
    """Conditions, and what is done while they hold. Times are in seconds.

    `clear_value` belongs to the first condition with a threshold, the leading one. `message` is what
    is shown, or the value that `override_element` and `set_variable` set; `{field}` stands for a value.
    """

    name: Name
    logic: Logic = "ALL"
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=MOST_CONDITIONS, strict=False)]
    for_seconds: Annotated[int, Field(ge=0, le=7 * DAY)] = 0
    clear_value: Number | None = None
    keep_seconds: Annotated[int, Field(ge=0, le=7 * DAY)] = 0
    cooldown_seconds: Annotated[int, Field(ge=0, le=30 * DAY)] = 0
    severity: Severity = "notice"
    action: Annotated[Action, Field(strict=False)] = Action.SHOW_ALERT
    target: Target = ""
    message: Message = ""

    @property
    def leading(self) -> int | None:
        """Return the place of the condition that `clear_value` belongs to."""
        return next((place for place, each in enumerate(self.conditions) if each.has_threshold), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that it reads, each once."""
        return tuple(dict.fromkeys(name for each in self.conditions for name in each.fields))

    @property
    def fingerprint(self) -> str:
        """Return what tells apart rules that fire at other times: a state belongs to one of them."""
        return _fingerprint(self)

    def clears(self) -> Iterator[float | None]:
        """Yield for each condition the value past which it is over once the rule fires."""
        for place in range(len(self.conditions)):
            yield self.clear_value if place == self.leading else None

    def led_by(self, value: float) -> "Rule":
        """Return the rule with another threshold in its leading condition."""
        changed = [
            each.model_copy(update={"value": value}) if place == self.leading else each
            for place, each in enumerate(self.conditions)
        ]
        return self.model_copy(update={"conditions": tuple(changed)})


WORDS: Final = {"name", "severity", "action", "target", "message"}
"""The parts of a rule that do not change when it fires."""


@lru_cache(maxsize=1024)
def _fingerprint(rule: Rule) -> str:
    return sha256(rule.model_dump_json(exclude=WORDS).encode()).hexdigest()[:16]
