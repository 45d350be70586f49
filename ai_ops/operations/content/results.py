"""A layout as a run's result."""

from dataclasses import dataclass
from typing import Final

from ai_ops.base import Json
from ai_ops.layouts import documents, grid
from ai_ops.layouts.model import Layout

DRAWN: Final = ("name", "modes", "typography", "spacing", "radius")
"""What a drawing reads of a theme."""


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a layout was made from: the id and the content of a saved theme, if any, and its sources."""

    theme_id: str
    theme: Json | None
    sources: tuple[Json, ...]


def result_of(layout: Layout, origin: MadeFrom, *, baseline: Layout) -> Json:
    """Return a layout with what it was made from, and the rule-made layout beside it."""
    theme = origin.theme
    return {
        "name": layout.title,
        "rationale": "",
        "canvas": {"columns": layout.canvas.columns, "rows": layout.canvas.rows},
        "background": layout.background,
        "theme": theme and {"id": origin.theme_id, "name": theme["name"]},
        "look": theme and {name: theme[name] for name in DRAWN},
        "sources": list(origin.sources),
        "placements": documents.placements_as_json(layout.placements),
        "coverage": round(grid.coverage(layout.placements, layout.canvas), 1),
        "baseline": documents.placements_as_json(baseline.placements),
    }
