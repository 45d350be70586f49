"""A line over time, or over rows, with gaps where values are missing and a span that is marked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ai_ops.charts import scales, times
from ai_ops.charts.drawings import NARROW, Band, Drawing, Tick, along, percent, point, upward
from ai_ops.charts.scales import Scale

type Points = Sequence[tuple[str, float | None]]
type Span = tuple[int, int]

MOST_LABELS = 5
LEAST_BAND = 0.008  # of the plot's width
ALL = 0.97  # of the plot's width: a span that is as long is the whole, and is not marked


def draw(points: Points, *, span: Span | None = None, label: str = "") -> Drawing:
    """Return the line through `points`, [label, value or None] in order.

    Labels that are all moments are placed by time. `span` are the places of the first and last point
    that are marked, `label` what stands over them.
    """
    seconds = times.seconds_of([text for text, _value in points])
    across = _places(seconds, len(points))
    scale = scales.around(value for _text, value in points if value is not None)
    line, dots = _traced(points, across, scale, range(len(points)))
    marked = _within(span, len(points))
    marked_line, marked_dots = _traced(points, across, scale, marked)
    return Drawing(
        "line",
        x_ticks=_moments(seconds) if seconds else _labels(points, across),
        y_ticks=upward(scale),
        line=line,
        dots=dots,
        marked_line=marked_line,
        marked_dots=marked_dots,
        band=_band(across, marked, label),
    )


def _places(seconds: list[float] | None, count: int) -> list[float]:
    if seconds:
        return [(each - seconds[0]) / (seconds[-1] - seconds[0]) for each in seconds]
    return [each / max(count - 1, 1) for each in range(count)]


def _within(span: Span | None, count: int) -> range:
    if not span or not count:
        return range(0)
    first, last = (min(max(each, 0), count - 1) for each in span)
    return range(first, last + 1)


def _traced(points: Points, across: list[float], scale: Scale, rows: range) -> tuple[str, str]:
    """Return the path through the known values of some rows, and dots for those without a neighbour."""
    pieces = list(_pieces(points, rows))
    places = [[point(across[at], scale.place(value)) for at, value in piece] for piece in pieces]
    line = "".join("M" + "L".join(piece) for piece in places if len(piece) > 1)
    return line, "".join(f"M{piece[0]}h0" for piece in places if len(piece) == 1)


def _pieces(points: Points, rows: range) -> Iterator[list[tuple[int, float]]]:
    piece: list[tuple[int, float]] = []
    for at in rows:
        value = points[at][1]
        if value is not None:
            piece.append((at, value))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _band(across: list[float], marked: range, label: str) -> Band | None:
    """Return the marked part of the width, half a step wider on each side; None where it is nothing or everything."""
    if not marked:
        return None
    first, last = marked[0], marked[-1]
    start = (across[max(first - 1, 0)] + across[first]) / 2
    end = (across[last] + across[min(last + 1, len(across) - 1)]) / 2
    if end - start > ALL:
        return None
    if end - start < LEAST_BAND:
        middle = min(max((start + end) / 2, LEAST_BAND / 2), 1 - LEAST_BAND / 2)
        start, end = middle - LEAST_BAND / 2, middle + LEAST_BAND / 2
    return Band(percent(start), percent(end - start), percent(end), _over(start, end, label))


def _over(start: float, end: float, label: str) -> Tick:
    """Return where the words of a band stand: over its middle, or so far aside that they fit a narrow plot."""
    middle, share = (start + end) / 2, len(label) / NARROW
    if share / 2 <= middle <= 1 - share / 2:
        return Tick(percent(middle), label)
    if middle < 1 / 2:
        return Tick(percent(max(min(start, 1 - share), 0.0)), label, "start")
    return Tick(percent(min(max(end, share), 1.0)), label, "end")


def _moments(seconds: list[float]) -> tuple[Tick, ...]:
    first, last = seconds[0], seconds[-1]
    found = times.moments(first, last)
    places = [(each.seconds - first) / (last - first) for each in found]
    return along(places, [each.text for each in found])


def _labels(points: Points, across: list[float]) -> tuple[Tick, ...]:
    """Return some of the points' own labels, evenly apart, the first and the last among them."""
    count = min(MOST_LABELS, len(points))
    chosen = sorted({round(each * (len(points) - 1) / max(count - 1, 1)) for each in range(count)})
    return along([across[at] for at in chosen], [points[at][0] for at in chosen])


def kept(points: Points, *, span: Span | None, most: int) -> list[int]:
    """Return the places of the points that a table shows: evenly apart, with the span's ends, lowest and highest."""
    known = [at for at, (_label, value) in enumerate(points) if value is not None]
    chosen = {round(each * (len(points) - 1) / max(most - 1, 1)) for each in range(min(most, len(points)))}
    if known:
        by_value = sorted(known, key=lambda at: points[at][1] or 0.0)
        chosen |= {by_value[0], by_value[-1]}
    marked = _within(span, len(points))
    return sorted(chosen | set(marked[:1]) | set(marked[-1:]))


def is_thinned(places: Sequence[int]) -> bool:
    """Return whether a table leaves points out."""
    return any(later - earlier > 1 for earlier, later in pairwise(places))
