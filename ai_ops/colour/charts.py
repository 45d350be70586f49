"""Chart colours that stand out from their backgrounds and from each other, for every vision."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from ai_ops.colour import contrast, difference, mends, oklch
from ai_ops.colour.contrast import LARGE

APART = 7.5
"""The least CIEDE2000 between two chart colours, under each vision.

Okabe and Ito's palette, the usual reference, reaches 7.9 at its closest pair (tritanopia);
palettes made without colour vision in mind reach 0.5 to 3.
"""

TURNS = (0, 15, -15, 30, -30, 50, -50, 75, -75, 105, -105, 140, -140, 180)
LIGHTNESSES = tuple(step / 100 for step in range(20, 96, 5))
LEAST_CHROMA = 0.09  # a grey has no hue to turn
FAR = 90.0  # degrees of hue that cost as much as a quarter of the lightness

# Found by a farthest-first search over OKLCH against the extreme backgrounds; they are 12 apart.
SAFE_ON_LIGHT = ("#006CD3", "#A70900", "#1B179C", "#975B60", "#5D3F6B", "#662E34", "#0F0022", "#3A0100")
SAFE_ON_DARK = ("#A76EF8", "#FE6A00", "#5DFFC3", "#FECA00", "#009C89", "#F0D0FF", "#C882C2", "#89BC6D")


def settle(colours: Sequence[str], *, against: Sequence[str]) -> tuple[str, ...]:
    """Return chart colours, as many, with 3:1 against each background and apart from each other.

    What passes in its place is kept as it is; the others move as little as they can, first
    in lightness for contrast, then in steps of lightness and hue until they stand apart.
    `against` is light (OKLCH lightness from 0.85) or dark (to 0.35), not both.
    """
    kept = _kept(colours, against=against)
    for place, colour in enumerate(colours):
        if place not in kept:
            others = tuple(kept.values())
            found = _near(colour, others, against=against)
            if found is None:
                return _safe(len(colours), against=against)
            kept[place] = found
    return tuple(kept[place] for place in sorted(kept))


def closest_pair(colours: Sequence[str]) -> tuple[float, str]:
    """Return the least difference of any two colours over all visions, and its vision."""
    return min(difference.closest(one, other) for one, other in combinations(colours, 2))


def _kept(colours: Sequence[str], *, against: Sequence[str]) -> dict[int, str]:
    kept: dict[int, str] = {}
    for place, colour in enumerate(colours):
        if contrast.worst(colour, against) >= LARGE and difference.stands_out(colour, kept.values(), by=APART):
            kept[place] = colour
    return kept


def _near(colour: str, others: Sequence[str], *, against: Sequence[str]) -> str | None:
    mended = mends.mend(colour, against=against, needed=LARGE) or colour
    tried = chain([mended], _steps(mended))
    fitting = (each for each in tried if contrast.worst(each, against) >= LARGE)
    return next((each for each in fitting if difference.stands_out(each, others, by=APART)), None)


def _steps(colour: str) -> Iterator[str]:
    """Yield colours around a colour, the smallest steps of lightness and hue first."""
    own = oklch.to_lch(colour)
    steps = sorted(
        (abs(lightness - own.lightness) * 4 + abs(turn) / FAR, abs(turn), lightness, turn)
        for lightness in LIGHTNESSES
        for turn in TURNS
    )
    chroma = max(own.chroma, LEAST_CHROMA)
    for _, _, lightness, turn in steps:
        yield oklch.at(colour, lightness, chroma=chroma, turn=turn)


def _safe(count: int, *, against: Sequence[str]) -> tuple[str, ...]:
    """Return colours that pass on every background of their kind; a test proves it."""
    is_light = contrast.luminance(against[0]) > contrast.luminance("#767676")
    return (SAFE_ON_LIGHT if is_light else SAFE_ON_DARK)[:count]
