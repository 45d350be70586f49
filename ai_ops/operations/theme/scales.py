"""Sizes: the type scale, the spacing scale, and the least size for a viewing distance."""

from ai_ops.base import Json
from ai_ops.operations.theme.draft import ThemeDraft
from ai_ops.operations.theme.fonts import FONTS

TYPE_STEPS = {"xs": -1.0, "sm": -0.5, "base": 0.0, "lg": 1.0, "xl": 2.0, "2xl": 3.0, "3xl": 4.0, "4xl": 5.0}
SPACING_STEPS = (1, 2, 3, 4, 6, 8, 12, 16)

LEAST_BASE = ((1.0, 12), (3.0, 16), (6.0, 20), (12.0, 24), (50.0, 28))
"""Metres up to which a base size in pixels is the least: a house rule for unscaled screens."""

DENSITY_STEP = {"compact": -2, "regular": 0, "roomy": 2}


def least_base(distance: float) -> int:
    """Return the least base size in pixels for a viewing distance in metres."""
    return next(size for upto, size in LEAST_BASE if distance <= upto)


def suggested_base(distance: float, density: str) -> int:
    """Return the base size in pixels to suggest for a distance and a density."""
    return min(32, max(least_base(distance) + 4 + DENSITY_STEP[density], 12))


def typography(draft: ThemeDraft, *, base: float) -> Json:
    """Return fonts, weights and the type scale, base * ratio ** n."""
    ratio = round(draft.ratio, 3)
    scale = [{"name": name, "px": round(base * ratio**step, 2)} for name, step in TYPE_STEPS.items()]
    return {
        "heading": _face(draft.heading_font, draft.heading_weight),
        "body": _face(draft.body_font, draft.body_weight),
        "base_px": base,
        "ratio": ratio,
        "scale": scale,
    }


def spacing(base: int) -> Json:
    """Return the spacing scale, multiples of the base in pixels."""
    return {"base": base, "scale": [{"name": str(step), "px": base * step} for step in SPACING_STEPS]}


def _face(slug: str, weight: int) -> Json:
    font = FONTS[slug]
    return {"font": slug, "label": font.label, "stack": font.stack, "weight": weight}
