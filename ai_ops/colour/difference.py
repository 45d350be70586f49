"""How far two colours look apart, also for people with a colour-vision deficiency."""

from collections.abc import Iterable
from functools import lru_cache

from coloraide import Color

VISIONS = ("normal vision", "protanopia", "deuteranopia", "tritanopia")
_FILTERS = ("protan", "deutan", "tritan")


@lru_cache(maxsize=8192)
def _views(colour: str) -> tuple[Color, ...]:
    """Return a colour in CIELAB (D65) as each vision sees it: Brettel, Viénot and Mollon (1997)."""
    seen = Color(colour)
    deficient = (seen.filter(name, 1, method="brettel", out_space="lab-d65") for name in _FILTERS)
    return seen.convert("lab-d65"), *deficient


def difference(one: str, other: str) -> float:
    """Return CIEDE2000 (Sharma, Wu and Dalal, 2005) for normal vision; about 1 is just visible."""
    return float(_views(one)[0].delta_e(_views(other)[0], method="2000"))


def closest(one: str, other: str) -> tuple[float, str]:
    """Return the least CIEDE2000 of two colours over all visions, and the vision it is found in."""
    pairs = zip(_views(one), _views(other), VISIONS, strict=True)
    return min((float(mine.delta_e(its, method="2000")), vision) for mine, its, vision in pairs)


def are_apart(one: str, other: str, *, by: float) -> bool:
    """Return whether two colours differ by at least `by` (CIEDE2000) for every vision."""
    pairs = zip(_views(one), _views(other), strict=True)
    return all(mine.delta_e(its, method="2000") >= by for mine, its in pairs)


def stands_out(colour: str, others: Iterable[str], *, by: float) -> bool:
    """Return whether a colour is apart from every other one."""
    return all(are_apart(colour, other, by=by) for other in others)
