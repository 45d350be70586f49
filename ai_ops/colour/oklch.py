"""Lightness, chroma and hue (OKLCH), and back to the 8-bit hex inside sRGB."""

from functools import lru_cache
from typing import NamedTuple

from coloraide import Color


class Lch(NamedTuple):
    """A colour in OKLCH: lightness 0 to 1, chroma from 0, hue in degrees (B. Ottosson, 2020)."""

    lightness: float
    chroma: float
    hue: float


@lru_cache(maxsize=4096)
def to_lch(colour: str) -> Lch:
    """Return a hex colour's lightness, chroma and hue; the hue of a grey is 0."""
    lightness, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    return Lch(lightness, chroma, hue)


@lru_cache(maxsize=16384)
def to_hex(colour: Lch) -> str:
    """Return the nearest `#RRGGBB` of a colour: lightness and hue held, chroma reduced into sRGB."""
    mapped = Color("oklch", [_clamped(colour.lightness), colour.chroma, colour.hue])
    shares = mapped.convert("srgb").coords(nans=False)
    if not all(0 <= share <= 1 for share in shares):
        shares = mapped.fit("srgb", method="raytrace", pspace="oklch").convert("srgb").coords(nans=False)
    return "#" + "".join(f"{round(255 * _clamped(share)):02X}" for share in shares)


def at(colour: str, lightness: float, *, chroma: float | None = None, turn: float = 0.0) -> str:
    """Return a colour at another lightness, its hue turned by some degrees; chroma held unless given."""
    own = to_lch(colour)
    chroma = own.chroma if chroma is None else chroma
    return to_hex(Lch(round(lightness, 5), round(chroma, 5), round((own.hue + turn) % 360, 3)))


def _clamped(share: float) -> float:
    return min(max(share, 0.0), 1.0)
