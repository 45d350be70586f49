"""Small pictures of layouts for lists: which kinds of components lie where, in the layout's colours, without data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from ai_ops.drawing import shapes
from ai_ops.drawing.looks import Look
from ai_ops.drawing.svg import written
from ai_ops.layouts.model import Canvas, Placement

SIZE: Final = (160, 90)
"""Width and height of a picture, in its own units; a layout of another shape stands in its middle."""
GAP: Final = 0.2
LINE: Final = 0.3
ZIGZAG: Final = (0.75, 0.45, 0.6, 0.25, 0.4, 0.1)
COLUMNS: Final = (0.55, 0.8, 0.4, 1.0, 0.65)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sign may be drawn, and in which colours."""

    x: float
    y: float
    w: float
    h: float
    look: Look

    @property
    def side(self) -> float:
        return min(self.w, self.h)

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def bar(self, at: tuple[float, float], size: tuple[float, float], fill: str) -> Element:
        """Return a rectangle at shares of this place, with a size in shares."""
        x, y = self.x + at[0] * self.w, self.y + at[1] * self.h
        return shapes.rect(x, y, width=size[0] * self.w, height=size[1] * self.h, fill=fill, radius=0.1)


type Sign = Callable[[_Place], list[Element]]


def draw(placements: Iterable[Placement], canvas: Canvas, look: Look) -> str:
    """Return a picture as SVG that is hidden from screen readers: the layout's name stands beside it."""
    ground = shapes.rect(0, 0, width=canvas.columns, height=canvas.rows, fill=look.background)
    inner = shapes.shape("svg", width=SIZE[0], height=SIZE[1], viewBox=f"0 0 {canvas.columns} {canvas.rows}")
    inner.extend([ground, *(part for each in placements for part in _placed(each, look))])
    root = shapes.shape("svg", viewBox=f"0 0 {SIZE[0]} {SIZE[1]}", aria_hidden="true")
    root.set("class", "picture layout-picture")
    root.append(inner)
    return written(root)


def _placed(placement: Placement, look: Look) -> list[Element]:
    width, height = max(placement.w - 2 * GAP, 0.1), max(placement.h - 2 * GAP, 0.1)
    card = shapes.rect(
        placement.x + GAP, placement.y + GAP, width=width, height=height, fill=look.surface, radius=2 * GAP
    )
    inset = 0.14 * min(width, height)
    place = _Place(placement.x + GAP + inset, placement.y + GAP + inset, width - 2 * inset, height - 2 * inset, look)
    return [card, *SIGNS.get(placement.component, _lines)(place)]


def _heading(place: _Place) -> list[Element]:
    return [place.bar((0, 0.25), (0.55, 0.5), place.look.text)]


def _lines(place: _Place) -> list[Element]:
    wide = (0.9, 0.7, 0.8, 0.5)
    return [place.bar((0, 0.26 * at), (each, 0.12), place.look.muted) for at, each in enumerate(wide)]


def _metric(place: _Place) -> list[Element]:
    small = place.bar((0, 0), (0.4, 0.14), place.look.muted)
    return [small, place.bar((0, 0.4), (0.7, 0.45), place.look.primary)]


def _line(place: _Place) -> list[Element]:
    step = place.w / (len(ZIGZAG) - 1)
    points = [(place.x + at * step, place.y + share * place.h) for at, share in enumerate(ZIGZAG)]
    return [shapes.path(shapes.polyline(points), stroke=place.look.chart[0], width=LINE)]


def _bars(place: _Place) -> list[Element]:
    share = 1 / len(COLUMNS)
    return [
        place.bar((at * share + 0.03, 1 - high), (share - 0.06, high), place.look.chart[0])
        for at, high in enumerate(COLUMNS)
    ]


def _pie(place: _Place) -> list[Element]:
    (x, y), radius = place.middle, place.side / 2
    n = shapes.number
    slice_ = f"M{n(x)} {n(y)}V{n(y - radius)}A{n(radius)} {n(radius)} 0 0 1 {n(x + radius)} {n(y)}Z"
    circle = shapes.circle(x, y, radius=radius, fill=place.look.chart[0])
    return [circle, shapes.path(slice_, fill=place.look.chart[1 % len(place.look.chart)])]


def _gauge(place: _Place) -> list[Element]:
    x, n = place.middle[0], shapes.number
    radius = min(place.w / 2, place.h) * 0.8
    base = place.y + place.h * 0.9
    arc = f"M{n(x - radius)} {n(base)}A{n(radius)} {n(radius)} 0 0 1 "
    whole = shapes.path(f"{arc}{n(x + radius)} {n(base)}", stroke=place.look.muted, width=LINE)
    return [whole, shapes.path(f"{arc}{n(x)} {n(base - radius)}", stroke=place.look.primary, width=2 * LINE)]


def _progress(place: _Place) -> list[Element]:
    track = place.bar((0, 0.4), (1, 0.25), place.look.muted)
    return [track, place.bar((0, 0.4), (0.65, 0.25), place.look.primary)]


def _clock(place: _Place) -> list[Element]:
    (x, y), radius = place.middle, 0.45 * place.side
    face = shapes.circle(x, y, radius=radius, fill=place.look.surface, stroke=place.look.text, line=LINE / 2)
    hands = shapes.polyline([(x, y - 0.6 * radius), (x, y), (x + 0.5 * radius, y)])
    return [face, shapes.path(hands, stroke=place.look.text, width=LINE / 2)]


def _image(place: _Place) -> list[Element]:
    shares = ((0.0, 1.0), (0.35, 0.4), (0.55, 0.7), (0.7, 0.5), (1.0, 1.0))
    hills = [(place.x + across * place.w, place.y + down * place.h) for across, down in shares]
    return [shapes.path(shapes.polyline(hills, is_closed=True), fill=place.look.accent)]


def _squares(place: _Place) -> list[Element]:
    corners = ((0.1, 0.1), (0.6, 0.1), (0.1, 0.6), (0.6, 0.6))
    return [place.bar(each, (0.3, 0.3), place.look.text) for each in corners]


def _points(place: _Place) -> list[Element]:
    shares = ((0.2, 0.3), (0.5, 0.6), (0.75, 0.25), (0.85, 0.8))
    return [
        shapes.circle(place.x + x * place.w, place.y + y * place.h, radius=0.08 * place.side, fill=place.look.chart[0])
        for x, y in shares
    ]


SIGNS: Final[dict[str, Sign]] = {
    "heading": _heading,
    "metric": _metric,
    "line_chart": _line,
    "bar_chart": _bars,
    "pie": _pie,
    "gauge": _gauge,
    "progress": _progress,
    "clock": _clock,
    "image": _image,
    "qr_code": _squares,
    "map_points": _points,
}
"""What stands for a kind of component; lines of text for those without a sign."""
