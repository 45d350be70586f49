"""A layout by rules alone, from the profile of the data: free, at once, and the measure of what a model adds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise, zip_longest
from typing import Final

from ai_ops.drawing.looks import Look
from ai_ops.layouts import mending, picks, words
from ai_ops.layouts.data import Data
from ai_ops.layouts.model import Canvas, Layout, Placement
from ai_ops.layouts.picks import About, Pick
from ai_ops.layouts.problems import Problem, Rules
from ai_ops.prose.cleaning import cleaned

USUAL: Final = 8
TITLE: Final = "Overview"
HEADING: Final = "p1"
FEWEST: Final = 3
"""From so many components on there is a heading."""
METRIC_WIDTH: Final = 6
PANEL: Final = (9, 6)
"""The least columns and rows of a chart or a table that look well; where a canvas has fewer, there is one."""
LOW: Final = 14
"""Rows of a canvas below which headings and metrics are flat."""

type Numbered = tuple[str, Pick]


def layout(data: Data, canvas: Canvas, look: Look, limit: int = USUAL) -> Layout:
    """Return a layout without problems, of at most `limit` components, for any data that has a row."""
    rules, title = Rules(most=limit), title_of(data)
    known = [picks.about(each, data) for each in data.streams.values()]
    chosen = choose(known, canvas, limit)
    while True:
        made = mending.mend(arranged(chosen, canvas, title), data, look, rules=rules)
        simpler = _simpler(chosen, made.problems)
        if not made.problems or not simpler:
            return made.layout
        title = TITLE if any(each.placement == HEADING for each in made.problems) else title
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
    return max(1, min(4, canvas.columns // METRIC_WIDTH))


def most_panels(canvas: Canvas) -> int:
    """Return how many charts and tables there is room for."""
    across, down = max(1, canvas.columns // PANEL[0]), max(1, (canvas.rows - 6) // PANEL[1])
    return min(across, 3) * down


def arranged(chosen: Sequence[Pick], canvas: Canvas, title: str) -> Layout:
    """Return picks on the grid: a heading, a row of numbers, and charts and tables below."""
    is_low = canvas.rows < LOW
    top = (1 if is_low else 2) if len(chosen) + 1 >= FEWEST else 0
    heading = Placement(HEADING, "heading", 0, 0, canvas.columns, top, title, "It names the screen.")
    numbered = [(f"p{place}", each) for place, each in enumerate(chosen, start=2)]
    metrics = [each for each in numbered if each[1].component == "metric"]
    panels = [each for each in numbered if each[1].component != "metric"]
    height = (2 if is_low else 4) if panels else canvas.rows - top
    below = top + height if metrics else top
    placed = [*_row(metrics, top, height, canvas=canvas), *_rows(panels, below, canvas)]
    return Layout(title, "background", canvas, (*([heading] if top else []), *placed))


def _rows(panels: Sequence[Numbered], top: int, canvas: Canvas) -> Iterator[Placement]:
    across = max(1, min(3, canvas.columns // PANEL[0]))
    rows = [panels[at : at + across] for at in range(0, len(panels), across)]
    for row, (start, height) in zip(rows, split(canvas.rows - top, len(rows)), strict=True):
        yield from _row(row, top + start, height, canvas=canvas)


def _row(chosen: Sequence[Numbered], top: int, height: int, *, canvas: Canvas) -> Iterator[Placement]:
    for (id_, pick), (x, width) in zip(chosen, split(canvas.columns, len(chosen)), strict=True):
        yield Placement(id_, pick.component, x, top, width, height, pick.title, pick.rationale, pick.options[0])


def split(whole: int, parts: int) -> list[tuple[int, int]]:
    """Return (start, length) of so many parts of a whole, as equal as whole numbers can be."""
    edges = [whole * at // parts for at in range(parts + 1)]
    return [(start, end - start) for start, end in pairwise(edges)]


def _simpler(chosen: Sequence[Pick], problems: Sequence[Problem]) -> list[Pick]:
    """Return picks whose faulty bindings gave way to simpler ones, or that were left out; else all but the last.

    None is left where there was one alone, which showed how many rows there are.
    """
    faulty = {each.placement for each in problems}
    if not faulty - {""}:
        return list(chosen[:-1])
    found = [
        pick if f"p{place}" not in faulty else replace(pick, options=pick.options[1:])
        for place, pick in enumerate(chosen, start=2)
    ]
    return [each for each in found if each.options]
