"""A small operation for tests: the model writes a title, the checks want it short and not rude."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ai_ops.base import Json, Operation, Review, TextRequest


class EchoInput(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=3, max_length=200)]
    times: Annotated[int, Field(ge=1, le=5)] = 1
    base: str | None = None


class EchoDraft(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(max_length=80)]
    count: int


class Echo(Operation):
    """Say it again."""

    slug = "echo"
    label = "Echo"
    credits = 2
    provider = "anthropic"
    input_model = EchoInput
    output_model = EchoDraft
    prompt_version = "echo-1"
    needs = ("base",)

    def build_request(self, inputs: Any, context: Json) -> TextRequest:
        return TextRequest(system="You say things again.", prompt=f"Say again: {inputs.text}", schema=self.schema())

    def review(self, draft: Any, inputs: Any, context: Json) -> Review:
        if "rude" in draft.title:
            return Review(result=None, problems=("The title is rude.",))
        if "boom" in inputs.text:
            raise ZeroDivisionError("a mistake of the program")
        return Review(result={"title": draft.title, "count": draft.count}, mends=("Said it once more.",))

    def read_form(self, data: Any) -> Json:
        return {"text": data.get("text", "")}
