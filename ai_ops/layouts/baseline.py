"""A layout by rules alone, from the profile of the data: free, at once, and the measure of what a model adds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise, zip_longest
from math import ceil, log
from typing import Final

from ai_ops.components import registry
from ai_ops.drawing.looks import Look
from ai_ops.layouts import mending, picks, words
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Layout, Placement
from ai_ops.layouts.picks import About, Pick
from ai_ops.layouts.problems import Problem, Rules
from ai_ops.layouts.scaling import scale
from ai_ops.prose.cleaning import cleaned

USUAL: Final = 8
TITLE: Final = "Overview"
HEADING: Final = "p1"
FEWEST: Final = 3
"""From so many components on there is a heading."""
METRIC_WIDTH: Final = 6
PANEL: Final = (9, 5)
"""The least columns and rows of a chart or a table that look well; where a canvas has fewer, there is one."""
SHAPE: Final = 1.3
"""Width over height of a chart or a table that looks best."""
LOW: Final = 14
"""Rows of a canvas below which headings and metrics are flat."""
WIDE: Final = 20
"""Columns of a canvas from which on a heading and one number stand side by side."""

type Numbered = tuple[str, Pick]


def layout(data: Data, canvas: Canvas, look: Look, limit: int = USUAL) -> Layout:
    """Return a layout without problems, of at most `limit` components, for any data that has a row."""
    rules, title = Rules(most=limit), title_of(data)
    known = [picks.about(each, data) for each in data.streams.values()]
    chosen, spare = choose(known, canvas, limit), [pick for each in known[:1] for pick in picks.counted(each)]
    while True:
        made = mending.mend(arranged(chosen, canvas, title), data, look, rules=rules)
        simpler = _simpler(chosen, made.problems) or spare[:1]
        if not made.problems or not simpler:
            return made.layout
        title = TITLE if any(each.placement == HEADING for each in made.problems) else title
        spare = spare if simpler != spare[:1] else spare[1:]
        chosen = simpler


def title_of(data: Data) -> str:
    """Return the name of the one source, where it is plain words."""
    names = [cleaned(each.name) for each in data.streams.values()]
    is_plain = len(names) == 1 and 0 < len(names[0]) <= picks.LONGEST_LABEL and words.fault(names[0]) is None
    return names[0][:1].upper() + names[0][1:] if is_plain else TITLE


def choose(known: Sequence[About], canvas: Canvas, limit: int) -> list[Pick]:
    """Return what is shown: of each source in turn, and no more of a kind than a canvas has room for."""
    most = limit - 1 if limit >= FEWEST else limit
    room = {"metric": most_metrics(canvas), "": most_panels(canvas)}
    chosen: list[Pick] = []
    for pick in _apart(known):
        kind = "metric" if pick.component == "metric" else ""
        if len(chosen) < most and room[kind]:
            room[kind] -= 1
            chosen.append(pick)
    return chosen


def _apart(known: Sequence[About]) -> Iterator[Pick]:
    """Yield the picks of all sources in turn, each under a title of its own."""
    taken: set[str] = {""}
    turns = zip_longest(*(_in_order(each) for each in known))
    for about, pick in chain.from_iterable(zip(known, turn, strict=True) for turn in turns):
        if pick is not None:
            title = _free(pick.title, about, taken)
            taken.add(words.folded(title))
            yield replace(pick, title=title)


def _in_order(about: About) -> Iterator[Pick]:
    """Yield a panel, two metrics, a panel and so on."""
    panels, metrics = picks.panels(about), picks.metrics(about)
    for panel, first, second in zip_longest(panels, metrics, metrics):
        yield from (each for each in (panel, first, second) if each is not None)


def _free(title: str, about: About, taken: set[str]) -> str:
    name = cleaned(about.stream.name)[: picks.LONGEST_LABEL]
    named = f"{title}, {name}" if words.fault(name) is None else title
    tries = (title, named, *(f"{title} {number}" for number in range(2, 2_000)))
    return next(each for each in tries if words.folded(each) not in taken)


def most_metrics(canvas: Canvas) -> int:
    """Return how many numbers stand side by side."""
    return max(1, min(4, int(canvas.columns / scale(canvas)) // METRIC_WIDTH))


def most_panels(canvas: Canvas) -> int:
    """Return how many charts and tables there is room for."""
    columns, rows = canvas.columns / scale(canvas), canvas.rows / scale(canvas)
    across, down = max(1, int(columns) // PANEL[0]), max(1, int(rows - 6) // PANEL[1])
    return min(across, 3) * min(down, 4)


def arranged(chosen: Sequence[Pick], canvas: Canvas, title: str) -> Layout:
    """Return picks on the grid: a heading, a row of numbers, and charts and tables below."""
    numbered = [(f"p{place}", each) for place, each in enumerate(chosen, start=2)]
    metrics = [each for each in numbered if each[1].component == "metric"]
    panels = [each for each in numbered if each[1].component != "metric"]
    top = _top(metrics, panels, canvas, heading=title if len(chosen) + 1 >= FEWEST else "")
    below = max((each.y + each.h for each in top), default=0)
    return Layout(title, "background", canvas, (*top, *_rows(panels, below, canvas)))


def _top(metrics: Sequence[Numbered], panels: Sequence[Numbered], canvas: Canvas, *, heading: str) -> list[Placement]:
    """Return the heading, and the numbers below it, or beside it where there is one alone."""
    unit = scale(canvas) * (1 if canvas.rows < LOW else 2)
    first = Placement(HEADING, "heading", 0, 0, canvas.columns, round(unit), heading, "It names the screen.")
    if heading and panels and len(metrics) == 1 and canvas.columns >= WIDE:
        wide, height = canvas.columns * 5 // 8, round(1.5 * unit)
        return [replace(first, w=wide, h=height), *_row(metrics, (wide, canvas.columns), top=0, height=height)]
    start = first.h if heading else 0
    height = max(round(2 * unit), canvas.rows - start - tallest(panels, canvas))
    return [*([first] if heading else []), *_row(metrics, (0, canvas.columns), top=start, height=height)]


def tallest(panels: Sequence[Numbered], canvas: Canvas) -> int:
    """Return how high charts and tables may be that stand one below the other."""
    return sum(int(canvas.columns / registry.get(pick.component).aspect[0]) for _id, pick in panels)


def _rows(panels: Sequence[Numbered], top: int, canvas: Canvas) -> Iterator[Placement]:
    """Yield charts and tables in as many rows as bring them nearest to the best shape."""
    if not panels:
        return
    high = canvas.rows - top
    count = min(range(1, len(panels) + 1), key=lambda rows: _ugliness(len(panels), rows, canvas, high))
    for (start, length), (first, many) in zip(split(high, count), split(len(panels), count), strict=True):
        yield from _row(panels[first : first + many], (0, canvas.columns), top=top + start, height=length)


def _ugliness(panels: int, rows: int, canvas: Canvas, high: int) -> tuple[bool, float]:
    """Return whether so many rows make panels too small, and how far those are from the best shape."""
    w, h = canvas.columns / ceil(panels / rows), high / rows
    is_small = w < PANEL[0] * scale(canvas) or h < PANEL[1] * scale(canvas)
    return is_small, abs(log(w / h / SHAPE))


def _row(chosen: Sequence[Numbered], between: tuple[int, int], *, top: int, height: int) -> Iterator[Placement]:
    left, right = between
    for (id_, pick), (x, width) in zip(chosen, split(right - left, len(chosen)), strict=True):
        yield Placement(id_, pick.component, left + x, top, width, height, pick.title, pick.rationale, pick.options[0])


def split(whole: int, parts: int) -> list[tuple[int, int]]:
    """Return (start, length) of so many parts of a whole, as equal as whole numbers can be."""
    edges = [whole * at // max(1, parts) for at in range(parts + 1)]
    return [(start, end - start) for start, end in pairwise(edges)]


def _simpler(chosen: Sequence[Pick], problems: Sequence[Problem]) -> list[Pick]:
    """Return picks whose faulty bindings gave way to simpler ones, or that were left out; else all but the last."""
    faulty = {each.placement for each in problems}
    if not faulty - {""}:
        return list(chosen[:-1])
    found = [
        pick if f"p{place}" not in faulty else replace(pick, options=pick.options[1:])
        for place, pick in enumerate(chosen, start=2)
    ]
    return [each for each in found if each.options]
