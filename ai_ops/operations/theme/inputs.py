"""What a person asks for."""

from itertools import zip_longest
from math import isfinite
from typing import Annotated, Literal
from uuid import UUID

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ai_ops.base import Json
from ai_ops.colour.contrast import HEX
from ai_ops.prose.cleaning import cleaned

LEAST_DESCRIPTION, LONGEST_DESCRIPTION = 3, 500
MOST_BRAND_COLOURS = 5

type Mode = Literal["light", "dark", "both"]
type Fill = Literal["primary", "secondary", "accent", "success", "warning", "danger", "info"]
"""Roles that fill an area and carry text; a brand colour is always one of these."""

type Density = Literal["compact", "regular", "roomy"]


def _normalised(value: str) -> str:
    """Return a colour as `#RRGGBB` in capitals. Raises ValueError for anything else."""
    colour = "#" + value.strip().removeprefix("#").upper()
    if not HEX.fullmatch(colour):
        raise ValueError(_("This is not a colour. Write it as # and six digits or letters A to F, like #0E7C86."))
    return colour


Hex = Annotated[str, AfterValidator(_normalised)]


class BrandColour(BaseModel):
    """A colour to use; a locked one is never moved. `role` is the one it must have, or None for any."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    hex: Hex
    locked: bool = False
    role: Fill | None = None


def _with_words(description: str) -> str:
    if len(cleaned(description)) < LEAST_DESCRIPTION:
        raise ValueError(_("Describe the theme in a few words. Characters that cannot be seen do not count."))
    return description


def _without_duplicates(colours: list[BrandColour]) -> list[BrandColour]:
    roles = [colour.role for colour in colours if colour.role is not None]
    if len(set(roles)) < len(roles):
        raise ValueError(_("Each role can have one brand colour. Give the others another role, or none."))
    if len({colour.hex for colour in colours}) < len(colours):
        raise ValueError(_("Each brand colour can be given once. Remove the one that is given twice."))
    return colours


class ThemeInput(BaseModel):
    """The inputs of one theme run, within the limits that the form states.

    `base` names a saved theme to vary; its content comes in the run's context.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)

    description: Annotated[
        str, Field(min_length=LEAST_DESCRIPTION, max_length=LONGEST_DESCRIPTION), AfterValidator(_with_words)
    ]
    brand_colours: Annotated[
        list[BrandColour], Field(max_length=MOST_BRAND_COLOURS), AfterValidator(_without_duplicates)
    ] = []
    mode: Mode = "both"
    density: Density = "regular"
    viewing_distance_m: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False)] = 3.0
    base: UUID | None = None


def read_form(data: MultiValueDict[str, str]) -> Json:
    """Return the inputs that a submitted form holds, not yet validated.

    Colour fields left empty are left out; `brand_locked` holds the places of the locked ones,
    and `brand_role`, where the form has it, a role or nothing for each colour.
    """
    locked = set(data.getlist("brand_locked"))
    fields = zip_longest(data.getlist("brand_colour"), data.getlist("brand_role"), fillvalue="")
    colours = [
        {"hex": value, "locked": str(place) in locked} | ({"role": role} if role else {})
        for place, (value, role) in enumerate(fields)
        if value.strip()
    ]
    choices = {name: data[name] for name in ("mode", "density") if data.get(name)}
    distance = data.get("viewing_distance_m")
    return {
        "description": (data.get("description") or "").replace("\r\n", "\n"),
        "brand_colours": colours,
        "base": data.get("base") or None,
        **choices,
        **({"viewing_distance_m": _number(distance)} if distance else {}),
    }


def _number(text: str) -> float | str:
    """Return the number that a field holds, or the text itself, for validation to refuse."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text
