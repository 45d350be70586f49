"""Tags for layouts: their drawings on the data of now, their small pictures, and what they are bound to in words."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops import screens
from ai_ops.base import Example, Json
from ai_ops.components import registry
from ai_ops.components.base import Component
from ai_ops.drawing import themes
from ai_ops.drawing.texts import shown
from ai_ops.layouts import documents, pictures
from ai_ops.layouts.model import Canvas
from ai_ops.layouts.scaling import scale
from ai_ops.models import Run, SavedItem, State

register = template.Library()

MODES = {"light": gettext_lazy("Light"), "dark": gettext_lazy("Dark")}
SIDES = {
    "x": gettext_lazy("Left"),
    "y": gettext_lazy("Top"),
    "w": gettext_lazy("Width"),
    "h": gettext_lazy("Height"),
}
SCREENS = (("full-hd", 1920, 1080), ("uhd", 3840, 2160), ("upright", 1080, 1920))
HOW = {
    "sum": gettext_lazy("the sum of"),
    "mean": gettext_lazy("the mean of"),
    "min": gettext_lazy("the lowest"),
    "max": gettext_lazy("the highest"),
    "count": gettext_lazy("the number of"),
    "distinct": gettext_lazy("the number of different"),
    "first": gettext_lazy("the first"),
    "last": gettext_lazy("the last"),
}
LONGEST = 60


@register.simple_tag
def all_components() -> list[Component]:
    """Return every kind of component, by its label."""
    return sorted(registry.all_components(), key=lambda each: each.label)


@register.filter
def example_query(example: Example) -> str:
    """Return the query of the form with an example's inputs."""
    return urlencode(example.inputs)


@register.filter
def component_label(slug: str) -> str:
    """Return a component's label, or its slug where there is no such kind any more."""
    try:
        return registry.get(slug).label
    except registry.UnknownComponentError:
        return slug


@register.filter
def side_label(side: str) -> str | Promise:
    """Return what x, y, w and h are called."""
    return SIDES.get(side, side)


@register.simple_tag
def layout_picture(result: Json) -> SafeString:
    """Return a small picture of a layout in its own colours, without data."""
    layout = documents.layout_of(result)
    drawn = pictures.draw(layout.placements, layout.canvas, themes.look(result.get("look")))
    return mark_safe(drawn)  # noqa: S308 - built as a tree, which escapes everything


@register.simple_tag(takes_context=True)
def drawing_now(context: Context, result: Json, mode: str) -> Json:
    """Return what a document shows of a layout with the data of now; of the rule-made one where `which` asks."""
    request = context["request"]
    part = "baseline" if request.GET.get("which") == "baseline" and result.get("baseline") else "placements"
    layout = documents.layout_of(result, part=part)
    return screens.drawn(layout, screens.setting_of(request.tenant, result), mode=mode, zone=request.tenant.time_zone)


@register.simple_tag(takes_context=True)
def modes_now(context: Context, result: Json) -> list[tuple[str, str | Promise]]:
    """Return the modes that a layout's theme has now, with their labels."""
    theme = screens.theme_of(context["request"].tenant, result)
    return [(each, MODES.get(each, each)) for each in themes.modes(theme)]


@register.simple_tag
def screens_of(result: Json) -> list[Json]:
    """Return the screens that a layout can be looked at on, that of its own shape first, and what each means for it."""
    canvas = _canvas(result)
    is_upright = canvas.rows > canvas.columns
    sizes = sorted(SCREENS, key=lambda size: (size[2] > size[1]) != is_upright)
    return [
        {
            "slug": slug,
            "label": f"{width:,} × {height:,}",
            "is_first": place == 0,
            "words": _smallest(scale(canvas) * min(width / canvas.columns, height / canvas.rows)),
        }
        for place, (slug, width, height) in enumerate(sizes)
    ]


def _canvas(result: Json) -> Canvas:
    return Canvas(result["canvas"]["columns"], result["canvas"]["rows"])


def _smallest(cell: float) -> str:
    return _("The smallest text is %(pixels)d pixels high here.") % {"pixels": round(themes.LEAST * cell)}


@register.simple_tag
def shape_of(result: Json) -> str:
    """Return the slug of the screen that has the shape of a layout."""
    return str(screens_of(result)[0]["slug"])


@register.simple_tag
def editor_url(run: Any, item: Any, may_design: Any) -> str:
    """Return where a layout is changed, or "" where it cannot be."""
    if not may_design:
        return ""
    if isinstance(item, SavedItem):
        return reverse("saved_layout", args=[item.pk])
    is_run = isinstance(run, Run) and run.state == State.SUCCEEDED
    return reverse("run_layout", args=[run.pk]) if is_run else ""


@register.simple_tag
def bindings_words(placement: Any) -> str:
    """Return what a placement is bound to, in words: value: the sum of north.revenue · caption: “today”.

    It takes a placement of a result or of a layout.
    """
    if not isinstance(placement, dict):
        placement = documents.placements_as_json([placement])[0]
    by_input: dict[str, list[str]] = {}
    for each in placement["bindings"]:
        by_input.setdefault(each["input"], []).append(_bound(each))
    return " · ".join(f"{name.replace('_', ' ')}: {', '.join(found)}" for name, found in by_input.items())


def _bound(binding: Json) -> str:
    value = shown(binding["value"])
    if binding["source"] == "literal":
        return f"“{value[:LONGEST]}”"
    name = value if binding["source"] == "formula" else value.partition(".")[2].removeprefix("row.") or value
    how = HOW.get(binding["aggregate"], "")
    return f"{how} {name[:LONGEST]}".strip()
