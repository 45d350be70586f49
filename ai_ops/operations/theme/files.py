"""A theme that comes back from a file: read strictly, and everything that can be derived is derived anew."""

import json
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ai_ops.base import InvalidFileError, Json
from ai_ops.colour import ramps
from ai_ops.operations.theme import pairs, scales
from ai_ops.operations.theme.draft import ROLES, ThemeDraft
from ai_ops.operations.theme.inputs import Density, Fill, Mode
from ai_ops.operations.theme.palette import FILLS, Colours, Palette
from ai_ops.operations.theme.review import RAMPS

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]
type Shade = Literal["light", "dark"]
MODES: tuple[Shade, ...] = ("light", "dark")
Ratio = Annotated[float, Field(ge=1, le=21, allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Shades(_Strict):
    """All colours of one mode."""

    roles: dict[str, Colour]
    on: dict[str, Colour]
    large: dict[str, Colour]
    muted: Colour
    border: Colour
    chart: Annotated[list[Colour], Field(min_length=6, max_length=8)]

    @model_validator(mode="after")
    def _has_every_role(self) -> Self:
        if set(self.roles) != set(ROLES) or set(self.on) != set(FILLS) or set(self.large) != set(FILLS):
            raise ValueError("A mode has every role once, and no others.")
        return self

    def as_palette(self, mode: str) -> Palette:
        """Return the mode as it is measured."""
        colours = Colours({role: self.roles[role] for role in ROLES}, self.chart)
        on, large = ({role: of[role] for role in FILLS} for of in (self.on, self.large))
        return Palette(mode, colours, on, large, self.muted, self.border)


class Face(_Strict):
    """The fonts of headings or of body text. Label and stack follow from the font."""

    font: str
    label: str
    stack: str
    weight: int


class Typography(_Strict):
    """Fonts and sizes. The scale follows from base and ratio."""

    heading: Face
    body: Face
    base_px: float
    ratio: float
    scale: list[Any]


class Spacing(_Strict):
    """Distances. The scale follows from the base."""

    base: int
    scale: list[Any]


class Change(_Strict):
    """What was changed in a colour when the theme was made."""

    mode: Literal["light", "dark"]
    token: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}(-[1-8])?$")]
    before: Colour
    after: Colour
    ratio_before: Ratio
    ratio_after: Ratio


class Brand(_Strict):
    """A brand colour in its place."""

    hex: Colour
    locked: bool
    role: Fill


class ThemeFile(_Strict):
    """What a file of a theme holds."""

    name: str
    rationale: str
    mode: Mode
    density: Density
    modes: dict[Shade, Shades]
    ramps: dict[str, Any]
    pairs: list[Any]
    typography: Typography
    spacing: Spacing
    radius: float
    changes: Annotated[list[Change], Field(max_length=40)]
    brand: Annotated[list[Brand], Field(max_length=len(FILLS))]

    @model_validator(mode="after")
    def _has_its_modes(self) -> Self:
        if set(self.modes) != ({"light", "dark"} if self.mode == "both" else {self.mode}):
            raise ValueError("A theme has the modes that it says, and no others.")
        return self


def read(body: Json) -> Json:
    """Return the theme that a file holds. Raises InvalidFileError and ValidationError; no failing pair gets in."""
    file = ThemeFile.model_validate_json(json.dumps(body))
    shades = {mode: file.modes[mode] for mode in MODES if mode in file.modes}
    palettes = [each.as_palette(mode) for mode, each in shades.items()]
    draft = _as_draft(file, palettes[0])
    failing = [f"{name} ({each.mode})" for each in palettes for name in pairs.failing(each)]
    if failing:
        raise InvalidFileError(f"The theme does not meet the contrast that is needed: {'; '.join(failing[:3])}.")
    first = palettes[0].colours.roles
    return {
        "name": draft.name,
        "rationale": draft.rationale,
        "mode": file.mode,
        "density": file.density,
        "modes": {mode: each.model_dump() for mode, each in shades.items()},
        "ramps": {role: ramps.ramp(first[role]) for role in RAMPS},
        "pairs": [pair for each in palettes for pair in pairs.measured(each)],
        "typography": scales.typography(draft, base=draft.base_px),
        "spacing": scales.spacing(draft.spacing_base),
        "radius": draft.radius,
        "changes": [each.model_dump() for each in file.changes],
        "brand": [each.model_dump() for each in file.brand],
    }


def _as_draft(file: ThemeFile, first: Palette) -> ThemeDraft:
    """Return the theme as a model would have proposed it, held to the same limits."""
    fonts = file.typography
    return ThemeDraft.model_validate(
        {
            "name": file.name,
            "rationale": file.rationale,
            **first.colours.roles,
            "chart": list(first.colours.chart),
            "heading_font": fonts.heading.font,
            "body_font": fonts.body.font,
            "heading_weight": fonts.heading.weight,
            "body_weight": fonts.body.weight,
            "base_px": fonts.base_px,
            "ratio": fonts.ratio,
            "spacing_base": file.spacing.base,
            "radius": file.radius,
        }
    )
