"""An image as a file of our own, the picture in it as base64, and back from one."""

import io
from typing import Annotated

from PIL import Image as Picture
from pydantic import BaseModel, ConfigDict, Field

from ai_ops import own_files
from ai_ops.base import UNKNOWN_ORIGIN, InvalidFileError, Json, NewFile, Origin
from ai_ops.images.check import BadImageError, CheckedImage, check_image
from ai_ops.images.table import Shape

LIMIT = 15_000_000
THUMBNAIL = (480, 480)
LONGEST_ALT = 300

Side = Annotated[int, Field(ge=16, le=3840)]


class ImageFile(BaseModel):
    """What a file of an image holds; `file` is the picture, in base64."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1, max_length=100)]
    prompt: Annotated[str, Field(max_length=1000)]
    revised_prompt: Annotated[str, Field(max_length=1000)]
    alt_text: Annotated[str, Field(max_length=LONGEST_ALT)]
    width: Side
    height: Side
    shape: Shape
    file: Annotated[str, Field(min_length=1)]


def write(result: Json, name: str, origin: Origin = UNKNOWN_ORIGIN) -> str:
    """Return the image as Inspire reads it back; `file` holds the picture already."""
    body = {field: value for field, value in result.items() if field in ImageFile.model_fields}
    return own_files.written("image", body, name=name, origin=origin)


def read(body: Json) -> Json:
    """Return the image that a file holds, its picture checked and encoded anew. Raises InvalidFileError."""
    file = ImageFile.model_validate(body)
    size = (file.width, file.height)
    try:
        image = check_image(file.file, asked=size, final=size)
    except BadImageError as error:
        raise InvalidFileError(f"The picture in the file cannot be taken. {error}") from None
    return {
        **file.model_dump(),
        "file": NewFile("file", image.data, image.content_type, ".png"),
        "thumbnail": NewFile("thumbnail", thumbnail(image), "image/webp", ".webp"),
    }


def thumbnail(image: CheckedImage) -> bytes:
    """Return a small WebP of the image, at most 480 pixels a side."""
    with Picture.open(io.BytesIO(image.data), formats=("PNG",)) as picture:
        picture.thumbnail(THUMBNAIL)
        small = io.BytesIO()
        picture.save(small, "WEBP", quality=82)
    return small.getvalue()
