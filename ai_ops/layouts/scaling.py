"""Fine grids: where cells are smaller on the screen than usual, texts and gaps have more of them."""

from dataclasses import replace
from typing import Final

from ai_ops.drawing.looks import Look
from ai_ops.layouts.model import LANDSCAPE, Canvas

LONG: Final = LANDSCAPE.columns
SHORT: Final = LANDSCAPE.rows


def scale(canvas: Canvas) -> float:
    """Return how many cells of a canvas are as wide as one of 32 × 18 or 18 × 32 on the same screen, at least 1."""
    long, short = max(canvas.columns, canvas.rows), min(canvas.columns, canvas.rows)
    return max(1.0, long / LONG, short / SHORT)


def scaled(look: Look, canvas: Canvas) -> Look:
    """Return a look whose texts are as large on a screen as on the usual canvas."""
    by = scale(canvas)
    if by <= 1:
        return look
    sizes = tuple(round(each * by, 4) for each in look.sizes)
    return replace(look, sizes=sizes, least=look.least * by, gap=look.gap * by, radius=look.radius * by)
