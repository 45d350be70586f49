"""What the text operation takes, and what it asks of the model."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Mode = Literal["generate", "rewrite", "shorten", "expand", "fix", "translate", "tone"]
Tone = Literal["neutral", "friendly", "formal", "playful", "urgent", "plain"]

Name = Annotated[str, StringConstraints(pattern=r"^[^\W\d]\w*(\.[\w-]+)*$", max_length=100)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
"""A language tag, of the shape of BCP 47 (RFC 5646)."""


def _without_repeats(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


class TextInput(BaseModel):
    """A request to write or rewrite the text of a label or data element. `max_chars` counts graphemes."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    mode: Mode = "rewrite"
    source: Annotated[str, Field(max_length=2000)] = ""
    instruction: Annotated[str, Field(max_length=300)] = ""
    tone: Tone = "neutral"
    language: Language = "en-GB"
    max_chars: Annotated[int, Field(ge=1, le=500)] = 80
    single_line: bool = True
    fields: Annotated[list[Name], Field(max_length=20), AfterValidator(_without_repeats)] = []
    banned: Annotated[list[Word], Field(max_length=50), AfterValidator(_without_repeats)] = []
    variants: Annotated[int, Field(ge=1, le=3)] = 3

    @model_validator(mode="after")
    def _has_something_to_work_on(self) -> Self:
        if self.mode == "generate" and not (self.instruction or self.source):
            raise ValueError("Say in the instruction what the text should be about.")
        if self.mode != "generate" and not self.source:
            raise ValueError("Enter the text that should be changed, or choose to write a new one.")
        return self


class Variant(BaseModel):
    """One proposed text."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(min_length=1, max_length=4000)]


class TextDraft(BaseModel):
    """What the model answers: one to three variants."""

    model_config = ConfigDict(extra="forbid", strict=True)

    variants: Annotated[list[Variant], Field(min_length=1, max_length=3)]
