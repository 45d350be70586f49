"""Design Tokens Format Module 2025.10.

A report of the Design Tokens Community Group, and not a W3C standard. Every token names its
type, colours are sRGB with their hex, modes are groups, and brand colours and text styles
refer to the tokens that they are made of.
"""

import json
from collections.abc import Iterable

from ai_ops.base import UNKNOWN_ORIGIN, Json, Origin
from ai_ops.colour import contrast

VENDOR = "ai.inspire.theme"

LINE_HEIGHTS = {"heading": 1.2, "body": 1.5}
TEXT_STYLES = {"display": ("heading", "4xl"), "heading": ("heading", "2xl"), "body": ("body", "base")}


def render(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the tokens file of a theme."""
    return json.dumps(document(result, name, origin), ensure_ascii=False, indent=2) + "\n"


def document(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> Json:
    """Return the tokens of a theme, in groups."""
    modes = result["modes"]
    return {
        "$description": f"{name}. A theme made with AI. Design Tokens Format Module 2025.10, "
        "a Community Group report and not a W3C standard.",
        "$extensions": {
            VENDOR: {"madeWithAi": True, "modes": list(modes), "model": origin.model, "paidWith": origin.paid_with}
        },
        "color": {mode: _mode(colours) for mode, colours in modes.items()}
        | {"ramp": {role: _each(steps.items()) for role, steps in result["ramps"].items()}}
        | _brand(result),
        "font": _fonts(result["typography"]),
        "text": {style: _text(face, size) for style, (face, size) in TEXT_STYLES.items()},
        "spacing": {step["name"]: _dimension(step["px"]) for step in result["spacing"]["scale"]},
        "radius": {"base": _dimension(result["radius"])},
    }


def _from(origin: Origin) -> Json:
    return {"model": origin.model, "paidWith": origin.paid_with}


def _mode(colours: Json) -> Json:
    return {
        **_each(colours["roles"].items()),
        "muted": _colour(colours["muted"]),
        "border": _colour(colours["border"]),
        "on": _each(colours["on"].items()),
        "large": _each(colours["large"].items()),
        "chart": _each((str(place), colour) for place, colour in enumerate(colours["chart"], start=1)),
    }


def _brand(result: Json) -> Json:
    """Return the brand colours, each as a reference to the role that it has."""
    mode = next(iter(result["modes"]))
    references = {
        str(place): {"$type": "color", "$value": f"{{color.{mode}.{each['role']}}}"}
        for place, each in enumerate(result["brand"], start=1)
    }
    return {"brand": references} if references else {}


def _fonts(typography: Json) -> Json:
    faces = {face: typography[face] for face in ("heading", "body")}
    return {
        "family": {face: {"$type": "fontFamily", "$value": families(own["stack"])} for face, own in faces.items()},
        "weight": {face: {"$type": "fontWeight", "$value": own["weight"]} for face, own in faces.items()},
        "size": {step["name"]: _dimension(step["px"]) for step in typography["scale"]},
        "ratio": {"$type": "number", "$value": typography["ratio"]},
    }


def families(stack: str) -> list[str]:
    """Return the family names of a CSS font stack."""
    return [family.strip().strip('"') for family in stack.split(",")]


def _text(face: str, size: str) -> Json:
    return {
        "$type": "typography",
        "$value": {
            "fontFamily": f"{{font.family.{face}}}",
            "fontSize": f"{{font.size.{size}}}",
            "fontWeight": f"{{font.weight.{face}}}",
            "letterSpacing": {"value": 0, "unit": "px"},
            "lineHeight": LINE_HEIGHTS[face],
        },
    }


def _each(colours: Iterable[tuple[str, str]]) -> Json:
    return {name: _colour(colour) for name, colour in colours}


def _colour(colour: str) -> Json:
    components = [round(channel / 255, 6) for channel in contrast.channels(colour)]
    return {
        "$type": "color",
        "$value": {"colorSpace": "srgb", "components": components, "alpha": 1, "hex": colour.lower()},
    }


def _dimension(pixels: float) -> Json:
    return {"$type": "dimension", "$value": {"value": pixels, "unit": "px"}}
