"""What a component is: its inputs, its least size, and how it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from xml.etree.ElementTree import Element

from ai_ops.drawing.looks import Look
from connectors.kinds.base import NUMERIC, TEMPORAL, Kind

type Value = str | int | float | bool | date | datetime | None

NUMBERS = frozenset(NUMERIC)
TIMES = frozenset(TEMPORAL)
LABELS = frozenset({Kind.CATEGORY, Kind.TEXT, Kind.ID, Kind.BOOLEAN, *TEMPORAL, Kind.INTEGER})
ANY = frozenset(Kind)


class Shape(StrEnum):
    """How many values an input takes: one, or one for each row."""

    ONE = "one"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Input:
    """A place of a component that a binding fills.

    `kinds` are the kinds of field that fit. A formula and a literal fit by the type of their value.
    `most` is how many bindings may name this input (a table has several columns).
    """

    name: str
    about: str
    shape: Shape = Shape.ONE
    kinds: frozenset[Kind] = ANY
    is_required: bool = False
    most: int = 1
    takes_literal: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a binding gave on the current data: `values` (one, or one a row) and `texts`, the same as people read them.

    `label` names the field for a legend or a heading, `unit` stands behind numbers.
    """

    values: tuple[Value, ...]
    texts: tuple[str, ...]
    kind: Kind
    label: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A component's inner place in grid units, from the placement's own top left corner."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Content:
    """What a component draws: its title, and what its bindings gave, by the input's name, in the order of bindings."""

    title: str
    bound: Mapping[str, Sequence[Resolved]] = field(default_factory=dict)

    def one(self, name: str) -> Resolved | None:
        """Return what the input's first binding gave, or None."""
        return next(iter(self.bound.get(name, ())), None)


class DoesNotFitError(Exception):
    """A text does not fit its box even in the smallest size. The message is a sentence that names it."""


class Component:
    """One kind of component. Stateless; registered by its slug in `ai_ops.components.registry`."""

    slug: ClassVar[str]
    label: ClassVar[str]
    about: ClassVar[str]
    """When to use it, in one line, for the model and for the form."""
    inputs: ClassVar[tuple[Input, ...]] = ()
    least: ClassVar[tuple[int, int]]
    """The smallest width and height in grid cells."""
    aspect: ClassVar[tuple[float, float]] = (0.1, 10.0)
    """The smallest and the largest width over height."""
    weight: ClassVar[int] = 1
    """Which is dropped first where there is no room: the lowest."""

    def input(self, name: str) -> Input | None:
        """Return the input of a name, or None."""
        return next((each for each in self.inputs if each.name == name), None)

    def draw(self, content: Content, box: Box, look: Look, *, is_strict: bool) -> list[Element]:
        """Return the shapes of the component within its box.

        Strict, raise DoesNotFitError where a text would have to be cut; else cut it with an ellipsis.
        """
        raise NotImplementedError

    def describe(self, content: Content) -> str:
        """Return what the component shows in words, for people who do not see it."""
        raise NotImplementedError
