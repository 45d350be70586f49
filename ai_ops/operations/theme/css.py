"""A theme as CSS custom properties: light and dark, by the system's preference or by attribute."""

from collections.abc import Iterator

from ai_ops.base import UNKNOWN_ORIGIN, Json, Origin
from ai_ops.prose.cleaning import cleaned

PREFIX = "--theme"
PAID = {"credits": " · paid with credits", "own_key": " · paid with an own key"}


def render(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the style sheet of a theme.

    The dark mode applies by `prefers-color-scheme`, or by `data-theme="dark"` on the root
    element; `data-theme="light"` holds the light one. No text of a model or a person stands in
    it but the name, in a comment.
    """
    modes = result["modes"]
    first, *others = modes
    parts = [
        f"/* {_in_comment(name)} · a theme made with AI{PAID.get(origin.paid_with, '')} */",
        _rule(":root", [f"color-scheme: {' '.join(modes)};", *_sizes(result), *colours(modes[first])]),
    ]
    for mode in others:
        lines = [f"color-scheme: {mode};", *colours(modes[mode])]
        automatic = _rule(f':root:not([data-theme="{first}"])', lines, indent="  ")
        parts += [
            f"@media (prefers-color-scheme: {mode}) {{\n{automatic}\n}}",
            _rule(f':root[data-theme="{mode}"]', lines),
        ]
        parts += [f':root[data-theme="{first}"] {{\n  color-scheme: {first};\n}}']
    return "\n\n".join(parts) + "\n"


def colours(mode: Json) -> Iterator[str]:
    """Yield the declarations of one mode's colours."""
    for role, colour in mode["roles"].items():
        yield f"{PREFIX}-{role}: {colour};"
    for group in ("on", "large"):
        for role, colour in mode[group].items():
            yield f"{PREFIX}-{group}-{role}: {colour};"
    yield f"{PREFIX}-muted: {mode['muted']};"
    yield f"{PREFIX}-border: {mode['border']};"
    for place, colour in enumerate(mode["chart"], start=1):
        yield f"{PREFIX}-chart-{place}: {colour};"


def _sizes(result: Json) -> Iterator[str]:
    typography = result["typography"]
    for face in ("heading", "body"):
        yield f"{PREFIX}-font-{face}: {typography[face]['stack']};"
        yield f"{PREFIX}-weight-{face}: {typography[face]['weight']};"
    for step in typography["scale"]:
        yield f"{PREFIX}-size-{step['name']}: {step['px']}px;"
    for step in result["spacing"]["scale"]:
        yield f"{PREFIX}-space-{step['name']}: {step['px']}px;"
    yield f"{PREFIX}-radius: {result['radius']}px;"
    for role, steps in result["ramps"].items():
        for step, colour in steps.items():
            yield f"{PREFIX}-{role}-{step}: {colour};"


def _rule(selector: str, lines: list[str], *, indent: str = "") -> str:
    body = "\n".join(f"{indent}  {line}" for line in lines)
    return f"{indent}{selector} {{\n{body}\n{indent}}}"


def _in_comment(name: str) -> str:
    """Return a name that cannot end the comment that it stands in."""
    return cleaned(name).replace("*", "").replace("/", " ")
