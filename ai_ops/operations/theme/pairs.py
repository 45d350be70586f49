"""Every pair of colours that a theme puts together, measured."""

from collections.abc import Iterator

from ai_ops.base import Json
from ai_ops.colour import contrast
from ai_ops.colour.contrast import LARGE, TEXT
from ai_ops.operations.theme.palette import GROUNDS, Palette

type Pair = tuple[str, str, str, float]  # name, foreground, background, needed


def of(palette: Palette) -> Iterator[Pair]:
    """Yield each pair of a mode: what it is, foreground, background, and the ratio needed."""
    roles = palette.colours.roles
    for ground in GROUNDS:
        yield f"Text on {ground}", roles["text"], roles[ground], TEXT
        yield f"Muted text on {ground}", palette.muted, roles[ground], TEXT
    for role, on in palette.on.items():
        yield f"Text on {role}", on, roles[role], TEXT
    for ground in GROUNDS:
        yield f"Control border on {ground}", palette.border, roles[ground], LARGE
        for role, large in palette.large.items():
            yield f"{role.capitalize()} as large text on {ground}", large, roles[ground], LARGE
        for place, colour in enumerate(palette.colours.chart, start=1):
            yield f"Chart colour {place} on {ground}", colour, roles[ground], LARGE


def measured(palette: Palette) -> list[Json]:
    """Return the pairs of a mode as the result shows them, ratios rounded down."""
    return [_row(palette.mode, *pair) for pair in of(palette)]


def failing(palette: Palette) -> list[str]:
    """Return the names of the pairs that fail, measured unrounded."""
    return [name for name, front, back, needed in of(palette) if contrast.contrast(front, back) < needed]


def _row(mode: str, name: str, foreground: str, background: str, needed: float) -> Json:
    ratio = contrast.contrast(foreground, background)
    return {
        "mode": mode,
        "name": name,
        "foreground": foreground,
        "background": background,
        "ratio": contrast.shown(ratio),
        "needed": needed,
        "grade": contrast.grade(ratio),
    }
