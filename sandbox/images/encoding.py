"""Encode an image as the request asks, in base64."""

import base64
from io import BytesIO

from PIL import Image

from sandbox.images import spoiling

COMPRESSION = 4


def encode(image: Image.Image, output_format: str, *, fault: str = "") -> str:
    """Return the image as PNG, JPEG or WebP in base64; a fault may spoil its bytes."""
    data = spoiling.file(image, fault) or _file(image, output_format)
    return base64.b64encode(data).decode()


def _file(image: Image.Image, output_format: str) -> bytes:
    file = BytesIO()
    options: dict[str, int] = {"compress_level": COMPRESSION} if output_format == "png" else {"quality": 92}
    image.save(file, output_format.upper(), **options)
    return file.getvalue()
