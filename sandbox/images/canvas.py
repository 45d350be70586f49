"""A canvas with smooth edges: gradients, filled outlines, glows and soft shadows."""

from collections.abc import Callable, Sequence
from typing import Self

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sandbox.images.tints import Rgb

FINE = 2
"""Outlines are drawn at twice the size and reduced, which smooths their edges."""
STOPS = 24

type Point = tuple[float, float]


class Canvas:
    """A picture in the making. Points and lengths are shares: x of the width, y of the height."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.image = Image.new("RGB", size)

    def sweep(self, colour: Callable[[float], Rgb], *, top: float = 0.0, low: float = 1.0) -> Self:
        """Fill a band from `top` to `low` with the colours of a vertical gradient."""
        first, last = round(top * self.height), round(low * self.height)
        if last > first:
            self.image.paste(self._gradient(colour, last - first), (0, first))
        return self

    def _gradient(self, colour: Callable[[float], Rgb], height: int) -> Image.Image:
        strip = Image.new("RGB", (1, STOPS))
        for stop in range(STOPS):
            strip.putpixel((0, stop), colour(stop / (STOPS - 1)))
        return strip.resize((1, height), Image.Resampling.BICUBIC).resize((self.width, height))

    def fill(self, outline: Sequence[Point], colour: Rgb, *, alpha: float = 1.0) -> Self:
        """Fill an outline."""
        self._stamp(lambda draw, points: draw.polygon(points, fill=round(255 * alpha)), outline, colour)
        return self

    def oval(self, centre: Point, radius: float, colour: Rgb, *, alpha: float = 1.0, flat: float = 1.0) -> Self:
        """Fill a disc; `radius` is a share of the shorter side, `flat` squeezes its height."""
        across = radius * min(self.width, self.height) / self.width
        down = radius * min(self.width, self.height) / self.height * flat
        box = [(centre[0] - across, centre[1] - down), (centre[0] + across, centre[1] + down)]
        self._stamp(lambda draw, points: draw.ellipse(points, fill=round(255 * alpha)), box, colour)
        return self

    def _stamp(self, shape: Callable[..., object], points: Sequence[Point], colour: Rgb) -> None:
        """Draw a shape into a mask of its own box, and paint through that."""
        left = max(0, int(min(x for x, _ in points) * self.width) - 1)
        top = max(0, int(min(y for _, y in points) * self.height) - 1)
        right = min(self.width, int(max(x for x, _ in points) * self.width) + 2)
        low = min(self.height, int(max(y for _, y in points) * self.height) + 2)
        if right <= left or low <= top:
            return
        mask = Image.new("L", ((right - left) * FINE, (low - top) * FINE))
        inner = [((x * self.width - left) * FINE, (y * self.height - top) * FINE) for x, y in points]
        shape(ImageDraw.Draw(mask), inner)
        self.image.paste(colour, (left, top), mask.reduce(FINE))

    def glow(self, centre: Point, radius: float, colour: Rgb, *, strength: float = 0.6) -> Self:
        """Add light around a point; `radius` is a share of the shorter side."""
        side = max(2, round(radius * 2 * min(self.width, self.height)))
        light = ImageChops.invert(Image.radial_gradient("L")).point(
            lambda value: round((max(0, value - 80) / 175) ** 1.7 * 255)
        )
        mask = light.resize((side, side)).point(lambda value: round(value * strength))
        place = round(centre[0] * self.width - side / 2), round(centre[1] * self.height - side / 2)
        self.image.paste(colour, place, mask)
        return self

    def shade(self, outline: Sequence[Point], *, strength: float = 0.35, blur: float = 0.012) -> Self:
        """Darken softly around an outline, as its shadow would."""
        small = max(1, self.width // 8), max(1, self.height // 8)
        mask = Image.new("L", small)
        points = [(x * small[0], (y - blur) * small[1]) for x, y in outline]
        ImageDraw.Draw(mask).polygon(points, fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * max(small)))
        self.image.paste((8, 10, 18), (0, 0), mask.resize((self.width, self.height), Image.Resampling.BILINEAR))
        return self
