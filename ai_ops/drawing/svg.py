"""A whole drawing as an SVG document."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

from ai_ops.drawing.shapes import NAMESPACE, number, rect, shape


def document(size: tuple[float, float], elements: Sequence[Element], *, background: str, label: str) -> str:
    """Return an SVG document of a size in units, that is as large as the place where it is shown."""
    root = shape("svg", viewBox=f"0 0 {number(size[0])} {number(size[1])}", role="group", aria_label=label)
    root.set("xmlns", NAMESPACE)
    root.set("class", "layout")
    root.append(rect(0, 0, width=size[0], height=size[1], fill=background))
    root.extend(elements)
    return written(root)


def written(element: Element) -> str:
    """Return an element as text, everything in it escaped."""
    return tostring(element, encoding="unicode", short_empty_elements=True)
