"""Where a person's brand colours go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from ai_ops.base import Json
from ai_ops.colour import difference
from ai_ops.operations.theme.inputs import BrandColour, ThemeInput
from ai_ops.operations.theme.palette import FILLS

FIRST_CHOICES = ("primary", "secondary", "accent")
ALIKE = 10.0  # CIEDE2000 within which a model's tone of an unlocked brand colour counts as that colour


class SavedBrandColour(BaseModel):
    """A brand colour as a saved theme's result holds it."""

    model_config = ConfigDict(frozen=True)

    hex: str
    locked: bool
    role: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Brand colours by role, and the roles of a theme with them in place."""

    roles: Mapping[str, str]
    by_role: Mapping[str, BrandColour]

    @property
    def locked(self) -> frozenset[str]:
        """Return the roles whose colour never moves."""
        return frozenset(role for role, colour in self.by_role.items() if colour.locked)

    def as_json(self) -> list[Json]:
        """Return the brand colours as the result holds them."""
        return [{"hex": each.hex, "locked": each.locked, "role": role} for role, each in self.by_role.items()]


def colours_of(inputs: ThemeInput, base: Json | None) -> list[BrandColour]:
    """Return the brand colours of a request: its own, and the locked ones of the theme it varies.

    What the request says of a colour counts. There are as many as there are fills at most.
    """
    return _all_colours(inputs, base)[: len(FILLS)]


def released(inputs: ThemeInput, base: Json | None) -> list[str]:
    """Return the locked colours of the varied theme for which there is no fill left."""
    return [colour.hex for colour in _all_colours(inputs, base)[len(FILLS) :]]


def place(roles: Mapping[str, str], colours: Sequence[BrandColour], *, base: Json | None) -> Placement:
    """Return a draft's roles with each brand colour in one fill.

    A colour goes where the request wants it, or stays where the varied theme or the draft has
    it; the others become primary, secondary and accent in the order given, then the fill that
    is nearest.
    """
    remembered = {each.hex: each.role for each in _saved(base)}
    by_role: dict[str, BrandColour] = {}
    waiting = sorted(colours, key=lambda colour: (colour.role is None, not colour.locked))
    for colour in list(waiting):
        role = _known_role(colour, roles, remembered=remembered, free=_free(by_role))
        if role is not None:
            by_role[role] = colour
            waiting.remove(colour)
    for colour in waiting:
        by_role[_next_role(colour, roles, free=_free(by_role))] = colour
    fixed = {role: each.hex for role, each in by_role.items() if each.locked or not _is_alike(each.hex, roles[role])}
    return Placement(dict(roles) | fixed, by_role)


def _all_colours(inputs: ThemeInput, base: Json | None) -> list[BrandColour]:
    given = {colour.hex for colour in inputs.brand_colours}
    kept = [BrandColour(hex=each.hex, locked=True) for each in _saved(base) if each.locked and each.hex not in given]
    return [*inputs.brand_colours, *kept]


def _saved(base: Json | None) -> list[SavedBrandColour]:
    return [SavedBrandColour.model_validate(each) for each in base["brand"]] if base else []


def _free(taken: Mapping[str, BrandColour]) -> list[str]:
    return [role for role in FILLS if role not in taken]


def _known_role(
    colour: BrandColour, roles: Mapping[str, str], *, remembered: Mapping[str, str], free: Sequence[str]
) -> str | None:
    """Return the free fill that a colour is asked for in, or in which the varied theme or the draft has it."""
    asked = [role for role in free if role == colour.role]
    own = [role for role in free if role == remembered.get(colour.hex)]
    same = [role for role in free if roles[role] == colour.hex]
    alike = [] if colour.locked else [role for role in free if _is_alike(colour.hex, roles[role])]
    return next(iter(asked + own + same + alike), None)


def _next_role(colour: BrandColour, roles: Mapping[str, str], *, free: Sequence[str]) -> str:
    first = [role for role in FIRST_CHOICES if role in free]
    return first[0] if first else min(free, key=lambda role: difference.difference(colour.hex, roles[role]))


def _is_alike(one: str, other: str) -> bool:
    return difference.difference(one, other) <= ALIKE
