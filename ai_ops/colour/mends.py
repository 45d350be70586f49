"""Move a colour as little as possible until its contrast suffices."""

from collections.abc import Sequence

from ai_ops.colour import contrast, difference, oklch

STEP = 0.02
HALVINGS = 6  # the last step, 0.0003 in lightness, is finer than 8 bits


def mend(colour: str, *, against: Sequence[str], needed: float) -> str | None:
    """Return the nearest colour with at least `needed` contrast against every background.

    Hue and chroma are held in OKLCH, lightness is searched both ways, every candidate is
    mapped into sRGB and measured on its 8-bit hex, and the nearer by CIEDE2000 is kept. A
    colour that passes is returned as it is; None where no lightness passes.
    """
    if contrast.worst(colour, against) >= needed:
        return colour
    found = [_first_passing(colour, way, against=against, needed=needed) for way in (-STEP, STEP)]
    passing = [each for each in found if each is not None]
    return min(passing, key=lambda each: difference.difference(colour, each), default=None)


def _first_passing(colour: str, way: float, *, against: Sequence[str], needed: float) -> str | None:
    failing = oklch.to_lch(colour).lightness
    while 0 < failing < 1 or (failing <= 0 < way) or (failing >= 1 and way < 0):
        lightness = min(max(failing + way, 0.0), 1.0)
        if contrast.worst(oklch.at(colour, lightness), against) >= needed:
            return _refined(colour, failing, lightness, against=against, needed=needed)
        failing = lightness
    return None


def _refined(colour: str, failing: float, passing: float, *, against: Sequence[str], needed: float) -> str:
    for _ in range(HALVINGS):
        middle = (failing + passing) / 2
        if contrast.worst(oklch.at(colour, middle), against) >= needed:
            passing = middle
        else:
            failing = middle
    return oklch.at(colour, passing)
