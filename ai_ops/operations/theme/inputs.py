"""What a person asks for."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ai_ops.base import Json
from ai_ops.colour.contrast import HEX

MOST_BRAND_COLOURS = 5

type Mode = Literal["light", "dark", "both"]
type Density = Literal["compact", "regular", "roomy"]


def _normalised(value: str) -> str:
    """Return a colour as `#RRGGBB` in capitals. Raises ValueError for anything else."""
    colour = "#" + value.strip().removeprefix("#").upper()
    if not HEX.fullmatch(colour):
        raise ValueError(_("This is not a colour. Write it as # and six digits or letters A to F, like #0E7C86."))
    return colour


Hex = Annotated[str, AfterValidator(_normalised)]


class BrandColour(BaseModel):
    """A colour to use; a locked one is never moved."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hex: Hex
    locked: bool = False


def _without_duplicates(colours: list[BrandColour]) -> list[BrandColour]:
    if len({colour.hex for colour in colours}) < len(colours):
        raise ValueError(_("Each brand colour can be given once. Remove the one that is given twice."))
    return colours


class ThemeInput(BaseModel):
    """The inputs of one theme run, within the limits that the form states.

    `base` names a saved theme to vary; its content comes in the run's context.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    description: Annotated[str, Field(min_length=3, max_length=500)]
    brand_colours: Annotated[
        list[BrandColour], Field(max_length=MOST_BRAND_COLOURS), AfterValidator(_without_duplicates)
    ] = []
    mode: Mode = "both"
    density: Density = "regular"
    viewing_distance_m: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False)] = 3.0
    base: UUID | None = None


def read_form(data: QueryDict) -> Json:
    """Return the inputs that a submitted form holds, not yet validated.

    Colour fields left empty are left out; `brand_locked` holds the places of the locked ones.
    """
    locked = set(data.getlist("brand_locked"))
    colours = [
        {"hex": value, "locked": str(place) in locked}
        for place, value in enumerate(data.getlist("brand_colour"))
        if value.strip()
    ]
    given = {name: data[name] for name in ("mode", "density", "viewing_distance_m") if data.get(name)}
    return {
        "description": data.get("description", ""),
        "brand_colours": colours,
        "base": data.get("base") or None,
    } | given
