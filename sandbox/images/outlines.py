"""Outlines that a seed decides: waves, ridges, skylines, boats, trees, leaves."""

from collections.abc import Iterator
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from sandbox.images.canvas import Point

STEPS = 96


def wave(random: Random, *, level: float, swell: float, turns: float = 1.5) -> list[Point]:
    """Return an outline below a soft wave around `level`."""
    parts = [(turns * (number + 1) * random.uniform(0.7, 1.3), random.uniform(0, 2 * pi)) for number in range(3)]
    line = [
        (x, level + swell * sum(sin(2 * pi * turn * x + phase) / (place + 1) ** 1.4
                                for place, (turn, phase) in enumerate(parts)))
        for x in _across()
    ]  # fmt: skip
    return _closed(line)


def ridge(random: Random, *, level: float, height: float) -> list[Point]:
    """Return an outline below a mountain ridge, by halving (midpoint displacement)."""
    heights = [random.uniform(-1, 1), random.uniform(-1, 1)]
    rough = 1.0
    for _ in range(6):
        rough *= 0.52
        between = [(left + right) / 2 + random.uniform(-rough, rough) for left, right in pairwise(heights)]
        heights = [each for pair in zip(heights, between, strict=False) for each in pair] + heights[-1:]
    last = len(heights) - 1
    return _closed([(place / last, level - height * value) for place, value in enumerate(heights)])


def towers(random: Random, *, level: float, height: float) -> list[tuple[Point, Point]]:
    """Return the boxes of a skyline from left to right, as upper left and lower right corners."""
    boxes, left = [], -0.02
    while left < 1:
        width = random.uniform(0.03, 0.085)
        boxes.append(((left, level - height * random.uniform(0.25, 1)), (left + width, 1.0)))
        left += width * random.uniform(0.75, 1.05)
    return boxes


def boat(x: float, y: float, size: float, *, mast: bool) -> tuple[list[Point], list[Point]]:
    """Return a hull, and a sail or a cabin; `size` is half the hull's length as a share of the width."""
    hull = [(x - size, y - size * 0.22), (x + size * 1.05, y - size * 0.28),
            (x + size * 0.72, y + size * 0.22), (x - size * 0.74, y + size * 0.22)]  # fmt: skip
    if mast:
        return hull, [
            (x + size * 0.04, y - size * 2.5),
            (x + size * 0.06, y - size * 0.4),
            (x + size * 0.95, y - size * 0.45),
        ]
    return hull, [(x - size * 0.55, y - size * 0.75), (x + size * 0.02, y - size * 0.75),
                  (x + size * 0.1, y - size * 0.26), (x - size * 0.55, y - size * 0.24)]  # fmt: skip


def box(corner: Point, opposite: Point) -> list[Point]:
    """Return a rectangle's outline."""
    (left, top), (right, low) = corner, opposite
    return [(left, top), (right, top), (right, low), (left, low)]


def leaf(x: float, y: float, length: float, turn: float, *, ratio: float) -> list[Point]:
    """Return a pointed leaf that grows from (x, y); `ratio` is width by height of the canvas."""
    side = [(t / 14, 0.24 * sin(pi * t / 14) ** 0.9) for t in range(15)]
    around = [*side, *[(along, -out) for along, out in reversed(side)]]
    return [
        (x + length * (along * cos(turn) - out * sin(turn)), y + length * ratio * (along * sin(turn) + out * cos(turn)))
        for along, out in around
    ]


def fir(x: float, y: float, size: float, *, ratio: float) -> list[Point]:
    """Return a fir tree that stands at (x, y)."""
    tall = size * ratio
    right = [
        (0.0, -2.6),
        (0.34, -1.75),
        (0.18, -1.75),
        (0.52, -0.95),
        (0.3, -0.95),
        (0.7, -0.1),
        (0.08, -0.1),
        (0.08, 0.12),
    ]
    shape = [*right, *[(-along, up) for along, up in reversed(right)]]
    return [(x + along * size, y + up * tall) for along, up in shape]


def _across() -> Iterator[float]:
    return (step / STEPS for step in range(STEPS + 1))


def _closed(line: list[Point]) -> list[Point]:
    return [*line, (1.01, 1.01), (-0.01, 1.01)]
