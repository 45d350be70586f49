"""Layouts as JSON: in results, the library, forms and `.inspire-layout.json`. Read strictly, in whole or not at all."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from ai_ops.base import InvalidFileError, Json
from ai_ops.drawing.texts import shown
from ai_ops.layouts import grid
from ai_ops.layouts.looks import LookDocument
from ai_ops.layouts.model import Aggregate, Binding, Canvas, Layout, Placement, Source
from ai_ops.layouts.problems import MOST_PLACEMENTS
from ai_ops.prose.cleaning import cleaned

MOST_BINDINGS: Final = 8
MOST_FORMULAS: Final = 24
MOST_SOURCES: Final = 5
MOST_REASONS: Final = 5
TWIN_IDS: Final = "Two placements have the same id."


def _seen(text: str) -> str:
    if text and not cleaned(text):
        raise ValueError("It has no character that can be seen.")
    return text


Slug = Annotated[str, Field(pattern=r"^\w{1,60}$")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Word = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Title = Annotated[str, Field(max_length=200), AfterValidator(_seen)]
Side = Annotated[int, Field(ge=8, le=64)]
Cell = Annotated[int, Field(ge=0, le=63)]
Cells = Annotated[int, Field(ge=1, le=64)]


class Document(BaseModel):
    """A part of a layout's document: exactly its fields, of exactly their types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class BindingDocument(Document):
    """See `Binding`."""

    input: Word
    source: Source
    value: Annotated[str, Field(max_length=500)]
    aggregate: Aggregate = "none"
    format: Annotated[str, Field(max_length=40)] = ""


class PlacementDocument(Document):
    """See `Placement`."""

    id: Id
    component: Word
    x: Cell
    y: Cell
    w: Cells
    h: Cells
    title: Title
    rationale: Annotated[str, Field(max_length=1_000)] = ""
    bindings: Annotated[tuple[BindingDocument, ...], Field(max_length=MOST_BINDINGS, strict=False)] = ()


class CanvasDocument(Document):
    """See `Canvas`."""

    columns: Side
    rows: Side


class SourceDocument(Document):
    """A source that a layout was made for: found again by its slug."""

    slug: Slug
    name: Annotated[str, Field(max_length=200)]
    number: Annotated[int, Field(ge=0, le=2**31)] = 0


class ThemeDocument(Document):
    """The saved theme that a layout was made with."""

    id: Annotated[str, Field(max_length=36)]
    name: Annotated[str, Field(max_length=200)]

    @model_validator(mode="after")
    def _has_id(self) -> "ThemeDocument":
        UUID(self.id)
        return self


def _few_formulas(placements: tuple[PlacementDocument, ...]) -> tuple[PlacementDocument, ...]:
    count = len({each.value for placed in placements for each in placed.bindings if each.source == "formula"})
    if count > MOST_FORMULAS:
        raise InvalidFileError(
            f"There are {count} formulas, and {MOST_FORMULAS} is the most: each is computed for every row."
        )
    return placements


Placements = Annotated[
    tuple[PlacementDocument, ...], Field(max_length=MOST_PLACEMENTS, strict=False), AfterValidator(_few_formulas)
]


class LayoutDocument(Document):
    """A layout as the library keeps it and as a file brings it."""

    name: Annotated[Title, Field(min_length=1)]
    rationale: Annotated[str, Field(max_length=2_000)] = ""
    canvas: CanvasDocument
    background: Annotated[str, Field(pattern="^(background|surface|primary)$")]
    theme: ThemeDocument | None = None
    look: LookDocument | None = None
    sources: Annotated[tuple[SourceDocument, ...], Field(max_length=MOST_SOURCES, strict=False)] = ()
    placements: Annotated[Placements, Field(min_length=1)]
    coverage: Annotated[float, Field(ge=0, le=100)] = 0.0
    baseline: Placements = ()

    @model_validator(mode="after")
    def _lies_apart(self) -> "LayoutDocument":
        canvas = Canvas(self.canvas.columns, self.canvas.rows)
        for group in (self.placements, self.baseline):
            check_places([placement_of(each) for each in group], canvas)
        return self


def check_places(placements: Sequence[Placement], canvas: Canvas) -> None:
    """Refuse placements that cannot be drawn: off the grid, over each other, or of one id. Raises ValueError."""
    if len({each.id for each in placements}) < len(placements):
        raise ValueError(TWIN_IDS)
    if not all(grid.is_inside(each, canvas) for each in placements):
        raise ValueError("A placement lies outside the grid.")
    if grid.overlaps(placements):
        raise ValueError("Two placements cover each other.")


_PLACEMENTS: Final = TypeAdapter(tuple[PlacementDocument, ...])


def read(body: Json) -> Json:
    """Return a layout's content from what a file holds. Raises InvalidFileError, which says why it is refused."""
    try:
        found = LayoutDocument.model_validate(body)
    except ValidationError as error:
        raise InvalidFileError(reasons(error)) from None
    content: Json = found.model_dump(mode="json")
    layout = layout_of(content)
    return content | {"coverage": round(grid.coverage(layout.placements, layout.canvas), 1)}


def read_placements(text: str) -> tuple[Placement, ...]:
    """Return placements from a form's JSON. Raises InvalidFileError."""
    try:
        found = _few_formulas(_PLACEMENTS.validate_json(text))
    except ValidationError as error:
        raise InvalidFileError(reasons(error)) from None
    if len(found) > MOST_PLACEMENTS:
        raise InvalidFileError(f"There are {len(found)} placements, and {MOST_PLACEMENTS} is the most.")
    if len({each.id for each in found}) < len(found):
        raise InvalidFileError(TWIN_IDS)
    return tuple(map(placement_of, found))


def reasons(error: ValidationError) -> str:
    """Return why a document is refused, with the place of each fault."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    told = [f"{_place(each['loc'])}: {_reason(each)}" for each in found[:MOST_REASONS]]
    more = f" And {len(found) - MOST_REASONS} more." if len(found) > MOST_REASONS else ""
    return f"The layout is refused. {' '.join(told)}{more}"


def _reason(error: Any) -> str:
    return f"{str(error['msg']).removeprefix('Value error, ').rstrip('.')}."


def _place(parts: Sequence[int | str]) -> str:
    return shown(".".join(str(each)[:40] for each in parts))[:120] or "layout"


def placement_of(document: PlacementDocument) -> Placement:
    """Return the placement of a document."""
    plain = document.model_dump(exclude={"bindings"})
    return Placement(**plain, bindings=tuple(Binding(**each.model_dump()) for each in document.bindings))


def layout_of(content: Json, *, part: str = "placements") -> Layout:
    """Return the layout of a checked content; `part` is placements or baseline."""
    canvas = Canvas(content["canvas"]["columns"], content["canvas"]["rows"])
    placements = _PLACEMENTS.validate_python(content[part], strict=False)
    return Layout(content["name"], content["background"], canvas, tuple(map(placement_of, placements)))


def placements_as_json(placements: Sequence[Placement]) -> list[Json]:
    """Return placements as JSON."""
    return [_placement_as_json(each) for each in placements]


def _placement_as_json(placement: Placement) -> Json:
    names = ("id", "component", "x", "y", "w", "h", "title", "rationale")
    parts = ("input", "source", "value", "aggregate", "format")
    bindings = [{name: getattr(each, name) for name in parts} for each in placement.bindings]
    return {name: getattr(placement, name) for name in names} | {"bindings": bindings}
