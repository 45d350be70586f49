"""What the program changed in a model's colours, as rows and as sentences."""

from collections.abc import Iterator

from ai_ops.base import Json
from ai_ops.colour import contrast, oklch
from ai_ops.colour.contrast import LARGE
from ai_ops.operations.theme.palette import GROUNDS, Colours, Palette

TOLD_APART = "so that every eye tells it from the others"
GREY = 0.03  # chroma under which a hue says little
TURNED = 10.0  # degrees of hue; mapping into sRGB and rounding turn it by less


def rows(before: Colours, after: Palette) -> list[Json]:
    """Return a row for each colour of a mode that is not as it was proposed.

    The ratios, rounded down, are the worst of background and surface before and after; for a
    background or surface itself, those of the text on it.
    """
    grounds = after.colours.grounds
    text = after.colours.roles["text"]
    return [
        {
            "mode": after.mode,
            "token": token,
            "before": old,
            "after": new,
            "ratio_before": contrast.shown(contrast.worst(old, (text,) if token in GROUNDS else grounds)),
            "ratio_after": contrast.shown(contrast.worst(new, (text,) if token in GROUNDS else grounds)),
        }
        for token, old, new in _changed(before, after.colours)
    ]


def sentences(before: Colours, after: Palette) -> list[str]:
    """Return what was changed in a mode, one sentence each."""
    changed = [_sentence(*change, after=after) for change in _changed(before, after.colours)]
    return changed + list(_stand_ins(after))


def _changed(before: Colours, after: Colours) -> Iterator[tuple[str, str, str]]:
    for role, old in before.roles.items():
        if after.roles[role] != old:
            yield role, old, after.roles[role]
    for place, (old, new) in enumerate(zip(before.chart, after.chart, strict=True), start=1):
        if old != new:
            yield f"chart-{place}", old, new


def _sentence(token: str, old: str, new: str, *, after: Palette) -> str:
    verb = "lightened" if oklch.to_lch(new).lightness > oklch.to_lch(old).lightness else "darkened"
    if token in GROUNDS:
        return f"{token.capitalize()} {verb}, so that text and chart colours have room on it ({after.mode})."
    name = token.capitalize().replace("Chart-", "Chart colour ")
    was = contrast.worst(old, after.colours.grounds)
    if token.startswith("chart") and was >= LARGE:
        return f"{name} changed from {old} to {new}, {TOLD_APART} ({after.mode})."
    turned = f", its hue turned {TOLD_APART}" if _is_turned(old, new) else ""
    return f"{name} {verb} {_span(old, new, after=after)} ({after.mode}){turned}."


def _is_turned(old: str, new: str) -> bool:
    """Return whether a colour's hue was moved, and not its lightness alone."""
    was, now = oklch.to_lch(old), oklch.to_lch(new)
    turn = abs(was.hue - now.hue) % 360
    return min(was.chroma, now.chroma) > GREY and min(turn, 360 - turn) > TURNED


def _stand_ins(after: Palette) -> Iterator[str]:
    """Yield a sentence for each locked colour that another stands in for as large text."""
    for role, large in after.large.items():
        own = after.colours.roles[role]
        if large != own:
            yield (
                f"{own} is locked and stays as it is; as large text, {role} is {large}, "
                f"which goes {_span(own, large, after=after)} ({after.mode})."
            )


def _span(old: str, new: str, *, after: Palette) -> str:
    ground = min(GROUNDS, key=lambda each: contrast.contrast(new, after.colours.roles[each]))
    back = after.colours.roles[ground]
    was, now = (contrast.shown(contrast.contrast(each, back), places=1) for each in (old, new))
    return f"from {was}:1 to {now}:1 on the {ground}"
