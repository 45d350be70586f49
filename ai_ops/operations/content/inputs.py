"""What a layout is made from."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.utils.datastructures import MultiValueDict
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from ai_ops.base import Json
from ai_ops.components import registry
from ai_ops.layouts.model import LANDSCAPE, PORTRAIT, Canvas
from ai_ops.prose.cleaning import cleaned

LEAST_BRIEF, LONGEST_BRIEF = 3, 1_000
LEAST_SIDE, LARGEST_SIDE = 8, 64
MOST_SOURCES, MOST_COMPONENTS, USUAL_COMPONENTS = 5, 16, 8
CANVASES: Final[Mapping[str, Canvas]] = {"landscape": LANDSCAPE, "portrait": PORTRAIT}
LONGEST_ID: Final = 20

Slug = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Side = Annotated[int, Field(ge=LEAST_SIDE, le=LARGEST_SIDE)]


def _with_words(brief: str) -> str:
    if len(cleaned(brief)) < LEAST_BRIEF:
        raise ValueError("Describe the screen in a few words. Characters that cannot be seen do not count.")
    return brief


def _without_repeats(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _known(slugs: list[str]) -> list[str]:
    known = {each.slug for each in registry.all_components()}
    unknown = [each for each in slugs if each not in known]
    if unknown:
        raise ValueError(f"There is no component “{cleaned(unknown[0])[:40]}”. Choose components of the list.")
    return _without_repeats(slugs)


class ContentInput(BaseModel):
    """A request for a layout of the newest data of some sources, which are named by their slugs.

    `columns` and `rows` count for an own canvas alone. No `components` are all. `theme` is the id of a
    saved theme. `redo` is the id of the one placement that is to be made anew where the run follows another.
    """

    model_config = ConfigDict(extra="forbid")

    brief: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=LEAST_BRIEF, max_length=LONGEST_BRIEF),
        AfterValidator(_with_words),
    ]  # fmt: skip
    sources: Annotated[list[Slug], Field(min_length=1, max_length=MOST_SOURCES), AfterValidator(_without_repeats)]
    canvas: Literal["landscape", "portrait", "own"] = "landscape"
    columns: Side = LANDSCAPE.columns
    rows: Side = LANDSCAPE.rows
    theme: Annotated[UUID | None, BeforeValidator(lambda value: value or None)] = None
    components: Annotated[list[Slug], Field(max_length=40), AfterValidator(_known)] = []
    max_components: Annotated[int, Field(ge=1, le=MOST_COMPONENTS)] = USUAL_COMPONENTS
    redo: Annotated[str, Field(max_length=LONGEST_ID)] = ""

    @property
    def grid(self) -> Canvas:
        """Return the canvas that was asked for."""
        return CANVASES.get(self.canvas) or Canvas(self.columns, self.rows)

    @property
    def allowed(self) -> list[str]:
        """Return the slugs of the components that may be used."""
        return self.components or [each.slug for each in registry.all_components()]


def read_form(data: "MultiValueDict[str, str]") -> Json:
    """Return the inputs that a submitted form holds, not yet validated. What it leaves out has its usual value."""
    texts = {name: data.get(name, "") for name in ("columns", "rows", "max_components")}
    return {
        "brief": data.get("brief", "").replace("\r\n", "\n").strip(),
        "sources": data.getlist("sources"),
        "canvas": data.get("canvas") or "landscape",
        "theme": data.get("theme") or None,
        "components": data.getlist("components"),
        "redo": data.get("redo", ""),
        **{name: _whole(text) for name, text in texts.items() if text},
    }


def _whole(text: str) -> Any:
    """Return a whole number for its text; the model says what is wrong with anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text
