"""A theme's draft: palette, fonts, sizes, a name and the reasons, from the description's words."""

from typing import Any

from sandbox.answers import fonts, minimal, palette, wording
from sandbox.answers.palette import Scheme
from sandbox.answers.prompt import Prompt

ROLES = ("primary", "secondary", "accent", "background", "surface", "text", "neutral")
BASE = {"compact": 14.0, "regular": 16.0, "roomy": 18.0}
SPACING = {"compact": 4, "regular": 6, "roomy": 8}
RADIUS = {"playful": 16, "fresh": 10, "warm": 12, "calm": 8, "corporate": 4, "bold": 6, "technical": 2, "elegant": 0}
WEIGHTS = {"bold": 800, "playful": 700, "technical": 600, "corporate": 600, "elegant": 500}
RATIOS = (1.2, 1.25, 1.333)
PIXELS_A_METRE = 1.2

type Json = dict[str, Any]


def knows(schema: Any) -> bool:
    """Return whether a schema asks for a theme: the role colours are among its properties."""
    return isinstance(schema, dict) and set(ROLES) <= set(schema.get("properties", {}))


def draft(schema: Json, prompt: Prompt, *, is_low_contrast: bool = False) -> Json:
    """Return a draft for the schema; a request for a repair gets one without flaws.

    A property that no rule knows gets a minimal valid value.
    """
    scheme = palette.scheme_of(prompt)
    values = _colours(scheme, prompt, is_low_contrast=is_low_contrast)
    values |= _type_and_space(scheme, prompt, schema["properties"])
    values |= {"name": wording.name(scheme, prompt), "rationale": wording.rationale(scheme, values)}
    spare = minimal.Writer(schema, prompt.words)
    return {
        name: _fitted(values[name], part) if name in values else spare.write(part)
        for name, part in schema["properties"].items()
    }


def _colours(scheme: Scheme, prompt: Prompt, *, is_low_contrast: bool) -> Json:
    roles = palette.roles_of(scheme, prompt)
    chart = palette.chart_of(scheme, prompt, primary=roles["primary"])
    if is_low_contrast:
        palette.with_low_contrast(roles, chart, is_dark=scheme.is_dark)
    elif prompt.is_repair:
        palette.with_care(roles, chart, kept=scheme.brand)
    else:
        palette.with_flaws(roles, chart, prompt, is_dark=scheme.is_dark, brand=scheme.brand)
    return {**roles, "chart": chart}


def _type_and_space(scheme: Scheme, prompt: Prompt, properties: Json) -> Json:
    density = str(prompt.data.get("density", "regular"))
    heading, body = fonts.choose(scheme.mood, prompt, properties)
    return {
        "heading_font": heading,
        "body_font": body,
        "heading_weight": WEIGHTS.get(scheme.mood, 600),
        "body_weight": 400,
        "base_px": _base(prompt, density),
        "ratio": RATIOS[prompt.number("ratio", len(RATIOS))],
        "spacing_base": SPACING.get(density, 6),
        "radius": RADIUS[scheme.mood],
    }


def _base(prompt: Prompt, density: str) -> float:
    """Return the body's size in pixels: larger from afar, within 12 to 32."""
    try:
        distance = float(prompt.data.get("viewing_distance_m") or 1)
    except (TypeError, ValueError):
        distance = 1.0
    size = BASE.get(density, 16.0) + PIXELS_A_METRE * max(0.0, distance - 1)
    return float(min(32, max(12, round(size))))


def _fitted(value: Any, part: Json) -> Any:
    """Return a value as its property takes it: one of the enum, or a whole number."""
    if options := part.get("enum"):
        return value if value in options else _nearest(value, options)
    return round(value) if part.get("type") == "integer" else value


def _nearest(value: Any, options: list[Any]) -> Any:
    numbers = [option for option in options if isinstance(option, int | float)]
    if isinstance(value, int | float) and numbers:
        return min(numbers, key=lambda option: abs(option - value))
    return options[0]
