"""A theme's name and its reasons, in words without digits."""

from typing import Any

from sandbox.answers import colours
from sandbox.answers.palette import Scheme
from sandbox.answers.prompt import Prompt

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


def name(scheme: Scheme, prompt: Prompt) -> str:
    """Return two or three words: those of the description that gave the colours come first."""
    known = [tone.word for tone in scheme.tones]
    telling = [word for word in (*known, *prompt.words) if word in prompt.words]
    chosen = list(dict.fromkeys(word[:MAX_WORD] for word in telling))[:2] or ["plain"]
    if len(chosen) == 1:
        chosen.append(ENDINGS[prompt.number("ending", len(ENDINGS))])
    return " ".join(word.capitalize() for word in chosen)


def rationale(scheme: Scheme, values: dict[str, Any]) -> str:
    """Return two or three sentences on where the colours come from."""
    lead = (
        "The brand colour leads"
        if scheme.brand
        else f"The primary {_name(values['primary'])} comes from {_source(scheme, 0)}"
    )
    other = f"the {_name(values['secondary'])} beside it from {_source(scheme, 1)}"
    ground = "a dark ground" if scheme.is_dark else "a light ground"
    return f"{lead}, {other}, on {ground} tinted to match. {AIR[scheme.mood]}."


def _name(hex_colour: str) -> str:
    _, chroma, hue = colours.parts(hex_colour)
    return colours.name_of(hue, chroma)


def _source(scheme: Scheme, place: int) -> str:
    if place < len(scheme.tones) and scheme.tones[place].word.isalpha() and len(scheme.tones[place].word) <= MAX_WORD:
        return f"“{scheme.tones[place].word}”"
    return "the mood of the description"
