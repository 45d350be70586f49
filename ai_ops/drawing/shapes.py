"""Shapes as SVG elements (SVG 2). Lengths are grid units; colours are #RRGGBB."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "http://www.w3.org/2000/svg"
DECIMALS = 4


def number(value: float) -> str:
    """Return a length as SVG writes it."""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def shape(tag: str, /, **attributes: str | float | None) -> Element:
    """Return an element; _ in a name is -, numbers are written short, and None is left out."""
    written = {
        name.replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
        if value is not None
    }
    return Element(tag, written)


def rect(x: float, y: float, *, width: float, height: float, fill: str, radius: float = 0) -> Element:
    """Return a rectangle."""
    return shape("rect", x=x, y=y, width=max(0, width), height=max(0, height), fill=fill, rx=radius or None)


def frame(x: float, y: float, *, width: float, height: float, stroke: str, line: float, radius: float = 0) -> Element:
    """Return the outline of a rectangle."""
    return shape(
        "rect", x=x, y=y, width=width, height=height, fill="none", stroke=stroke, stroke_width=line, rx=radius or None
    )


def circle(x: float, y: float, *, radius: float, fill: str, stroke: str | None = None, line: float = 0) -> Element:
    """Return a circle."""
    return shape("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=line or None)


def line(x1: float, y1: float, *, to: tuple[float, float], stroke: str, width: float, dashes: str = "") -> Element:
    """Return a straight line."""
    return shape(
        "line",
        x1=x1,
        y1=y1,
        x2=to[0],
        y2=to[1],
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dashes or None,
        stroke_linecap="round",
    )


def path(data: str, *, fill: str = "none", stroke: str | None = None, width: float = 0, opacity: float = 1) -> Element:
    """Return a path of SVG path data."""
    return shape(
        "path",
        d=data,
        fill=fill,
        stroke=stroke,
        stroke_width=width or None,
        stroke_linejoin="round" if stroke else None,
        stroke_linecap="round" if stroke else None,
        opacity=opacity if opacity < 1 else None,
    )


def polyline(points: Iterable[tuple[float, float]], *, is_closed: bool = False) -> str:
    """Return path data through points."""
    data = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{data}{'Z' if is_closed else ''}" if data else ""


def group(children: Sequence[Element], **attributes: str | float | None) -> Element:
    """Return a group of elements."""
    found = shape("g", **attributes)
    found.extend(children)
    return found


def nested(x: float, y: float, *, size: tuple[float, float], children: Sequence[Element], label: str) -> Element:
    """Return elements in a place of their own, which cuts what leaves it, with what it shows in words."""
    found = shape("svg", x=x, y=y, width=size[0], height=size[1], overflow="hidden", role="img", aria_label=label)
    SubElement(found, "title").text = label
    found.extend(children)
    return found
