"""A layout drawn on the current data: one SVG, and the same in words."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from ai_ops.components.base import Component, Content, Resolved
from ai_ops.drawing import shapes, svg
from ai_ops.drawing.looks import Look
from ai_ops.drawing.texts import shown
from ai_ops.layouts import contents, fit
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Layout, Placement
from ai_ops.layouts.problems import component_of, named
from ai_ops.layouts.scaling import scaled
from ai_ops.layouts.writing import MISSING
from connectors.kinds.base import Kind

NOW: Final = "now"
"""The name under which components find the present moment; no binding can give it."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a placement shows in words, and why bindings of it have no value now."""

    id: str
    component: str
    title: str
    words: str
    notes: tuple[str, ...] = ()


def render(
    layout: Layout, data: Data, look: Look, *, scheme: str = "light", now: datetime | None = None, label: str = ""
) -> str:
    """Return a layout as an SVG document. A text that does not fit is cut, a value that is missing is a dash.

    `now` is the present moment in the tenant's zone, for clocks; `scheme` is told to the page.
    """
    ground = replace(scaled(look, layout.canvas), background=background(layout, look))
    drawn = [_drawn(each, data, ground, now) for each in layout.placements]
    size = (float(layout.canvas.columns), float(layout.canvas.rows))
    name = shown(label or layout.title) or "Layout"
    group = shapes.group(drawn, data_scheme=scheme)
    return svg.document(size, [group], background=ground.background, label=name)


def background(layout: Layout, look: Look) -> str:
    """Return the colour that a layout stands on."""
    colours = {"surface": look.surface, "primary": look.primary}
    return colours.get(layout.background, look.background)


def _drawn(placement: Placement, data: Data, look: Look, now: datetime | None) -> Element:
    component = component_of(placement)
    box = fit.box(placement, look)
    content = filled(placement, component, data, now) if component else Content(placement.title)
    elements = (
        component.draw(content, box, look, is_strict=False) if component else _unknown(box.width, box.height, look)
    )
    words = component.describe(content) if component else f"{named(placement)}: this component is not known here."
    place = (placement.x + look.gap / 2, placement.y + look.gap / 2)
    found = shapes.nested(*place, size=(box.width, box.height), children=elements, label=shown(words))
    found.set("data-placement", shown(placement.id))
    found.set("data-component", shown(placement.component))
    return found


def _unknown(width: float, height: float, look: Look) -> list[Element]:
    return [shapes.rect(0, 0, width=width, height=height, fill=look.surface, radius=look.radius)]


def filled(placement: Placement, component: Component, data: Data, now: datetime | None = None) -> Content:
    """Return a placement's content; where a binding gives nothing now, a dash stands for its value."""
    found = contents.gather(placement, component, data)
    bound = {name: list(each) for name, each in found.content.bound.items()}
    for place in sorted(found.failures):
        bound.setdefault(placement.bindings[place].input, []).append(_dash())
    if now is not None:
        bound[NOW] = [Resolved((now,), (now.isoformat(),), Kind.TIME)]
    return Content(placement.title, bound)


def _dash() -> Resolved:
    return Resolved((None,), (MISSING,), Kind.TEXT)


def summary(layout: Layout, data: Data, *, now: datetime | None = None) -> tuple[Described, ...]:
    """Return what each placement shows in words, in the order of reading, for a list beside the drawing."""
    ordered = sorted(layout.placements, key=lambda each: (each.y, each.x))
    return tuple(_described(each, data, now) for each in ordered)


def _described(placement: Placement, data: Data, now: datetime | None) -> Described:
    component = component_of(placement)
    if component is None:
        words = f"{named(placement)}: this component is not known here."
        return Described(placement.id, placement.component, placement.title, words)
    failures = contents.gather(placement, component, data).failures
    return Described(
        placement.id,
        placement.component,
        placement.title,
        shown(component.describe(filled(placement, component, data, now))),
        tuple(str(failures[place]) for place in sorted(failures)),
    )
