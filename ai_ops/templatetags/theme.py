"""Tags for themes: swatches, safe values for style sheets, links that lock a colour."""

import math
import re
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ai_ops.base import Json
from ai_ops.colour.contrast import HEX
from ai_ops.forms import OperationForm

register = template.Library()

MOST_BRAND_COLOURS = 5
MODES = (("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark")))
STACK = re.compile(r"[A-Za-z0-9 ,\"'-]{1,300}")
NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")
BRAND_ROLES = ("primary", "secondary", "accent")
GROUND_ROLES = ("background", "surface", "text", "neutral")
STATE_ROLES = ("success", "warning", "danger", "info")
GROUPS = (
    (gettext_lazy("Brand"), BRAND_ROLES),
    (gettext_lazy("Ground and text"), GROUND_ROLES),
    (gettext_lazy("States"), STATE_ROLES),
)


@register.filter
def css_hex(value: Any) -> SafeString:
    """Return a colour for a style sheet; anything that is not #RRGGBB becomes black."""
    return mark_safe(value if isinstance(value, str) and HEX.fullmatch(value) else "#000000")  # noqa: S308  matched


@register.filter
def css_stack(value: Any) -> SafeString:
    """Return a font stack for a style sheet; anything else becomes the system's font."""
    return mark_safe(value if isinstance(value, str) and STACK.fullmatch(value) else "system-ui")  # noqa: S308  matched


@register.filter
def css_number(value: Any) -> SafeString:
    """Return a number for a style sheet; anything else becomes 0."""
    return mark_safe(str(value) if NUMBER.fullmatch(str(value)) else "0")  # noqa: S308  matched


@register.filter
def ratio(value: float) -> str:
    """Return a contrast ratio, cut and never rounded up, so that 4.496 does not read as 4.5."""
    return f"{math.floor(value * 100) / 100:.2f}:1"


@register.filter
def plain_number(value: Any) -> str:
    """Return a number as a number field takes it: 3.0 is 3. Other values stay as they were typed."""
    return f"{value:g}" if isinstance(value, float) else str(value)


@register.filter
def modes_of(result: Json) -> list[tuple[str, Any]]:
    """Return the modes that a theme has, with their labels."""
    return [(mode, label) for mode, label in MODES if mode in result["modes"]]


@register.simple_tag
def swatches(result: Json, mode: str) -> list[tuple[Any, list[Json]]]:
    """Return the role colours of a mode by group, each with the pair that a reader would see."""
    shades = result["modes"][mode]
    pairs = [pair for pair in result["pairs"] if pair["mode"] == mode]
    return [(label, [_swatch(role, shades, pairs) for role in roles]) for label, roles in GROUPS]


def _swatch(role: str, shades: Json, pairs: list[Json]) -> Json:
    colour = shades["roles"][role]
    over = shades["on"].get(role) or (shades["roles"]["background"] if role == "text" else shades["roles"]["text"])
    return {"role": role, "hex": colour, "over": over, "pair": _pair_of(colour, over, pairs)}


def _pair_of(colour: str, over: str, pairs: list[Json]) -> Json | None:
    wanted = {colour, over}
    return next((pair for pair in pairs if {pair["foreground"], pair["background"]} == wanted), None)


@register.simple_tag
def pairs_of(result: Json, mode: str) -> list[Json]:
    """Return the measured pairs of a mode."""
    return [pair for pair in result["pairs"] if pair["mode"] == mode]


@register.filter
def token_label(token: str) -> str:
    """Return a token's name for people: "chart-5" is Chart colour 5."""
    name, _separator, number = token.partition("-")
    if name == "chart":
        return _("Chart colour %(number)s") % {"number": number}
    return token.replace("-", " ").capitalize()


@register.simple_tag
def brand_rows(form: OperationForm) -> list[Json]:
    """Return the form's five rows for brand colours, the given ones first."""
    given = form.values.get("brand_colours") or []
    rows = [{"hex": "", "locked": False, "role": None} | each for each in given if isinstance(each, dict)]
    rows += [{"hex": "", "locked": False}] * (MOST_BRAND_COLOURS - len(rows))
    return [row | _picked(row["hex"]) | {"roles": BRAND_ROLES + STATE_ROLES} for row in rows[:MOST_BRAND_COLOURS]]


def _picked(typed: Any) -> Json:
    """Return the colour that a picker shows for what was typed, and whether that is no colour."""
    colour = f"#{str(typed).strip().removeprefix('#').upper()}"
    is_colour = HEX.fullmatch(colour) is not None
    return {"picked": colour.lower() if is_colour else "#808080", "is_odd": bool(typed) and not is_colour}


@register.simple_tag
def lock_query(inputs: Json, colour: str, role: str) -> str:
    """Return the query of the form with these inputs and one more colour, locked in its role."""
    brand = [each for each in inputs.get("brand_colours", []) if each["hex"] != colour and each.get("role") != role]
    kept = sorted(brand, key=lambda each: not each["locked"])[: MOST_BRAND_COLOURS - 1]
    colours = [*kept, {"hex": colour, "locked": True, "role": role}]
    query = QueryDict(mutable=True)
    for name in ("description", "mode", "density", "viewing_distance_m", "base"):
        if inputs.get(name) not in (None, ""):
            query[name] = str(inputs[name])
    query.setlist("brand_colour", [each["hex"] for each in colours])
    query.setlist("brand_role", [each.get("role") or "" for each in colours])
    query.setlist("brand_locked", [str(place) for place, each in enumerate(colours) if each["locked"]])
    return query.urlencode()
