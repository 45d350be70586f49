"""Dots at two values each."""

from collections.abc import Sequence

from ai_ops.charts import scales
from ai_ops.charts.drawings import Drawing, point, rightward, upward


def draw(points: Sequence[tuple[float, float]]) -> Drawing:
    """Return a dot for each [x, y]."""
    across = scales.around([x for x, _y in points])
    up = scales.around([y for _x, y in points])
    dots = "".join(f"M{point(across.place(x), up.place(y))}h0" for x, y in points)
    return Drawing("scatter", x_ticks=rightward(across), y_ticks=upward(up), dots=dots)
