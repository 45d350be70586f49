"""Tonal ramps: one hue from nearly white (50) to nearly black (950)."""

from ai_ops.colour import oklch

STEPS = {
    "50": 0.975,
    "100": 0.945,
    "200": 0.885,
    "300": 0.81,
    "400": 0.72,
    "500": 0.63,
    "600": 0.545,
    "700": 0.46,
    "800": 0.38,
    "900": 0.3,
    "950": 0.21,
}
"""OKLCH lightness of each step."""

FULL_CHROMA = (0.35, 0.75)  # lightnesses between which a hue keeps all of its chroma


def ramp(colour: str) -> dict[str, str]:
    """Return a colour's ramp, light to dark; the step nearest in lightness is the colour itself."""
    own = oklch.to_lch(colour)
    shades = {name: oklch.at(colour, at, chroma=own.chroma * _share(at)) for name, at in STEPS.items()}
    nearest = min(STEPS, key=lambda name: abs(STEPS[name] - own.lightness))
    return shades | {nearest: colour}


def _share(lightness: float) -> float:
    """Return the share of its chroma that a hue keeps at a lightness, less towards both ends."""
    low, high = FULL_CHROMA
    if lightness < low:
        return 0.55 + 0.45 * lightness / low
    return 1.0 if lightness <= high else 1.0 - 0.75 * (lightness - high) / (1 - high)
