"""A layout as data: a canvas, and placements on its grid with their bindings."""

from dataclasses import dataclass
from typing import Literal

type Source = Literal["field", "formula", "literal"]
type Aggregate = Literal["none", "last", "first", "sum", "mean", "min", "max", "count", "distinct"]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A grid of cells; a cell is as wide as high."""

    columns: int
    rows: int


LANDSCAPE, PORTRAIT = Canvas(32, 18), Canvas(18, 32)


@dataclass(frozen=True, slots=True)
class Binding:
    """What fills an input: a field's address (`stream.item.field`), a formula over addresses, or a literal text.

    `aggregate` makes one value of many; `format` is "", or how the value is written (see
    `ai_ops.layouts.writing`).
    """

    input: str
    source: Source
    value: str
    aggregate: Aggregate = "none"
    format: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A component on the grid: cells from (x, y), w wide and h high, counted from 0."""

    id: str
    component: str
    x: int
    y: int
    w: int
    h: int
    title: str
    rationale: str
    bindings: tuple[Binding, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole layout. `background` names a colour of the theme: background, surface or primary."""

    title: str
    background: str
    canvas: Canvas
    placements: tuple[Placement, ...]
