"""A palette from the words and the brand colours of a description."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sandbox.answers import colours
from sandbox.answers.lexicon import Tone, guess, tone_of
from sandbox.answers.prompt import Prompt

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
VIVID = {"bold": 1.35, "playful": 1.2, "fresh": 1.05, "warm": 1.0, "elegant": 0.85, "technical": 0.95}
VIVID |= {"calm": 0.75, "corporate": 0.8}
SIGNALS = {"success": (150.0, 0.13), "warning": (72.0, 0.13), "danger": (26.0, 0.18), "info": (248.0, 0.12)}
COOL, WARM = 258.0, 62.0  # opposite on the axis that all common kinds of colour vision keep
CHART_LIGHTNESS = {
    False: ((0.43, 0.54, 0.31, 0.645), (0.50, 0.61, 0.38, 0.25)),
    True: ((0.70, 0.83, 0.57, 0.94), (0.76, 0.89, 0.63, 0.97)),
}
NEAR = 22.0
LEAN = 10
LEAST_CHROMA = 0.04


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a description asks of its palette: hues with chroma in order of weight, mood, light or dark."""

    tones: tuple[Tone, ...]
    brand: tuple[str, ...]
    mood: str
    shift: float
    is_dark: bool

    @property
    def vividness(self) -> float:
        return VIVID[self.mood]


def scheme_of(prompt: Prompt) -> Scheme:
    """Read the description's words, brand colours and mode."""
    tones = [tone for word in prompt.words if (tone := tone_of(word))]
    coloured = [*_varied(prompt), *(tone for tone in tones if tone.hue is not None)]
    unknown = [guess(word) for word in prompt.words if not tone_of(word)]
    ordered = [*coloured, *unknown] or [guess(prompt.seed)]
    return Scheme(
        tones=tuple(ordered),
        brand=tuple(_brand(prompt)),
        mood=_mood(tones or ordered),
        shift=sum(tone.lightness for tone in tones) / max(1, len(tones)),
        is_dark=prompt.data.get("mode") == "dark",
    )


def _varied(prompt: Prompt) -> list[Tone]:
    """Return the leading tones of a theme that the request varies."""
    vary = prompt.data.get("vary")
    roles = vary.get("roles") if isinstance(vary, dict) else None
    if not isinstance(roles, dict):
        return []
    found = [str(roles.get(name)) for name in ("primary", "secondary")]
    parts = [colours.parts(value) for value in found if HEX.fullmatch(value)]
    return [Tone(word="", hue=hue, chroma=chroma, lightness=0.0, mood="calm") for _, chroma, hue in parts]


def _mood(tones: list[Tone]) -> str:
    """Return the mood named most often, the first one among equals."""
    moods = [tone.mood for tone in tones]
    return max(moods, key=moods.count)


def _brand(prompt: Prompt) -> Iterable[str]:
    """Return the brand colours: those given as such, then those in the description itself."""
    given = prompt.data.get("brand_colours") or []
    texts = [entry.get("hex", "") if isinstance(entry, dict) else entry for entry in given]
    texts.append(prompt.data.get("description", ""))
    return dict.fromkeys(found.upper() for text in texts for found in HEX.findall(str(text)))


def roles_of(scheme: Scheme, prompt: Prompt) -> dict[str, str]:
    """Return the eleven role colours, before any flaw or care."""
    leads = _leads(scheme, prompt)
    depth = (0.74 if scheme.is_dark else 0.50) + scheme.shift + (prompt.number("depth", 9) - 4) / 100
    own = [colours.colour(depth + offset, *lead) for offset, lead in zip((0, 0.02, -0.02), leads, strict=True)]
    names = ("primary", "secondary", "accent")
    fills = dict(zip(names, [*scheme.brand, *own[len(scheme.brand) :]], strict=False))
    hue = colours.parts(scheme.brand[0])[2] if scheme.brand else leads[0][1]
    return fills | _ground(scheme, hue) | _signals(scheme, prompt)


def _leads(scheme: Scheme, prompt: Prompt) -> list[tuple[float, float]]:
    """Return chroma and hue of primary, secondary and accent; near hues are pushed apart."""
    leads: list[tuple[float, float]] = []
    turns = (0, 40 + prompt.number("secondary", 50), 150 + prompt.number("accent", 70))
    jitter = prompt.number("jitter", 25) - 12
    for place, turn in enumerate(turns):
        has_own = place < len(scheme.tones)
        tone = scheme.tones[place if has_own else 0]
        hue = float(tone.hue or 0.0) + jitter + (0 if has_own else turn)
        if any(_distance(hue, other) < NEAR for _, other in leads):
            hue += 45 + turn / 3
        extra = prompt.number(f"chroma {place}", 5) / 200
        leads.append((max(tone.chroma, LEAST_CHROMA) * scheme.vividness + extra, hue % 360))
    return leads


def _distance(first: float, second: float) -> float:
    return abs((first - second + 180) % 360 - 180)


def _ground(scheme: Scheme, hue: float) -> dict[str, str]:
    """Return background, surface, text and neutral, tinted with the main hue."""
    tint = 0.012 * scheme.vividness
    levels = (0.19, 0.24, 0.95, 0.70) if scheme.is_dark else (0.972, 0.995, 0.24, 0.52)
    chromas = (tint * 2, tint * 2, tint, 0.02) if scheme.is_dark else (tint, tint / 3, 0.03, 0.02)
    names = ("background", "surface", "text", "neutral")
    return {
        name: colours.colour(level + scheme.shift / 8, chroma, hue)
        for name, level, chroma in zip(names, levels, chromas, strict=True)
    }


def _signals(scheme: Scheme, prompt: Prompt) -> dict[str, str]:
    level = 0.76 if scheme.is_dark else 0.50
    lean = prompt.number("signals", 13) - 6
    return {name: colours.colour(level, chroma, hue + lean) for name, (hue, chroma) in SIGNALS.items()}


def chart_of(scheme: Scheme, prompt: Prompt, *, primary: str) -> list[str]:
    """Return six to eight chart colours: remaining brand colours, then cool and warm ones in turn.

    Two of a kind differ in lightness, so that they are told apart with any colour vision.
    """
    count = 6 + prompt.number("charts", 3)
    hue = colours.parts(primary)[2]
    kinds = sorted((COOL, WARM), key=lambda kind: _distance(kind, hue))
    chroma = 0.10 * scheme.vividness + 0.03
    spread = []
    for place in range(count):
        kind, step = place % 2, place // 2
        level = CHART_LIGHTNESS[scheme.is_dark][kind][step]
        lean = prompt.number(f"chart {kind}", 41) - 20 + (step - 1) * LEAN
        spread.append(colours.colour(level, chroma, kinds[kind] + lean))
    return [*scheme.brand[3:], *spread][:count]


def with_flaws(
    roles: dict[str, str], chart: list[str], prompt: Prompt, *, is_dark: bool, brand: Collection[str]
) -> None:
    """Give now and then what models give: a pale accent, a bright warning, grey text, a faint line."""
    pale = 0.44 if is_dark else 0.76
    for name, one_in in (("accent", 4), ("warning", 6), ("success", 8)):
        if prompt.number(f"flaw {name}", one_in) == 0 and roles[name] not in brand:
            _, chroma, hue = colours.parts(roles[name])
            roles[name] = colours.colour(pale, chroma, hue)
    if prompt.number("flaw text", 10) == 0:
        roles["text"] = colours.colour(0.53 if is_dark else 0.60, 0.02, colours.parts(roles["text"])[2])
    if prompt.number("flaw chart", 5) == 0:
        _, chroma, hue = colours.parts(chart[-1])
        chart[-1] = colours.colour(0.30 if is_dark else 0.86, chroma, hue)


def with_low_contrast(roles: dict[str, str], chart: list[str], *, is_dark: bool) -> None:
    """Move all colours near to the background's lightness, as the low_contrast fault asks."""
    level = 0.30 if is_dark else 0.88
    for name in set(roles) - {"background", "surface"}:
        _, chroma, hue = colours.parts(roles[name])
        roles[name] = colours.colour(level, chroma, hue)
    for place, entry in enumerate(chart):
        _, chroma, hue = colours.parts(entry)
        chart[place] = colours.colour(level, chroma, hue)


def with_care(roles: dict[str, str], chart: list[str], *, kept: Iterable[str]) -> None:
    """Make all colours stand off the background and the surface; `kept` ones stay as they are."""
    spared = {*kept, roles["background"], roles["surface"]}
    for ground in (roles["background"], roles["surface"]):
        for name, value in roles.items():
            if value not in spared:
                roles[name] = colours.clear_of(value, ground, needed=4.7)
        for place, value in enumerate(chart):
            if value not in spared:
                chart[place] = colours.clear_of(value, ground, needed=3.2)
