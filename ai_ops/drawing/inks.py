"""Inks: colours of a theme as texts may have them."""

from functools import lru_cache

from ai_ops.colour import mends

NEEDED = 4.5
"""Contrast of text with its ground (WCAG 2.2 SC 1.4.3); a theme promises 3:1 for what it fills shapes with."""


@lru_cache(maxsize=2_000)
def ink(colour: str, grounds: tuple[str, ...], *, otherwise: str) -> str:
    """Return the nearest colour in which a text can be read on the grounds; another one where there is none."""
    return mends.mend(colour, against=grounds, needed=NEEDED) or otherwise
