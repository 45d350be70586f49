"""A part of a layout before it has a place."""

from dataclasses import dataclass
from typing import Any

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bound:
    """What fills an input: a field's id, or a literal text."""

    input: str
    value: str
    aggregate: str = "none"
    source: str = "field"


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its words and what it is bound to. `band` says in which part of the screen it stands."""

    component: str
    title: str
    rationale: str
    bounds: tuple[Bound, ...] = ()
    band: str = "body"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A part in its place on the grid."""

    part: Part
    x: int
    y: int
    w: int
    h: int
