"""The colours of a painting: those that the prompt names, or those that its words bring to mind."""

import re
from dataclasses import dataclass

from sandbox.answers import colours, palette
from sandbox.answers.prompt import Prompt

NAMED = re.compile(r"\b(primary|secondary|accent|background)\b[^#\n]{0,12}(#[0-9A-Fa-f]{6})\b")
ANY = re.compile(r"#[0-9A-Fa-f]{6}\b")
INSTRUCTIONS = re.compile(r"^(?:Keep to these colours|No text, letters).*$", re.MULTILINE)
ROLES = ("primary", "secondary", "accent", "background")
DARK_WORDS = {"night", "midnight", "dark", "slate", "moonlight", "stars"}
DUSK_WORDS = {"dusk", "evening", "sunset", "twilight", "autumn"}
DARK_BELOW = 0.5
WARM = 78.0

type Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tints:
    """Four leading colours as OKLCH (lightness, chroma, hue), and how light the scene is: 0 night to 1 day."""

    primary: tuple[float, float, float]
    secondary: tuple[float, float, float]
    accent: tuple[float, float, float]
    ground: tuple[float, float, float]
    light: float

    @classmethod
    def of(cls, prompt: Prompt, text: str) -> "Tints":
        """Return the tints for a prompt's text."""
        named = _named(text, prompt)
        primary, secondary, accent, ground = (colours.parts(named[role]) for role in ROLES)
        return cls(primary, secondary, accent, ground, light=_light(prompt, ground[0]))

    def sky(self, height: float) -> Rgb:
        """Return the sky's colour from the zenith (0) to the horizon (1)."""
        top, low = self.light * 0.42 + 0.26, self.light * 0.34 + 0.60
        hue = _between(self.primary[2], self.accent[2], height**1.6)
        return rgb(top + (low - top) * height, 0.05 + 0.06 * height * (1.4 - self.light), hue)

    def layer(self, depth: float, *, lightness: float = 0.0) -> Rgb:
        """Return the colour of a layer from far (0) to near (1): nearer ones are deeper."""
        far, near = 0.42 + 0.36 * self.light, 0.20 + 0.16 * self.light
        hue = _between(self.secondary[2], self.primary[2], depth)
        chroma = 0.04 + max(0.02, min(0.10, self.primary[1])) * depth
        return rgb(far + (near - far) * depth + lightness, chroma, hue)

    def sun(self, lightness: float) -> Rgb:
        """Return the accent as light shows it: warm."""
        return rgb(lightness, 0.07, _between(self.accent[2], WARM, 0.75))

    def spark(self, lightness: float, *, turn: float = 0.0) -> Rgb:
        """Return the accent, as light as wanted; `turn` degrees away in hue."""
        return rgb(lightness, max(0.07, min(0.15, self.accent[1])), self.accent[2] + turn)


def rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    """Return an OKLCH colour as red, green and blue from 0 to 255."""
    value = colours.colour(lightness, chroma, hue)
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def words_of(text: str) -> Prompt:
    """Return the prompt's words, without the product's own instructions and colours."""
    return Prompt.read([("user", ANY.sub(" ", INSTRUCTIONS.sub(" ", text)) or text)])


def _named(text: str, prompt: Prompt) -> dict[str, str]:
    named = dict(NAMED.findall(text))
    spare = [value for value in ANY.findall(text) if value not in named.values()]
    for role in ROLES[:3]:
        if role not in named and spare:
            named[role] = spare.pop(0)
    return {**palette.roles_of(palette.scheme_of(prompt), prompt), **named}


def _light(prompt: Prompt, ground: float) -> float:
    words = set(prompt.words)
    if words & DARK_WORDS or ground < DARK_BELOW:
        return 0.05
    return 0.45 if words & DUSK_WORDS else 0.9


def _between(first: float, second: float, share: float) -> float:
    """Return a hue on the shorter way from one to the other."""
    return first + ((second - first + 180) % 360 - 180) * share
