"""From a draft to a theme: place the brand, settle each mode, measure, and say what changed."""

from dataclasses import dataclass

from ai_ops.base import Json, Review
from ai_ops.colour import ramps
from ai_ops.operations.theme import brand, changes, pairs, palette, prose, scales
from ai_ops.operations.theme.draft import ThemeDraft
from ai_ops.operations.theme.inputs import ThemeInput
from ai_ops.operations.theme.palette import FILLS, Colours, Palette
from ai_ops.prose.cleaning import cleaned

RAMPS = ("primary", "secondary", "accent", "neutral")


@dataclass(frozen=True, slots=True)
class _Words:
    """A draft's name and rationale, checked."""

    name: str
    rationale: str
    mends: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Modes:
    """The palettes of a theme, and what was changed to get them."""

    palettes: list[Palette]
    rows: list[Json]
    mends: list[str]


def review(draft: ThemeDraft, inputs: ThemeInput, base: Json | None) -> Review:
    """Return the theme that a draft makes, without a failing pair, or what its words got wrong."""
    words = _read_words(draft, inputs)
    placement = brand.place(draft.roles(), brand.colours_of(inputs, base), base=base)
    modes = _settle(Colours(placement.roles, draft.chart), inputs.mode, placement)
    base_px = max(round(draft.base_px, 2), float(scales.least_base(inputs.viewing_distance_m)))
    mends = (
        *words.mends,
        *_placed(draft, placement),
        *_released(inputs, base),
        *modes.mends,
        *_enlarged(draft, base_px, inputs),
    )
    failing = [f"{name} ({each.mode}) fails." for each in modes.palettes for name in pairs.failing(each)]
    problems = (*words.problems, *failing)
    if problems:
        return Review(result=None, mends=mends, problems=problems)
    first = modes.palettes[0].colours.roles
    result = {
        "name": words.name,
        "rationale": words.rationale,
        "mode": inputs.mode,
        "density": inputs.density,
        "modes": {each.mode: _as_json(each) for each in modes.palettes},
        "ramps": {role: ramps.ramp(first[role]) for role in RAMPS},
        "pairs": [pair for each in modes.palettes for pair in pairs.measured(each)],
        "typography": scales.typography(draft, base=base_px),
        "spacing": scales.spacing(draft.spacing_base),
        "radius": round(draft.radius, 2),
        "changes": modes.rows,
        "brand": placement.as_json(),
    }
    return Review(result=result, mends=mends)


def _settle(colours: Colours, mode: str, placement: brand.Placement) -> _Modes:
    """Settle each mode asked for; the draft's own is told about, the other one is derived."""
    own = "light" if colours.is_light else "dark"
    modes = _Modes([], [], [])
    for each in ("light", "dark") if mode == "both" else (mode,):
        proposed = colours if each == own else palette.derive(colours, mode=each, locked=placement.locked)
        settled = palette.settle(proposed, mode=each, locked=placement.locked)
        modes.palettes.append(settled)
        if each == own:
            modes.rows.extend(changes.rows(proposed, settled))
            modes.mends.extend(changes.sentences(proposed, settled))
        elif mode != "both":
            modes.mends.append(f"The answer was a {own} theme; this {each} one was derived from it.")
    return modes


def _as_json(settled: Palette) -> Json:
    return {
        "roles": dict(settled.colours.roles),
        "on": dict(settled.on),
        "large": dict(settled.large),
        "muted": settled.muted,
        "border": settled.border,
        "chart": list(settled.colours.chart),
    }


def _placed(draft: ThemeDraft, placement: brand.Placement) -> list[str]:
    proposed = draft.roles()
    return [
        f"{role.capitalize()} set to the brand colour {colour}."
        for role, colour in placement.roles.items()
        if colour != proposed[role]
    ]


def _released(inputs: ThemeInput, base: Json | None) -> list[str]:
    return [
        f"{colour} of the theme that was varied is no longer used: there are {len(FILLS)} places for brand colours."
        for colour in brand.released(inputs, base)
    ]


def _enlarged(draft: ThemeDraft, base_px: float, inputs: ThemeInput) -> list[str]:
    if base_px <= draft.base_px or base_px == round(draft.base_px, 2):
        return []
    distance = f"{inputs.viewing_distance_m:g} m"
    return [f"Text enlarged from {draft.base_px:g} to {base_px:g} px, to be read at {distance}."]


def _read_words(draft: ThemeDraft, inputs: ThemeInput) -> _Words:
    """Check name and rationale; a sentence that may not stand is dropped, and said so."""
    allowed = prose.numbers(inputs.description) | {colour.hex[1:].casefold() for colour in inputs.brand_colours}
    name = cleaned(draft.name)
    wrong = prose.fault(name, allowed=allowed) if name else "no visible character"
    rationale, dropped = prose.without_faults(cleaned(draft.rationale), allowed=allowed)
    problems = [f"The name holds {wrong}. Give a plain name of two to four words."] if wrong else []
    if not rationale:
        problems.append("The rationale holds nothing that may be shown. Write plain sentences without digits.")
    mends = tuple(f"A sentence of the rationale was left out: it held {each}." for each in dropped if each)
    return _Words(name, rationale, mends, tuple(problems))
