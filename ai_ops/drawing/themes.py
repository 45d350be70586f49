"""From a theme's content to the look that a layout is drawn with."""

from collections.abc import Mapping
from typing import Any, Final

from ai_ops.drawing.looks import Look
from ai_ops.typesetting.faces import Face

CELL = 60
"""Pixels of a cell on a screen of 1,920 × 1,080, where 32 are side by side."""
AFAR = 1.5
"""A theme's sizes are for a screen on a desk; a wall is looked at from further away."""
STEPS = range(-1, 9)
LARGEST = 4.0
LEAST = 0.28
"""The smallest text, in units: 17 pixels at 1,920 × 1,080."""

_LIGHT: Final = {
    "roles": {
        "background": "#F3F5F8", "surface": "#FFFFFF", "text": "#17202E", "primary": "#1F5FBF", "accent": "#8A4FBF",
        "success": "#1B7A46", "warning": "#9A5B00", "danger": "#B3261E",
    },
    "on": {"primary": "#FFFFFF"},
    "muted": "#556070",
    "border": "#7C8796",
    "chart": ["#1F5FBF", "#B5541C", "#2B7D4F", "#8A4FBF", "#A3305C", "#11777F"],
}  # fmt: skip
_DARK: Final = {
    "roles": {
        "background": "#0E131B", "surface": "#19212D", "text": "#EDF1F7", "primary": "#7FB0F5", "accent": "#C9A2F0",
        "success": "#6CCB94", "warning": "#E9B45A", "danger": "#F2938B",
    },
    "on": {"primary": "#0B1E3A"},
    "muted": "#A6B1C0",
    "border": "#7A8696",
    "chart": ["#7FB0F5", "#F0A36B", "#6CCB94", "#C9A2F0", "#F08FB1", "#5CC8D0"],
}  # fmt: skip
PLAIN: Final[Mapping[str, Any]] = {
    "modes": {"light": _LIGHT, "dark": _DARK},
    "typography": {
        "heading": {"font": "system-ui", "weight": 600},
        "body": {"font": "system-ui", "weight": 400},
        "base_px": 16,
        "ratio": 1.25,
    },
    "spacing": {"base": 6},
    "radius": 8,
}
"""What a layout without a theme is drawn with."""


def modes(theme: Mapping[str, Any] | None) -> list[str]:
    """Return the modes that a theme has: light, dark or both, in this order (JSONB keeps none of its own)."""
    return [mode for mode in ("light", "dark") if mode in (theme or PLAIN)["modes"]]


def look(theme: Mapping[str, Any] | None, *, mode: str = "light") -> Look:
    """Return the look of a theme's content, or of none, in a mode; where it lacks the mode, in the one that it has."""
    content = theme or PLAIN
    colours = content["modes"].get(mode) or next(iter(content["modes"].values()))
    roles, type_, radius = colours["roles"], content["typography"], content["radius"]
    sizes = tuple(min(LARGEST, type_["base_px"] * AFAR / CELL * type_["ratio"] ** step) for step in STEPS)
    return Look(
        background=roles["background"],
        surface=roles["surface"],
        text=roles["text"],
        muted=colours["muted"],
        border=colours["border"],
        primary=roles["primary"],
        on_primary=colours["on"]["primary"],
        accent=roles["accent"],
        success=roles["success"],
        warning=roles["warning"],
        danger=roles["danger"],
        chart=tuple(colours["chart"]),
        heading=Face(type_["heading"]["font"], type_["heading"]["weight"]),
        body=Face(type_["body"]["font"], type_["body"]["weight"]),
        sizes=tuple(sorted({max(LEAST, round(size, 4)) for size in sizes})),
        least=LEAST,
        gap=content["spacing"]["base"] * 2 / CELL,
        radius=radius / CELL,
    )
