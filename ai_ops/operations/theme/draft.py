"""What a model answers: the schema that its provider enforces, and our own strict limits."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from ai_ops.base import Json
from ai_ops.operations.theme.fonts import FONTS

ROLES = (
    "primary",
    "secondary",
    "accent",
    "background",
    "surface",
    "text",
    "neutral",
    "success",
    "warning",
    "danger",
    "info",
)
HeadingWeight = Literal[400, 500, 600, 700, 800]
BodyWeight = Literal[300, 400, 500]
SpacingBase = Literal[4, 6, 8]

DraftHex = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$", to_upper=True)]


class ThemeDraft(BaseModel):
    """A theme as a model proposes it, for one mode; nothing in it has been measured yet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Annotated[str, Field(min_length=1, max_length=60)]
    rationale: Annotated[str, Field(min_length=1, max_length=600)]
    primary: DraftHex
    secondary: DraftHex
    accent: DraftHex
    background: DraftHex
    surface: DraftHex
    text: DraftHex
    neutral: DraftHex
    success: DraftHex
    warning: DraftHex
    danger: DraftHex
    info: DraftHex
    chart: Annotated[list[DraftHex], Field(min_length=6, max_length=8)]
    heading_font: str
    body_font: str
    heading_weight: HeadingWeight
    body_weight: BodyWeight
    base_px: Annotated[float, Field(ge=12, le=32, allow_inf_nan=False)]
    ratio: Annotated[float, Field(ge=1.05, le=1.62, allow_inf_nan=False)]
    spacing_base: SpacingBase
    radius: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)]

    @field_validator("heading_font", "body_font")
    @classmethod
    def _is_listed(cls, slug: str) -> str:
        if slug not in FONTS:
            raise ValueError("This font is not on the list.")
        return slug

    def roles(self) -> dict[str, str]:
        """Return the eleven role colours by name."""
        return {role: getattr(self, role) for role in ROLES}


def schema() -> Json:
    """Return the small static JSON Schema for the provider: no field optional, no range relied upon."""
    colour = {"type": "string", "description": "#RRGGBB"}
    font = {"type": "string", "enum": list(FONTS)}
    properties: Json = {
        "name": {"type": "string", "description": "Two to four words, at most 60 characters."},
        "rationale": {"type": "string", "description": "Two or three sentences, at most 600 characters, no digits."},
        **dict.fromkeys(ROLES, colour),
        "chart": {"type": "array", "items": colour, "description": "Six to eight chart colours."},
        "heading_font": font,
        "body_font": font,
        "heading_weight": {"type": "integer", "enum": list(get_args(HeadingWeight))},
        "body_weight": {"type": "integer", "enum": list(get_args(BodyWeight))},
        "base_px": {"type": "number", "description": "Body text in CSS pixels, 12 to 32."},
        "ratio": {"type": "number", "description": "Type scale ratio, 1.05 to 1.62."},
        "spacing_base": {"type": "integer", "enum": list(get_args(SpacingBase))},
        "radius": {"type": "number", "description": "Corner radius in CSS pixels, 0 to 24."},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
