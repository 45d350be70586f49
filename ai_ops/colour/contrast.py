"""Contrast as WCAG 2.2 defines it, measured on the 8-bit hex that a screen is given."""

import math
import re
from collections.abc import Iterable
from functools import lru_cache

TEXT = 4.5
"""SC 1.4.3 Contrast (Minimum), level AA, for text."""

LARGE = 3.0
"""SC 1.4.3 for large text, and SC 1.4.11 Non-text Contrast for controls and graphics."""

ENHANCED = 7.0
"""SC 1.4.6 Contrast (Enhanced), level AAA, for text."""

HEX = re.compile(r"#[0-9A-F]{6}")


def _linear(channel: int) -> float:
    """Return the linear light of an 8-bit sRGB channel (IEC 61966-2-1, as in WCAG 2.2)."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's


_LINEAR = tuple(_linear(channel) for channel in range(256))


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255, of `#RRGGBB`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=8192)
def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = channels(colour)
    return 0.2126 * _LINEAR[red] + 0.7152 * _LINEAR[green] + 0.0722 * _LINEAR[blue]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21, unrounded (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def worst(colour: str, against: Iterable[str]) -> float:
    """Return the lowest contrast of a colour against several backgrounds."""
    return min(contrast(colour, background) for background in against)


def shown(ratio: float, *, places: int = 2) -> float:
    """Return a ratio rounded down, so that 4.499 never shows as 4.5."""
    scale = 10.0**places
    return math.floor(ratio * scale) / scale


def grade(ratio: float) -> str:
    """Return what a ratio is good for: AAA, AA, "AA large" (large text and graphics), or fail."""
    steps = ((ENHANCED, "AAA"), (TEXT, "AA"), (LARGE, "AA large"))
    return next((name for needed, name in steps if ratio >= needed), "fail")
