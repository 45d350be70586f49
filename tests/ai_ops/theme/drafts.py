"""Drafts and requests for the tests of themes."""

import json
from typing import Any

from hypothesis import strategies as st

from ai_ops import registry
from ai_ops.operations.theme.draft import ROLES, ThemeDraft
from ai_ops.operations.theme.fonts import FONTS
from ai_ops.operations.theme.inputs import ThemeInput
from ai_ops.operations.theme.review import review

SIZES: dict[str, Any] = {
    "name": "Harbour Dusk",
    "rationale": "Deep water and warm lamps.",
    "heading_font": "geometric-humanist",
    "body_font": "humanist",
    "heading_weight": 700,
    "body_weight": 400,
    "base_px": 18,
    "ratio": 1.25,
    "spacing_base": 4,
    "radius": 8,
}

LIGHT: dict[str, Any] = SIZES | {
    "primary": "#0E7C86",
    "secondary": "#31586A",
    "accent": "#BA7A00",
    "background": "#FBF8F3",
    "surface": "#F1EBE1",
    "text": "#1C2B33",
    "neutral": "#7C8288",
    "success": "#2E8B57",
    "warning": "#BB7A00",
    "danger": "#C0392B",
    "info": "#2F80C2",
    "chart": ["#0E7C86", "#9F7B00", "#8C5A3C", "#105C80", "#C0566B", "#585912", "#7A5EA8"],
}

DARK: dict[str, Any] = SIZES | {
    "primary": "#64C0CA",
    "secondary": "#85AFC3",
    "accent": "#EBA849",
    "background": "#041118",
    "surface": "#0F1E25",
    "text": "#F1EEE9",
    "neutral": "#AFB5BC",
    "success": "#6FC890",
    "warning": "#EBA749",
    "danger": "#FF8977",
    "info": "#6BBAFF",
    "chart": ["#64C0CA", "#D5AF4E", "#CC8E6A", "#5498BF", "#FD8CA0", "#D0D48E", "#BB9FEE"],
}


def request(**changes: Any) -> ThemeInput:
    """Return valid inputs, read as the runner reads them."""
    wishes = {"description": "A calm harbour café at dusk", "mode": "light"} | changes
    return ThemeInput.model_validate_json(json.dumps(wishes))


def parsed(document: Any) -> ThemeDraft:
    """Return a draft, parsed as the pipeline parses it."""
    return ThemeDraft.model_validate_json(json.dumps(document), strict=True)


def reviewed(document: Any, *, base: Any = None, **wishes: Any):
    """Return what the operation makes of a draft."""
    return registry.get("theme").review(parsed(document), request(**wishes), {"base": base})


def theme(document: Any = LIGHT, **wishes: Any) -> dict[str, Any]:
    """Return the accepted theme of a draft."""
    made = review(parsed(document), request(**wishes), None)
    assert made.result is not None, made.problems
    return made.result


AWKWARD = ["#000000", "#FFFFFF", "#777777", "#767676", "#808080", "#FFFF00", "#0000FF", "#00FF00", "#FF0000", "#B0B0B0"]
hexes = st.one_of(st.sampled_from(AWKWARD), st.integers(0, 0xFFFFFF).map("#{:06X}".format))
prose = st.one_of(
    st.sampled_from(["Calm water.", "Calm. Uses 60 percent teal.", "See https://x.example now."]),
    st.sampled_from(["A\u202eB.", "<b>x</b>", "Quiet."]),
    st.text(min_size=1, max_size=40),
)

drafts = st.fixed_dictionaries(
    {
        "name": st.one_of(st.just("Harbour Dusk"), prose),
        "rationale": prose,
        **dict.fromkeys(ROLES, hexes),
        "chart": st.lists(hexes, min_size=6, max_size=8),
        "heading_font": st.sampled_from(sorted(FONTS)),
        "body_font": st.sampled_from(sorted(FONTS)),
        "heading_weight": st.sampled_from([400, 700, 800]),
        "body_weight": st.sampled_from([300, 400, 500]),
        "base_px": st.one_of(st.integers(12, 32), st.floats(12, 32)),
        "ratio": st.floats(1.05, 1.62),
        "spacing_base": st.sampled_from([4, 6, 8]),
        "radius": st.one_of(st.integers(0, 24), st.floats(0, 24)),
    }
)

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), hexes),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=8,
)

brand_colours = st.fixed_dictionaries({"hex": hexes, "locked": st.booleans()})

wishes = st.fixed_dictionaries(
    {
        "description": st.sampled_from(["A calm harbour", "Neon 24 hour arcade", "Wald im Herbst, 60 % Grün"]),
        "mode": st.sampled_from(["light", "dark", "both"]),
        "density": st.sampled_from(["compact", "regular", "roomy"]),
        "viewing_distance_m": st.one_of(st.integers(0, 50), st.floats(0, 50)),
        "brand_colours": st.lists(brand_colours, max_size=5, unique_by=lambda each: each["hex"]),
    }
)
