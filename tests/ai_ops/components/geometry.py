"""Where the shapes and texts of a drawing really lie: to find what leaves its box or covers another text."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element

from ai_ops.typesetting.faces import Face
from ai_ops.typesetting.fonts import FAMILIES
from ai_ops.typesetting.measuring import ascent, descent

TOLERANCE = 1e-3
"""Coordinates are written with four decimals."""
INK = 0.05
"""Of a text's size: so much two texts' letters may come near each other before they count as touching."""
_TOKENS = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_NUMBERS = {"M": 2, "L": 2, "A": 7, "Z": 0, "z": 0, "h": 1, "v": 1}
_MOVE = re.compile(r"translate\((\S+) (\S+)\)(?: scale\((\S+)\))?")

type Point = tuple[float, float]


@dataclass(frozen=True)
class Extent:
    """What an element covers, in the units of the whole drawing."""

    tag: str
    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0

    def within(self, outer: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = outer
        return (
            self.left >= left - TOLERANCE
            and self.top >= top - TOLERANCE
            and self.right <= right + TOLERANCE
            and self.bottom <= bottom + TOLERANCE
        )


def faults(elements: Sequence[Element], width: float, height: float) -> list[str]:
    """Return what leaves a box, and which texts cover each other, in words."""
    found = [each for element in elements for each in extents(element)]
    left = [f"{each} leaves {width} × {height}" for each in found if not each.within((0, 0, width, height))]
    shown = [each for each in found if each.tag == "text" and each.words]
    covers = [f"{one.words!r} covers {other.words!r}" for one, other in combinations(shown, 2) if touch(one, other)]
    return left + covers


def touch(one: Extent, other: Extent) -> bool:
    """Return whether the letters of two texts touch: from their capitals' height to the baseline."""
    (a_top, a_bottom), (b_top, b_bottom) = ink(one), ink(other)
    near = INK * min(one.size, other.size)
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > near and min(a_bottom, b_bottom) - max(a_top, b_top) > near


def ink(extent: Extent) -> tuple[float, float]:
    """Return the top and the bottom of a text's capitals: its box is higher, by accents and descenders."""
    baseline = extent.bottom - 0.25 * extent.size
    return baseline - 0.72 * extent.size, baseline


def extents(element: Element, *, at: Point = (0, 0)) -> Iterator[Extent]:
    """Return what an element and those in it cover. What is hidden, or cut by a nested place, counts as that place."""
    tag = element.tag.rpartition("}")[2]
    if element.get("display") == "none":
        return
    if tag == "svg":
        at = at[0] + number(element, "x"), at[1] + number(element, "y")
        yield placed(tag, element, at=(0, 0), corners=box(element, at))
    elif tag in READ:
        yield placed(tag, element, at=at, corners=READ[tag](element))
    for child in element:
        yield from extents(child, at=at)


def placed(tag: str, element: Element, *, at: Point, corners: Sequence[Point]) -> Extent:
    half = number(element, "stroke-width") / 2 if element.get("stroke", "none") != "none" else 0
    xs, ys = [at[0] + x for x, _y in corners], [at[1] + y for _x, y in corners]
    assert all(map(math.isfinite, (*xs, *ys))), (tag, element.attrib)
    size = number(element, "font-size")
    return Extent(tag, element.text or "", min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half, size)


def number(element: Element, name: str) -> float:
    return float(element.get(name, 0))


def box(element: Element, at: Point) -> list[Point]:
    return [at, (at[0] + number(element, "width"), at[1] + number(element, "height"))]


def _rect(element: Element) -> list[Point]:
    return box(element, (number(element, "x"), number(element, "y")))


def _circle(element: Element) -> list[Point]:
    x, y, radius = (number(element, name) for name in ("cx", "cy", "r"))
    return [(x - radius, y - radius), (x + radius, y + radius)]


def _line(element: Element) -> list[Point]:
    return [(number(element, f"x{end}"), number(element, f"y{end}")) for end in (1, 2)]


def _text(element: Element) -> list[Point]:
    x, y, size = (number(element, name) for name in ("x", "y", "font-size"))
    wide = number(element, "textLength")
    start = x - {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
    name = element.get("font-family", "").partition(",")[0]
    face = Face(
        next(slug for slug, each in FAMILIES.items() if each.name == name), int(element.get("font-weight", 400))
    )
    return [(start, y - ascent(face) * size), (start + wide, y + descent(face) * size)]


def _path(element: Element) -> list[Point]:
    points = list(path_points(element.get("d", "")))
    if found := _MOVE.fullmatch(element.get("transform", "")):
        x, y, scale = (float(each or 1) for each in found.groups())
        return [(x + scale * px, y + scale * py) for px, py in points]
    assert not element.get("transform")
    return points


def path_points(data: str) -> Iterator[Point]:
    """Return the points of path data; arcs of circles by points on them."""
    tokens, here, command = _TOKENS.findall(data), (0.0, 0.0), ""
    while tokens:
        command = tokens.pop(0) if tokens[0].isalpha() else command
        taken = [float(tokens.pop(0)) for _each in range(_NUMBERS[command])]
        after = moved(here, command, taken)
        if command == "A":
            yield from arc(here, after, radius=taken[0], is_large=bool(taken[3]), sweep=bool(taken[4]))
        here = after
        yield here


def moved(here: Point, command: str, taken: list[float]) -> Point:
    if command in "Zz":
        return here
    if command in "hv":
        return (here[0] + taken[0], here[1]) if command == "h" else (here[0], here[1] + taken[0])
    return taken[-2], taken[-1]


def arc(start: Point, end: Point, *, radius: float, is_large: bool, sweep: bool) -> Iterator[Point]:
    """Return points on a circle's arc (SVG 2, appendix B.2.4)."""
    half = math.dist(start, end) / 2
    if not half:
        return
    radius = max(radius, half)
    far = math.sqrt(max(0, radius**2 - half**2)) * (-1 if is_large == sweep else 1)
    across, down = (end[0] - start[0]) / (2 * half), (end[1] - start[1]) / (2 * half)
    centre = (start[0] + end[0]) / 2 - far * down, (start[1] + end[1]) / 2 + far * across
    first, last = (math.atan2(y - centre[1], x - centre[0]) for x, y in (start, end))
    turn = (last - first) % math.tau if sweep else -((first - last) % math.tau)
    for step in range(25):
        angle = first + turn * step / 24
        yield centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


READ = {
    "rect": _rect,
    "image": _rect,
    "circle": _circle,
    "line": _line,
    "text": _text,
    "path": _path,
}
