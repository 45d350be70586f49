"""What a model answers: the schema that its provider enforces, and our own strict limits."""

from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from ai_ops.base import Json
from ai_ops.components import registry
from ai_ops.operations.content.components import BY_PERSON

Source = Literal["field", "formula", "literal"]
Aggregate = Literal["none", "last", "first", "sum", "mean", "min", "max", "count", "distinct"]
Background = Literal["background", "surface", "primary"]

LONGEST_TITLE: Final = 80
LONGEST_RATIONALE: Final = 300
LONGEST_VALUE: Final = 500
MOST_PLACEMENTS: Final = 24
MOST_BINDINGS: Final = 160
FURTHEST: Final = 1_000

Cell = Annotated[int, Field(ge=-FURTHEST, le=FURTHEST)]
PlacementId = Annotated[str, Field(pattern=r"^p[1-9][0-9]?$")]


class BindingDraft(BaseModel):
    """What fills an input of a placement. `value` is an alias such as f3, a formula over {f3}, or a text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    placement: PlacementId
    input: Annotated[str, Field(max_length=40)]
    source: Source
    value: Annotated[str, Field(max_length=LONGEST_VALUE)]
    aggregate: Aggregate
    format: Annotated[str, Field(max_length=40)]


class PlacementDraft(BaseModel):
    """A component where a model puts it: anywhere, of any size."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: PlacementId
    component: Annotated[str, Field(max_length=40)]
    x: Cell
    y: Cell
    w: Cell
    h: Cell
    title: Annotated[str, Field(max_length=LONGEST_TITLE)]
    rationale: Annotated[str, Field(max_length=LONGEST_RATIONALE)]


class ContentDraft(BaseModel):
    """A layout as a model proposes it; nothing in it has been checked yet."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
    background: Background
    placements: Annotated[list[PlacementDraft], Field(min_length=1, max_length=MOST_PLACEMENTS)]
    bindings: Annotated[list[BindingDraft], Field(max_length=MOST_BINDINGS)]


def schema() -> Json:
    """Return the small static JSON Schema for the provider: no field optional, no limit relied upon."""
    whole = {"type": "integer"}
    components = registry.all_components()
    inputs = {taking.name for each in components for taking in each.inputs} - BY_PERSON
    placement: Json = {
        "id": _text("p1, p2, p3 and so on."),
        "component": {"type": "string", "enum": [each.slug for each in components]},
        **dict.fromkeys(("x", "y", "w", "h"), whole),
        "title": _text(f'At most {LONGEST_TITLE} characters, without a digit, or "".'),
        "rationale": _text(f"At most {LONGEST_RATIONALE} characters, without a digit: why this, why here."),
    }
    binding: Json = {
        "placement": _text("The id of a placement, such as p1."),
        "input": {"type": "string", "enum": sorted(inputs)},
        "source": {"type": "string", "enum": list(get_args(Source))},
        "value": _text("A field's id such as f3, a formula over ids in braces, or a literal text."),
        "aggregate": {"type": "string", "enum": list(get_args(Aggregate))},
        "format": _text('"" or a format.'),
    }
    return _object(
        {
            "title": _text(f"At most {LONGEST_TITLE} characters, without a digit."),
            "background": {"type": "string", "enum": list(get_args(Background))},
            "placements": {"type": "array", "items": _object(placement)},
            "bindings": {"type": "array", "items": _object(binding)},
        }
    )


def _text(about: str) -> Json:
    return {"type": "string", "description": about}


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
