"""Lines through values: with gaps where one is missing, and no more points than can be seen."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from ai_ops.charts.scales import Scale, around
from ai_ops.components.parts.areas import Area
from ai_ops.drawing import shapes

MOST = 300
"""Columns of a plot, for each of which the lowest and the highest point are drawn."""
WASH = 0.12

type Point = tuple[float, float]


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


def thinned(points: Sequence[Point], *, most: int = MOST) -> list[Point]:
    """Return the first, lowest, highest and last point of each of so many columns, where there are more."""
    if len(points) <= 2 * most:
        return list(points)
    size = -(-len(points) // most)
    found: list[Point] = []
    for start in range(0, len(points), size):
        part = range(start, min(start + size, len(points)))
        low, high = min(part, key=lambda at: points[at][1]), max(part, key=lambda at: points[at][1])
        found += [points[at] for at in sorted({part[0], low, high, part[-1]})]
    return found


def placed(points: Sequence[Point], scale: Scale, plot: Area) -> list[Point]:
    """Return points, their x in shares of the plot's width, where they stand in it."""
    return [(plot.x + x * plot.width, plot.bottom - scale.place(y) * plot.height) for x, y in points]


def trace(
    points: Sequence[tuple[float, float | None]], scale: Scale, plot: Area, *, colour: str, line: float, wash: bool
) -> list[Element]:
    """Return a line through points, dots for those without a neighbour, and a wash of colour below it."""
    runs = [placed(thinned(piece), scale, plot) for piece in pieces(points)]
    lines = [run for run in runs if len(run) > 1]
    found = [shapes.path(closed(run, plot.bottom), fill=colour, opacity=WASH) for run in lines] if wash else []
    if lines:
        found.append(shapes.path("".join(map(shapes.polyline, lines)), stroke=colour, width=line))
    return found + [shapes.circle(*run[0], radius=line, fill=colour) for run in runs if len(run) == 1]


def closed(run: Sequence[Point], bottom: float) -> str:
    """Return the outline of what is below a line."""
    return shapes.polyline([*run, (run[-1][0], bottom), (run[0][0], bottom)], is_closed=True)


def spark(values: Sequence[float | None], plot: Area, *, colour: str, line: float) -> list[Element]:
    """Return a small line without axes whose last point is marked."""
    known = [value for value in values if value is not None]
    if not known or min(plot.size) <= 4 * line:
        return []
    plot, scale = plot.inset(2 * line), around(known)
    low, high = min(known), max(known)
    scale = Scale(low, high, scale.ticks) if low < high else scale
    points = [(at / max(1, len(values) - 1), value) for at, value in enumerate(values)]
    last = placed([(x, y) for x, y in points if y is not None][-1:], scale, plot)[0]
    drawn = trace(points, scale, plot, colour=colour, line=line, wash=True)
    return [*drawn, shapes.circle(*last, radius=1.8 * line, fill=colour)]
