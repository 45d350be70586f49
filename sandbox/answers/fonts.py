"""Fonts by mood, from the list that the request gives."""

from typing import Any

from sandbox.answers.prompt import Prompt

# What a font of this mood is called, or said to suit; the first words weigh most.
WANTED = {
    "calm": (("classical", "humanist", "calm", "gentle"), ("humanist", "open", "reading")),
    "warm": (("old", "slab", "antique", "menus", "warm"), ("humanist", "hospitality", "warm")),
    "fresh": (("geometric", "friendly", "modern", "round"), ("humanist", "system", "neutral")),
    "bold": (("condensed", "slab", "industrial", "confident"), ("grotesque", "system", "sans")),
    "elegant": (("didone", "glamour", "classical", "serif"), ("old", "transitional", "bookish", "serif")),
    "technical": (("monospace", "industrial", "technical", "mono"), ("grotesque", "exact", "dashboards", "system")),
    "playful": (("rounded", "playful", "soft", "geometric"), ("rounded", "friendly", "humanist")),
    "corporate": (("transitional", "trustworthy", "grotesque", "sober"), ("grotesque", "sober", "neutral", "system")),
}
FALLBACK = ("system-ui", "system-ui")


def choose(mood: str, prompt: Prompt, properties: dict[str, Any]) -> tuple[str, str]:
    """Return the heading's and the body's font: best by mood, this request's own choice among equals."""
    heading, body = WANTED[mood]
    return (
        _best(_offered("heading_font", prompt, properties), heading, prompt) or FALLBACK[0],
        _best(_offered("body_font", prompt, properties), body, prompt) or FALLBACK[1],
    )


def _offered(name: str, prompt: Prompt, properties: dict[str, Any]) -> dict[str, str]:
    """Return the slugs on offer, each with all that is said about it."""
    told = _noted(prompt) | _told(prompt.data.get("fonts"))
    slugs = properties.get(name, {}).get("enum") or list(told)
    return {str(slug): f"{slug} {told.get(str(slug), '')}".lower() for slug in slugs}


def _noted(prompt: Prompt) -> dict[str, str]:
    """Return what the instructions say of the fonts, in lines like `- slug: what it suits`."""
    lines = (line[2:].partition(":") for line in prompt.notes if line.startswith("- "))
    return {slug: text for slug, colon, text in lines if colon and " " not in slug}


def _told(listed: Any) -> dict[str, str]:
    """Return what the request says of its fonts: a list of slugs, a list of objects, or a mapping."""
    if isinstance(listed, dict):
        return {str(slug): str(text) for slug, text in listed.items()}
    if not isinstance(listed, list):
        return {}
    return {_slug(entry): str(entry) for entry in listed}


def _slug(entry: Any) -> str:
    if isinstance(entry, dict):
        return str(entry.get("slug") or entry.get("id") or entry.get("name") or "")
    return str(entry)


def _best(offered: dict[str, str], wanted: tuple[str, ...], prompt: Prompt) -> str:
    if not offered:
        return ""
    scores = {slug: _score(text, wanted) for slug, text in offered.items()}
    close = [slug for slug, score in scores.items() if score >= max(scores.values()) - 2]
    return close[prompt.number("font" + wanted[0], len(close))]


def _score(text: str, wanted: tuple[str, ...]) -> int:
    return sum(len(wanted) - place for place, word in enumerate(wanted) if word in text)
