"""Scenes: each paints one canvas in the tints of a prompt. Never a letter."""

from collections.abc import Callable
from math import pi
from random import Random

from sandbox.images import outlines
from sandbox.images.canvas import Canvas
from sandbox.images.tints import DARK_BELOW, Tints

type Scene = Callable[[Canvas, Tints, Random], None]


def water(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint a harbour: sky, sun, far hills, water with its light, boats."""
    horizon, sun = random.uniform(0.5, 0.6), random.uniform(0.2, 0.8)
    _sky(canvas, tints, random, sun=(sun, horizon - random.uniform(0.06, 0.22)))
    for depth in (0.15, 0.4):
        ridge = outlines.ridge(random, level=horizon - 0.03 * (1 - depth), height=0.07 * (1 - depth))
        canvas.fill(ridge, tints.layer(depth))
    canvas.sweep(
        lambda height: _mixed(tints.sky(1 - height * 0.8), tints.layer(0.55 + height * 0.45), 0.55), top=horizon
    )
    _glitter(canvas, tints, random, sun=sun, horizon=horizon)
    for number in range(random.randint(2, 4)):
        _boat(canvas, tints, random, horizon=horizon, near=number / 3)


def _boat(canvas: Canvas, tints: Tints, random: Random, *, horizon: float, near: float) -> None:
    size = 0.022 + 0.045 * near
    x, y = random.uniform(0.1, 0.9), horizon + 0.05 + 0.3 * near
    ratio = canvas.width / canvas.height
    hull, upper = outlines.boat(0, 0, size, mast=random.random() < 0.6)  # noqa: PLR2004
    for outline, colour in ((hull, tints.layer(0.9 + near / 10)), (upper, tints.spark(0.9 - 0.1 * near))):
        canvas.fill([(x + along, y - up * ratio * 0.45) for along, up in outline], colour, alpha=0.16)
        canvas.fill([(x + along, y + up * ratio) for along, up in outline], colour)


def _glitter(canvas: Canvas, tints: Tints, random: Random, *, sun: float, horizon: float) -> None:
    for _ in range(46):
        depth = random.random() ** 1.5
        y = horizon + 0.012 + depth * (0.97 - horizon)
        x = random.gauss(sun, 0.02 + 0.07 * depth)
        canvas.oval((x, y), 0.012 + 0.05 * depth, tints.sun(0.92), alpha=0.30 - 0.18 * depth, flat=0.07)


def hills(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint layers of hills under a wide sky."""
    _sky(canvas, tints, random, sun=(random.uniform(0.2, 0.8), random.uniform(0.2, 0.42)))
    for number in range(6):
        depth = number / 5
        level = 0.46 + 0.44 * depth
        if number < 3:  # noqa: PLR2004
            canvas.fill(outlines.ridge(random, level=level, height=0.16 - 0.03 * number), tints.layer(depth))
        else:
            canvas.fill(outlines.wave(random, level=level, swell=0.035, turns=0.8), tints.layer(depth))


def forest(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint hills with rows of firs."""
    _sky(canvas, tints, random, sun=(random.uniform(0.2, 0.8), random.uniform(0.2, 0.4)))
    canvas.fill(outlines.ridge(random, level=0.5, height=0.15), tints.layer(0.1))
    ratio = canvas.width / canvas.height
    for row in range(4):
        depth = 0.3 + row * 0.23
        level = 0.58 + row * 0.11
        canvas.fill(outlines.wave(random, level=level, swell=0.02, turns=0.9), tints.layer(depth))
        for _ in range(26 - 4 * row):
            size = (0.012 + 0.008 * row) * random.uniform(0.7, 1.3)
            x, y = random.uniform(-0.02, 1.02), level + random.uniform(0.0, 0.05)
            canvas.fill(
                outlines.fir(x, y, size, ratio=ratio), tints.layer(depth, lightness=random.uniform(-0.04, 0.03))
            )


def city(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint rows of towers with lit windows."""
    _sky(canvas, tints, random, sun=(random.uniform(0.2, 0.8), random.uniform(0.35, 0.6)))
    for row in range(3):
        depth = 0.2 + row * 0.4
        for corner, opposite in outlines.towers(random, level=0.74 + 0.12 * row, height=0.48 - 0.1 * row):
            canvas.fill(outlines.box(corner, opposite), tints.layer(depth, lightness=random.uniform(-0.03, 0.03)))
            if row:
                _windows(canvas, tints, random, corner=corner, width=opposite[0] - corner[0])


def _windows(canvas: Canvas, tints: Tints, random: Random, *, corner: tuple[float, float], width: float) -> None:
    lit = tints.spark(0.88)
    columns = max(2, round(width / 0.014))
    step = width / (columns + 0.5)
    for place in range(columns * 8):
        if random.random() < (0.42 if tints.light < DARK_BELOW else 0.22):
            x = corner[0] + step * (place % columns + 0.5)
            y = corner[1] + 0.03 + 0.038 * (place // columns)
            canvas.fill(outlines.box((x, y), (x + step * 0.5, y + 0.018)), lit, alpha=0.75)


def table(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint a still life from above: round things and leaves with soft shadows, room on the left."""
    ratio = canvas.width / canvas.height
    canvas.sweep(lambda height: tints.layer(0.95 - 0.35 * height, lightness=-0.02))
    canvas.glow((0.2, 0.15), 0.9, tints.layer(0.2), strength=0.35)
    for _ in range(26):
        x, y = 1 - abs(random.gauss(0, 0.26)), random.uniform(0.0, 1.0)
        outline = outlines.leaf(x, y, random.uniform(0.06, 0.14), random.uniform(0, 2 * pi), ratio=ratio)
        canvas.fill([(a + 0.006, b + 0.012) for a, b in outline], (8, 10, 14), alpha=0.3)
        canvas.fill(outline, tints.layer(random.uniform(0.0, 0.5), lightness=0.08))
    for _ in range(13):
        _fruit(canvas, tints, random, at=(1 - abs(random.gauss(0.06, 0.22)), random.uniform(0.05, 0.95)))


def _fruit(canvas: Canvas, tints: Tints, random: Random, *, at: tuple[float, float]) -> None:
    size, tone, turn = random.uniform(0.05, 0.13), random.uniform(0.55, 0.78), random.choice((0, 0, 40, 110))
    canvas.oval((at[0] + 0.008, at[1] + 0.02), size * 1.04, (6, 8, 12), alpha=0.35)
    for ring in range(5):
        shift = ring * size * 0.07
        canvas.oval(
            (at[0] - shift * 0.6, at[1] - shift), size * (1 - ring * 0.18), tints.spark(tone + ring * 0.035, turn=turn)
        )


def paper(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint overlapping sheets with wavy edges and soft shadows."""
    canvas.sweep(lambda height: tints.sky(height * 0.7))
    canvas.oval(
        (random.uniform(0.2, 0.8), random.uniform(0.18, 0.35)), random.uniform(0.1, 0.2), tints.spark(0.9), alpha=0.85
    )
    for number in range(7):
        depth = number / 6
        sheet = outlines.wave(random, level=0.28 + 0.11 * number, swell=0.055, turns=random.uniform(0.6, 1.1))
        canvas.shade(sheet, strength=0.32)
        accent = number == 3  # noqa: PLR2004
        canvas.fill(sheet, tints.spark(0.72) if accent else tints.layer(depth))


def shapes(canvas: Canvas, tints: Tints, random: Random) -> None:
    """Paint discs and bars that overlap."""
    canvas.sweep(lambda height: tints.sky(0.3 + height * 0.6))
    for number in range(16):
        depth = number / 15
        at = random.random(), random.random()
        alpha = random.uniform(0.35, 0.9)
        if random.random() < 0.6:  # noqa: PLR2004
            canvas.oval(at, random.uniform(0.05, 0.32), tints.layer(depth, lightness=0.1), alpha=alpha)
        else:
            tilt = random.uniform(-0.3, 0.3)
            bar = [(at[0], -0.05), (at[0] + 0.07, -0.05), (at[0] + 0.07 + tilt, 1.05), (at[0] + tilt, 1.05)]
            canvas.fill(bar, tints.spark(0.55 + depth * 0.35), alpha=alpha * 0.7)


def _sky(canvas: Canvas, tints: Tints, random: Random, *, sun: tuple[float, float]) -> None:
    canvas.sweep(tints.sky)
    if tints.light < 0.3:  # noqa: PLR2004
        for _ in range(90):
            canvas.oval(
                (random.random(), random.random() ** 1.6 * 0.6), 0.0018, (255, 252, 240), alpha=random.uniform(0.3, 0.9)
            )
    canvas.glow(sun, 0.7, tints.sun(0.92), strength=0.75)
    canvas.oval(sun, 0.055, tints.sun(0.96))


def _mixed(first: tuple[int, int, int], second: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
