"""Texts as a file, and back from one: plain text, whatever it looks like."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ai_ops import own_files
from ai_ops.base import UNKNOWN_ORIGIN, Json, Origin
from ai_ops.operations.text.checks import count_graphemes
from ai_ops.operations.text.models import Mode


class KeptVariant(BaseModel):
    """One text. Its length in graphemes is counted anew."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    length: int


class TextFile(BaseModel):
    """What a file of texts holds. `chosen` is the place of the variant that was chosen."""

    model_config = ConfigDict(extra="forbid", strict=True)

    variants: Annotated[list[KeptVariant], Field(min_length=1, max_length=3)]
    source: Annotated[str, Field(max_length=2000)]
    mode: Mode
    max_chars: Annotated[int, Field(ge=1, le=500)]
    chosen: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _chose_one_that_is_there(self) -> Self:
        if self.chosen is not None and self.chosen >= len(self.variants):
            raise ValueError("The variant that was chosen is not there.")
        return self


def write(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the texts as Inspire reads them back."""
    return own_files.written("text", result, name=name, origin=origin)


def read(body: Json) -> Json:
    """Return the texts that a file holds. Raises ValidationError."""
    content: Json = TextFile.model_validate(body).model_dump(exclude_unset=True)
    for variant in content["variants"]:
        variant["length"] = count_graphemes(variant["text"])
    return content
