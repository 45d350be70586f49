"""Bars: one for each category, from zero to its value, and a distribution's counts between its edges."""

from collections.abc import Collection, Sequence

from ai_ops.charts import scales
from ai_ops.charts.drawings import Bar, Drawing, percent, rightward, upward

type Pairs = Sequence[tuple[str, float]]

SLIT = 0.08  # of a bar's width, left free between two of a distribution


def draw(bars: Pairs, *, marked: Collection[int] = ()) -> Drawing:
    """Return bars that run to the right, or to the left of zero, one for each [label, value]."""
    scale = scales.around([0.0, *(value for _label, value in bars)])
    zero, slot = scale.place(0.0), 1 / max(len(bars), 1)
    drawn = tuple(
        _lying(label, value, zero=zero, end=scale.place(value), at=number * slot, slot=slot, is_marked=number in marked)
        for number, (label, value) in enumerate(bars)
    )
    return Drawing("bar", x_ticks=rightward(scale), bars=drawn, zero=percent(zero))


def _lying(label: str, value: float, *, zero: float, end: float, at: float, slot: float, is_marked: bool) -> Bar:
    x, width = percent(min(zero, end)), percent(abs(end - zero))
    return Bar(x, percent(at), width, percent(slot), label, value, is_marked)


def distribution(edges: Sequence[float], counts: Sequence[int], *, marked: Collection[int] = ()) -> Drawing:
    """Return upright bars for the counts between neighbouring edges, of which there is one more."""
    across = scales.between(edges[0], edges[-1])
    up = scales.around([0.0, *counts])
    drawn = tuple(
        _upright(across.place(low), across.place(high), share=up.place(count), count=count, is_marked=number in marked)
        for number, (low, high, count) in enumerate(zip(edges, edges[1:], counts, strict=False))
    )
    return Drawing("distribution", x_ticks=rightward(across), y_ticks=upward(up), bars=drawn)


def _upright(start: float, end: float, *, share: float, count: int, is_marked: bool) -> Bar:
    free = (end - start) * SLIT
    x, width = percent(start + free / 2), percent(end - start - free)
    return Bar(x, percent(1 - share), width, percent(share), "", float(count), is_marked)
