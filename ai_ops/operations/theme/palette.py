"""One mode of a theme: its role colours settled, and everything derived from them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ai_ops.colour import charts, contrast, mends, oklch
from ai_ops.colour.contrast import LARGE, TEXT

FILLS = ("primary", "secondary", "accent", "success", "warning", "danger", "info")
"""Roles that fill an area and carry text; a locked brand colour is always one of these."""

GROUNDS = ("background", "surface")
LIGHTEST_DARK, DARKEST_LIGHT = 0.35, 0.85  # OKLCH; between them eight chart colours have no room
MIDDLE = 0.6

MUTED, BORDER = 5.5, 3.2  # a little over what is needed, so that they read as what they are


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that a model chooses: eleven roles, and the chart's."""

    roles: Mapping[str, str]
    chart: Sequence[str]

    @property
    def is_light(self) -> bool:
        """Return whether they make a light theme."""
        return oklch.to_lch(self.roles["background"]).lightness >= MIDDLE

    @property
    def grounds(self) -> tuple[str, str]:
        """Return background and surface."""
        return self.roles["background"], self.roles["surface"]


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of one mode. `large` is each fill as large text or icon on the grounds."""

    mode: str
    colours: Colours
    on: Mapping[str, str]
    large: Mapping[str, str]
    muted: str
    border: str


def settle(colours: Colours, *, mode: str, locked: Collection[str]) -> Palette:
    """Return a mode without a failing pair; roles in `locked` keep their colour.

    `colours` are of this mode (light or dark). A locked colour that fails as large text gets
    a lighter or darker stand-in there; its on-colour adapts, as black or white reaches 4.5:1
    on any colour.
    """
    roles = dict(colours.roles)
    roles |= {role: _grounded(roles[role], mode=mode) for role in GROUNDS}
    grounds = (roles["background"], roles["surface"])
    roles["text"] = _mended(roles["text"], grounds, TEXT)
    large = {role: _mended(roles[role], grounds, LARGE) for role in FILLS}
    roles |= {role: colour for role, colour in large.items() if role not in locked}
    return Palette(
        mode=mode,
        colours=Colours(roles, charts.settle(colours.chart, against=grounds)),
        on={role: on_colour(roles[role]) for role in FILLS},
        large=large,
        muted=_from_ground(roles, MUTED),
        border=_from_ground(roles, BORDER),
    )


def on_colour(fill: str) -> str:
    """Return the colour of text on a fill: white, else a deep tone of the fill, else black."""
    own = oklch.to_lch(fill)
    deep = oklch.at(fill, 0.22, chroma=own.chroma * 0.6)
    return next(each for each in ("#FFFFFF", deep, "#000000") if contrast.contrast(each, fill) >= TEXT)


def derive(colours: Colours, *, mode: str, locked: Collection[str]) -> Colours:
    """Return the other mode of a theme: grounds and text change places, the rest moves in lightness."""
    turned = _DERIVATIONS[mode]
    text, ground = colours.roles["text"], colours.roles["background"]
    roles = {role: turned.tone(colour) for role, colour in colours.roles.items()} | {
        "background": _tinted(text, turned.background),
        "surface": _tinted(text, turned.surface),
        "text": _tinted(ground, turned.text),
    }
    held = {role: colours.roles[role] for role in locked}
    return Colours(roles | held, [turned.tone(colour) for colour in colours.chart])


@dataclass(frozen=True, slots=True)
class _Derivation:
    """Lightnesses of a derived mode."""

    background: float
    surface: float
    text: float
    lightness: Callable[[float], float]

    def tone(self, colour: str) -> str:
        return oklch.at(colour, self.lightness(oklch.to_lch(colour).lightness))


_DERIVATIONS = {
    "dark": _Derivation(0.17, 0.225, 0.95, lambda own: max(own, 0.62 + 0.25 * own)),
    "light": _Derivation(0.985, 0.955, 0.22, lambda own: min(own, 0.35 + 0.3 * own)),
}


def _grounded(colour: str, *, mode: str) -> str:
    """Return a background light or dark enough for its mode."""
    lightness = oklch.to_lch(colour).lightness
    if mode == "light":
        return colour if lightness >= DARKEST_LIGHT else oklch.at(colour, DARKEST_LIGHT)
    return colour if lightness <= LIGHTEST_DARK else oklch.at(colour, LIGHTEST_DARK)


def _mended(colour: str, grounds: Sequence[str], needed: float) -> str:
    """Return a colour that passes on grounds of one kind, where black or white always does."""
    found = mends.mend(colour, against=grounds, needed=needed)
    if found is None:
        raise ValueError(f"Nothing reaches {needed}:1 on {' and '.join(grounds)}.")
    return found


def _from_ground(roles: Mapping[str, str], needed: float) -> str:
    """Return the neutral hue, as near to the background as the contrast allows."""
    start = oklch.to_lch(roles["background"]).lightness
    chroma = min(oklch.to_lch(roles["neutral"]).chroma, 0.05)
    grounds = (roles["background"], roles["surface"])
    return _mended(oklch.at(roles["neutral"], start, chroma=chroma), grounds, needed)


def _tinted(colour: str, lightness: float) -> str:
    return oklch.at(colour, lightness, chroma=min(oklch.to_lch(colour).chroma, 0.03))
