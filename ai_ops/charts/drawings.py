"""What a template draws: places in percent of the plot, and paths in a plot of WIDTH × HEIGHT that is stretched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ai_ops.charts.scales import Scale, tick_text

WIDTH: Final = 2000
HEIGHT: Final = 1000
NARROW: Final = 32
APART: Final = 2
"""Characters that fit below a narrow plot, and those left free between two texts."""
EDGE: Final = 0.06
"""From a plot's side, in shares of it: a text nearer to it is not centred on its place."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A text beside the plot, `at` so many percent of it. A minor one may be left out where it is narrow."""

    at: str
    text: str
    anchor: str = "middle"
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """What is marked: a part of the plot's width, and where its words stand."""

    x: str
    width: str
    end: str
    label: Tick


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in percent of the plot."""

    x: str
    y: str
    width: str
    height: str
    label: str
    value: float
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's geometry. Paths run from the lower left; `dots` are lines without length, for round caps."""

    kind: str
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    line: str = ""
    dots: str = ""
    marked_line: str = ""
    marked_dots: str = ""
    band: Band | None = None
    bars: tuple[Bar, ...] = ()
    zero: str = ""
    view: str = f"0 0 {WIDTH} {HEIGHT}"


def percent(share: float) -> str:
    """Return a share as SVG takes it."""
    return f"{100 * share:.2f}%"


def point(x: float, y: float) -> str:
    """Return a place in the plot, given from its lower left corner in shares of its sides."""
    return f"{round(WIDTH * x)} {round(HEIGHT * (1 - y))}"


def beside(place: float) -> str:
    """Return how a text is anchored to its place, so that it stays within the plot."""
    return "start" if place < EDGE else "end" if place > 1 - EDGE else "middle"


def upward(scale: Scale) -> tuple[Tick, ...]:
    """Return the ticks of a scale that runs upward, the lowest first."""
    return tuple(Tick(percent(1 - scale.place(each)), tick_text(each, scale)) for each in scale.ticks)


def rightward(scale: Scale) -> tuple[Tick, ...]:
    """Return the ticks of a scale that runs to the right."""
    places = [scale.place(each) for each in scale.ticks]
    return along(places, [tick_text(each, scale) for each in scale.ticks])


def along(places: Sequence[float], texts: Sequence[str]) -> tuple[Tick, ...]:
    """Return texts below a plot; each second one is minor where all would not fit a narrow one."""
    is_long = sum(len(text) + APART for text in texts) > NARROW
    return tuple(
        Tick(percent(place), text, beside(place), is_minor=is_long and number % 2 == 1)
        for number, (place, text) in enumerate(zip(places, texts, strict=True))
    )
