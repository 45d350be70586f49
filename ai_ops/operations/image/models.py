"""What the image operation takes."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ai_ops.images.table import Quality, Shape


class ImageInput(BaseModel):
    """A request for an image. `theme` is the id of a saved theme, for its colours.

    Without a `quality` it is the one that the tenant's admin chose, or else STANDARD_QUALITY.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    prompt: Annotated[str, StringConstraints(min_length=3, max_length=1000)]
    shape: Shape = "landscape"
    quality: Quality | None = None
    theme: str | None = None
    lettering: bool = False
    alt_text: Annotated[str, Field(max_length=300)] = ""


class ImageDraft(BaseModel):
    """An image has no document of its own; the provider's reply is the draft."""

    image: Any
