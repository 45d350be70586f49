"""Parts on the grid, in bands from the top: the heading, the numbers, the body in rows, and what moves at the foot."""

from collections.abc import Sequence
from math import ceil, floor

from sandbox.answers.content.block import Block, Spec
from sandbox.answers.content.parts import Part, Placed

NUMBER_WIDTH, BODY_WIDTH = 7, 10
"""Cells that a number, and anything larger, has at least where there is room."""
HIGHEST_NUMBER, LEAST_NUMBER = 5, 3
NUMBERS = 0.22
"""Of the grid's height: a row of numbers."""
WIDE = ("table", "line_chart", "bar_chart")
TALL = 14
"""From so many rows on, a heading is two rows high."""

type Row = list[Part]


def arranged(parts: Sequence[Part], block: Block) -> list[Placed]:
    """Return parts in their places. Where there is no room for all, the last of the body are left out."""
    heads, numbers, body, foot = (_of_band(parts, band) for band in ("head", "numbers", "body", "foot"))
    high = 2 if block.rows >= TALL else 1
    bands = [([each], high) for each in heads]
    bands += [(row, _number_height(row, block)) for row in _rows(numbers, block, wide=NUMBER_WIDTH)]
    feet = [([each], high) for each in foot]
    room = block.rows - sum(height for _, height in (*bands, *feet))
    body_rows = _fitting(body, block, room=room)
    heights = _heights(body_rows, block, room=room)
    if not body_rows and bands:
        row, height = bands[-1]
        bands[-1] = (row, height + room)
    return _stacked([*bands, *zip(body_rows, heights, strict=True), *feet], block)


def _of_band(parts: Sequence[Part], band: str) -> list[Part]:
    return [part for part in parts if part.band == band]


def _number_height(row: Row, block: Block) -> int:
    wanted = min(HIGHEST_NUMBER, max(LEAST_NUMBER, round(block.rows * NUMBERS)))
    return max(wanted if block.rows >= TALL else 2, *(_spec(part, block).least[1] for part in row))


def _rows(parts: Sequence[Part], block: Block, *, wide: int) -> list[Row]:
    """Return parts in rows of as equal a number as can be."""
    if not parts:
        return []
    most = max(1, block.columns // wide)
    count = ceil(len(parts) / most)
    size = ceil(len(parts) / count)
    return [list(parts[start : start + size]) for start in range(0, len(parts), size)]


def _fitting(body: list[Part], block: Block, *, room: int) -> list[Row]:
    """Return the rows of the body that there is room for, with fewer parts where there is not."""
    body = _widest_last(body)
    while body:
        rows = _rows(body, block, wide=BODY_WIDTH if block.columns < block.rows else _wide(body, block))
        if sum(_least(row, block) for row in rows) <= room:
            return rows
        body = body[:-1]
    return []


def _widest_last(body: list[Part]) -> list[Part]:
    """Return an odd number of parts with one at the end that may be as wide as the screen."""
    wide = next((part for slug in WIDE for part in body if part.component == slug), None)
    if wide is None or len(body) % 2 == 0:
        return body
    return [*(part for part in body if part is not wide), wide]


def _wide(body: list[Part], block: Block) -> int:
    """Return how wide a part is at least: one row of three, two rows of two or more."""
    return max(BODY_WIDTH, block.columns // max(2, ceil(len(body) / 2)))


def _least(row: Row, block: Block) -> int:
    return max(_spec(part, block).least[1] for part in row)


def _heights(rows: list[Row], block: Block, *, room: int) -> list[int]:
    heights = [_least(row, block) for row in rows]
    for place in range(room - sum(heights) if rows else 0):
        heights[place % len(heights)] += 1
    return heights


def _stacked(bands: Sequence[tuple[Row, int]], block: Block) -> list[Placed]:
    placed: list[Placed] = []
    y = 0
    for row, height in bands:
        placed += _side_by_side(row, block, y=y, height=height)
        y += height
    return placed


def _side_by_side(row: Row, block: Block, *, y: int, height: int) -> list[Placed]:
    placed: list[Placed] = []
    x = 0
    for part, width in zip(row, _widths(row, block, height=height), strict=True):
        placed.append(Placed(part, x, y, width, height))
        x += width
    return placed


def _widths(row: Row, block: Block, *, height: int) -> list[int]:
    """Return the widths of a row's parts by their weights, each within its aspect."""
    specs = [_spec(part, block) for part in row]
    widths = [max(spec.least[0], ceil(height * spec.aspect[0])) for spec in specs]
    limits = [floor(height * spec.aspect[1]) for spec in specs]
    for _ in range(block.columns - sum(widths)):
        open_ = [at for at in range(len(row)) if widths[at] < limits[at]]
        if open_:
            narrowest = min(open_, key=lambda at: widths[at] / row[at].weight)
            widths[narrowest] += 1
    return widths


def _spec(part: Part, block: Block) -> Spec:
    return block.specs.get(part.component) or Spec(part.component)
