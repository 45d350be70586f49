"""A theme's name and its reasons, in words without digits."""

from typing import Any

from sandbox.answers import colours
from sandbox.answers.lexicon import LEXICON
from sandbox.answers.palette import Scheme
from sandbox.answers.prompt import Prompt, spelled

ENDINGS = ("Light", "Hour", "Room", "Air", "Line", "Notes", "Tide", "Field")
AIR = {
    "calm": "Quiet contrasts and soft greys keep the screen restful",
    "warm": "Warm tones and gentle corners make the screen inviting",
    "fresh": "Clear tones and open space keep the screen airy",
    "bold": "Strong chroma and heavy headings carry across the room",
    "elegant": "Restrained colour and fine letters keep the screen refined",
    "technical": "Cool tones and exact edges suit figures and status",
    "playful": "Lively hues and round corners make the screen cheerful",
    "corporate": "Sober hues and an even hierarchy make the screen dependable",
}
MAX_WORD = 20
FILLS = ("primary", "secondary", "accent")


def name(scheme: Scheme, prompt: Prompt) -> str:
    """Return two words: the first and the last that gave a colour, then others of the description."""
    known = [tone.word for tone in scheme.tones if tone.word in LEXICON]
    telling = [word for word in (*known[:1], *known[-1:], *known, *prompt.words) if word in prompt.words]
    chosen = list(dict.fromkeys(word[:MAX_WORD] for word in telling))[:2] or ["plain"]
    if len(chosen) == 1:
        chosen.append(ENDINGS[prompt.number("ending", len(ENDINGS))])
    text = str(prompt.data.get("description", ""))
    return " ".join(spelled(word, text).capitalize() for word in chosen)


def rationale(scheme: Scheme, values: dict[str, Any]) -> str:
    """Return two sentences on where the colours come from and what they are for."""
    fills = {fill: f"{_name(values[fill])} {_source(scheme, place)}" for place, fill in enumerate(FILLS)}
    ground = "a dark ground" if scheme.is_dark else "a light ground"
    return (
        f"The primary {fills['primary']}, {fills['secondary']} beside it and {fills['accent']} as accent, "
        f"on {ground} tinted to match. {AIR[scheme.mood]}."
    )


def _name(hex_colour: str) -> str:
    _, chroma, hue = colours.parts(hex_colour)
    return colours.name_of(hue, chroma)


def _source(scheme: Scheme, place: int) -> str:
    """Return where the colour of the first, second or third fill comes from."""
    if place < len(scheme.brand):
        return "of the brand"
    word = scheme.tones[place].word if place < len(scheme.tones) else ""
    return f"from “{word}”" if word.isalpha() and len(word) <= MAX_WORD else "for contrast"
