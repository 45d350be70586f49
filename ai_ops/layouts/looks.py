"""The part of a theme that a layout is drawn with, as a file may hold it: strictly read, for it came from outside."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ai_ops.colour.contrast import contrast
from ai_ops.typesetting.fonts import FAMILIES

LEAST_CONTRAST: Final = 4.5

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Name = Annotated[str, Field(max_length=200)]


def _known(font: str) -> str:
    if font not in FAMILIES:
        raise ValueError("There is no font of this name.")
    return font


class Part(BaseModel):
    """A part of a theme. What a drawing does not read is not kept."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Roles(Part):
    """The colours that components draw with."""

    background: Colour
    surface: Colour
    text: Colour
    primary: Colour
    accent: Colour
    success: Colour
    warning: Colour
    danger: Colour


class On(Part):
    """The colour of text on the primary colour."""

    primary: Colour


class Mode(Part):
    """A theme in light or in dark."""

    roles: Roles
    on: On
    muted: Colour
    border: Colour
    chart: Annotated[list[Colour], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _is_readable(self) -> "Mode":
        grounds, inks = (self.roles.background, self.roles.surface), (self.roles.text, self.muted)
        if any(contrast(ink, ground) < LEAST_CONTRAST for ink in inks for ground in grounds):
            raise ValueError(f"A text has less than {LEAST_CONTRAST}:1 of contrast with its background.")
        return self


class Face(Part):
    """A font of the server's list, and a weight."""

    font: Annotated[str, AfterValidator(_known)]
    weight: Annotated[int, Field(ge=100, le=900)]


class Typography(Part):
    """Fonts and sizes."""

    heading: Face
    body: Face
    base_px: Annotated[float, Field(ge=8, le=48)]
    ratio: Annotated[float, Field(ge=1, le=2)]


class Spacing(Part):
    """The spacing scale's base in pixels."""

    base: Annotated[int, Field(ge=2, le=16)]


class LookDocument(Part):
    """What a drawing reads of a theme."""

    name: Name = ""
    modes: Annotated[dict[Literal["light", "dark"], Mode], Field(min_length=1)]
    typography: Typography
    spacing: Spacing
    radius: Annotated[float, Field(ge=0, le=48)]
