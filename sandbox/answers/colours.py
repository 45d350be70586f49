"""Colours by OKLCH, and contrast by WCAG."""

from coloraide import Color

STEP = 0.01
LINEAR_BELOW = 0.04045
MIDDLE = 0.5
GREY_BELOW = 0.03


def colour(lightness: float, chroma: float, hue: float) -> str:
    """Return the sRGB colour nearest to an OKLCH one, as #RRGGBB."""
    wanted = Color("oklch", [min(max(lightness, 0.0), 1.0), chroma, hue % 360])
    return str(wanted.convert("srgb").fit().to_string(hex=True)).upper()


def parts(hex_colour: str) -> tuple[float, float, float]:
    """Return OKLCH lightness, chroma and hue; a grey has hue 0."""
    lightness, chroma, hue = Color(hex_colour).convert("oklch").coords(nans=False)
    return lightness, chroma, hue


def ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance on 8-bit values)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(hex_colour: str) -> float:
    channels = (int(hex_colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def clear_of(hex_colour: str, background: str, *, needed: float) -> str:
    """Return a colour with the same hue that stands off the background by at least `needed`.

    It walks away from the background's lightness in small steps, and is black or white at the end.
    """
    lightness, chroma, hue = parts(hex_colour)
    step = STEP if parts(background)[0] < MIDDLE else -STEP
    found = hex_colour
    while ratio(found, background) < needed and 0 < lightness < 1:
        lightness += step
        found = colour(lightness, chroma, hue)
    return found


def name_of(hue: float, chroma: float) -> str:
    """Return a plain English name for a hue."""
    if chroma < GREY_BELOW:
        return "grey"
    names = (
        "rose",
        "red",
        "orange",
        "amber",
        "olive",
        "green",
        "emerald",
        "teal",
        "sky blue",
        "blue",
        "violet",
        "magenta",
    )
    return names[round(hue % 360 / 30) % len(names)]
