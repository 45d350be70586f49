"""Lines through values: with gaps where one is missing, and no more points than can be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ai_ops.charts.scales import Scale, around, bounded
from ai_ops.components.parts.areas import Area
from ai_ops.drawing import shapes

COLUMN = 0.15
"""Width of a column of a plot: with more than CROWD points in each, a line would be a blot."""
CROWD = 8
SPARK = 48
BAND = 0.28
WASH = 0.12

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """Points that stand so near each other that they are drawn as one: where, and their lowest, mean and highest."""

    x: float
    low: float
    mean: float
    high: float


def pieces(points: Sequence[tuple[float, float | None]]) -> Iterator[list[Point]]:
    """Return the runs of points whose values are known."""
    piece: list[Point] = []
    for x, y in points:
        if y is not None:
            piece.append((x, y))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def is_crowded(count: int, plot: Area) -> bool:
    """Return whether so many points are too many for a line in a plot."""
    return count > CROWD * most_columns(plot)


def most_columns(plot: Area) -> int:
    """Return how many columns of points a plot shows."""
    return max(20, int(plot.width / COLUMN))


def columns(points: Sequence[Point], most: int) -> list[Column]:
    """Return points in at most so many columns of about as many points each; the ends stay at their places."""
    size = -(-len(points) // most)
    parts = [points[at : at + size] for at in range(0, len(points), size)]
    found = []
    for number, part in enumerate(parts):
        values = [y for _x, y in part]
        x = part[0][0] if not number else part[-1][0] if number == len(parts) - 1 else part[len(part) // 2][0]
        mean = sum(value / len(values) for value in values)
        found.append(Column(x, min(values), mean, max(values)))
    return found


def placed(points: Sequence[Point], scale: Scale, plot: Area) -> list[Point]:
    """Return points, their x in shares of the plot's width, where they stand in it."""
    return [(plot.x + x * plot.width, plot.bottom - scale.place(y) * plot.height) for x, y in points]


def trace(
    points: Sequence[tuple[float, float | None]], scale: Scale, plot: Area, *, colour: str, line: float, wash: bool
) -> list[Element]:
    """Return a line through points, dots for those without a neighbour, and a wash of colour down to zero.

    Of a crowd of points the line is the mean, in a band from the lowest to the highest.
    """
    runs = list(pieces(points))
    if is_crowded(len(points), plot):
        crowds = [columns(run, max(1, most_columns(plot) * len(run) // len(points))) for run in runs]
        bands = [_band(crowd, scale, plot, colour) for crowd in crowds if len(crowd) > 1]
        means = [[(each.x, each.mean) for each in crowd] for crowd in crowds]
        return [*bands, *_traced(means, scale, plot, colour=colour, line=line, wash=False)]
    return _traced(runs, scale, plot, colour=colour, line=line, wash=wash)


def _traced(
    runs: Sequence[Sequence[Point]], scale: Scale, plot: Area, *, colour: str, line: float, wash: bool
) -> list[Element]:
    drawn = [placed(run, scale, plot) for run in runs]
    lines = [run for run in drawn if len(run) > 1]
    zero = plot.bottom - scale.place(0) * plot.height
    found = [shapes.path(closed(run, zero), fill=colour, opacity=WASH) for run in lines] if wash else []
    if lines:
        found.append(shapes.path("".join(map(shapes.polyline, lines)), stroke=colour, width=line))
    return found + [shapes.circle(*run[0], radius=line, fill=colour) for run in drawn if len(run) == 1]


def _band(crowd: Sequence[Column], scale: Scale, plot: Area, colour: str) -> Element:
    """Return the area between the lowest and the highest of each column."""
    high = placed([(each.x, each.high) for each in crowd], scale, plot)
    low = placed([(each.x, each.low) for each in reversed(crowd)], scale, plot)
    return shapes.path(shapes.polyline([*high, *low], is_closed=True), fill=colour, opacity=BAND)


def closed(run: Sequence[Point], base: float) -> str:
    """Return the outline of what is between a line and its base."""
    return shapes.polyline([*run, (run[-1][0], base), (run[0][0], base)], is_closed=True)


def spark(values: Sequence[float | None], plot: Area, *, colour: str, line: float) -> list[Element]:
    """Return a small line without axes: means where there are many values, and a dot at the last one."""
    points = [(at / max(1, len(values) - 1), value) for at, value in enumerate(values)]
    known = [(x, y) for x, y in points if y is not None]
    if not known or min(plot.size) <= 4 * line:
        return []
    runs: list[Sequence[Point]] = list(pieces(points))
    if len(known) > SPARK:
        runs = [[*((each.x, each.mean) for each in columns(known, SPARK)[:-1]), known[-1]]]
    scale = _tight([y for run in runs for _x, y in run])
    plot = plot.inset(2 * line)
    drawn = _traced(runs, scale, plot, colour=colour, line=line, wash=False)
    washes = [shapes.path(closed(placed(run, scale, plot), plot.bottom), fill=colour, opacity=WASH) for run in runs]
    return [*washes, *drawn, shapes.circle(*placed(known[-1:], scale, plot)[0], radius=1.8 * line, fill=colour)]


def _tight(known: Sequence[float]) -> Scale:
    """Return a scale that ends where the values do."""
    low, high = (bounded(each) for each in (min(known), max(known)))
    return Scale(low, high, (low, high)) if low < high else around(known)
